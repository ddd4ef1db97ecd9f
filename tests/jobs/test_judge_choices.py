"""What was offered and what came of it, read from the store of a directory."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from clearspan import clock
from clearspan.application.store import Application
from clearspan.cli.app import app
from clearspan.jobs import judge_choices as judging
from clearspan.practice.choosing import Choice
from clearspan.practice.record import PracticeRecord, Step

DAY = 86_400


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twenty people with two lessons each: the likely one is done by half of them in time, the other begun too late."""
    monkeypatch.setattr(judging, "renumbered", lambda _: {119: 100})
    now = int(clock.now().timestamp())
    with Application(tmp_path) as store:
        record = PracticeRecord(store)
        for person in range(100, 120):
            likely, other = (Choice(f"lessons/sales/{name}", chance, 2, why) for name, chance, why in _CHOICES)
            record.note(person, likely.link, Step.OFFERED, now - 20 * DAY, choice=likely)
            record.note(person, other.link, Step.OFFERED, now - 10 * DAY, choice=other)
            record.note(person, likely.link, Step.OPENED, now - 21 * DAY)
            if person % 2:
                record.note(person, likely.link, Step.DONE, now - 17 * DAY)
            record.note(person, other.link, Step.OPENED, now - 7 * DAY + 1)
            record.note(person, "drills/sales/c", Step.OFFERED, now - DAY, choice=Choice("drills/sales/c", 0.5, 2, "any"))
    return tmp_path


_CHOICES = (("a", 0.8, "job"), ("b", 0.2, "any"))


def test_offers_are_judged_once_their_days_are_over_and_people_count_once(directory: Path) -> None:
    found = {(each.what, each.name, each.outcome): each.value for each in judging.judge_choices(directory)}
    assert ("kind", "drills", "begun") not in found, "the days of the drills are not over"
    whole = found["all", "everything", "done"]
    assert (whole.people, whole.offers) == (19, 40) and whole.chosen.value == pytest.approx(0.25)
    assert whole.even.value == pytest.approx(10 * 0.625 / (20 * 0.625 + 20 * 2.5)) and whole.gain.value > 0
    assert found["reason", "job", "done"].chosen.value == 0.5 and found["reason", "any", "done"].verdict == "too few people"
    assert found["all", "everything", "begun"] == whole, "what was opened before, or after three days, is not begun"


def test_the_command_says_it_in_words_and_for_programs(directory: Path) -> None:
    told = CliRunner().invoke(app, ["practice", "judge", "--dir", str(directory)]).output
    assert "all everything: begun within 3 days: 25% (" in told and "reason any: begun: too few people" in told
    rows = orjson.loads(CliRunner().invoke(app, ["practice", "judge", "--dir", str(directory), "--json"]).output)
    assert rows[0]["chosen"][0] == 0.25 and all("people" not in row for row in rows if row["verdict"] == "too few people")
