"""Tracks on a person's own pages: theirs, what of them is done, and how long a gap takes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.salesperson import PERSON, salesperson

from clearspan.jobs.own_pace import judgment_blocks
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.library import shipped
from clearspan.practice.record import Step
from clearspan.practice.track import Audience
from clearspan.practice.track_choice import Standing, audience_of, tracks_for
from clearspan.skills.drills.drill import USUAL_PAYOFFS, Action, Severity
from clearspan.skills.judgment.attempt import Attempt


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[TestClient]:
    """A browser in which a junior of sales is signed in."""
    with salesperson(tmp_path, level="Junior", hired_day=15000) as client:
        yield client


@pytest.mark.parametrize(
    ("level", "band", "leads", "days", "audience"),
    [
        ("Professional", "professional", True, 4000, Audience.LEADERS),
        ("Director", "executive", False, 4000, Audience.LEADERS),
        ("Head", "executive", False, None, Audience.LEADERS),
        ("lead", "lead", False, 4000, Audience.EXPERTS),
        ("Junior", "starter", False, 4000, Audience.LEARNERS),
        ("Professional", "professional", False, 182, Audience.LEARNERS),
        ("Professional", "professional", False, 183, Audience.EXPERTS),
        (None, None, False, None, Audience.EXPERTS),
    ],
)
def test_whom_a_track_is_for(level: str | None, band: str | None, leads: bool, days: int | None, audience: Audience) -> None:
    tracks, standing = shipped().tracks.values(), Standing(level, band, leads, days)
    assert audience_of(standing, tracks) is audience
    assert [track.audience for track in tracks_for(standing, tracks)] == [audience, Audience.EVERYONE]


def test_a_track_shows_its_weeks_and_what_is_done(visit: TestClient, tmp_path: Path) -> None:
    page = visit.get("/my/practice/track").text
    assert "/my/practice/track/learners" in page and "/track/everyone" in page and "/track/leaders" not in page
    track = shipped().tracks["everyone"]
    page = visit.get("/my/practice/track/everyone").text
    assert all(f"Week {step.week}: " in page for step in track.steps) and f"0 of {len(track.steps)} steps done" in page
    assert "Protected time" in page and "What shows it" in page and "we cannot tell. It takes 4 sets" in page
    first = min(track.steps, key=lambda step: step.week)
    assert all(visit.get(f"/my/practice/lesson/{link.partition('/')[2]}").status_code == 200 for link in first.do)
    assert "0 of" in visit.get("/my/practice/track/everyone").text, "opening is not doing"
    for link in first.do:
        PersonPractice(tmp_path, PERSON).step(link, Step.DONE)
    page = visit.get("/my/practice/track/everyone").text
    assert f"1 of {len(track.steps)} steps done" in page and page.count("done on ") == len(first.do)
    assert visit.get("/my/practice/track/none").status_code == 404


def test_drills_make_blocks_of_a_dozen_each_with_its_error() -> None:
    def attempt(number: int, confidence: int) -> Attempt:
        payoff, seeded = USUAL_PAYOFFS[Severity.MEDIUM], number % 2 == 0
        return Attempt(
            person=PERSON,
            drill=f"drills/sales/{number}",
            day=20000 + number,
            seeded=seeded,
            polished=False,
            error=None,
            confidence=confidence,
            action=Action.ACCEPT,
            located=False,
            fixed=False,
            payoff=payoff,
        )

    guessing = [attempt(number, 3) for number in range(12)]
    knowing = [attempt(number, 5 if number % 2 == 0 else 0) for number in range(12, 29)]
    first, second = judgment_blocks([*guessing, *knowing])
    assert first.figure == pytest.approx(0, abs=1e-6) and second.figure > 2 and (first.day, second.day) == (20005.5, 20017.5)
    assert first.variance > 0 and second.variance > 0
