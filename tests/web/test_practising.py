"""A person's practice, in the order of a week: today's offer, a lesson, a drill, a use case, and what comes back."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.salesperson import PERSON, salesperson

from clearspan import clock
from clearspan.application.sign_ins import SignIns, Visitor
from clearspan.application.store import Application
from clearspan.jobs.drilling import Drilling
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.choosing import Candidate
from clearspan.practice.record import PracticeRecord, Step
from clearspan.vocabulary.role import Role
from clearspan.web.visiting import COOKIE

LESSON, DRILL, CASE = "sales/only_these_texts", "sales/call_brief_for_northgate", "sales/prepare_first_call"


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[TestClient]:
    """A browser in which somebody of sales is signed in."""
    with salesperson(tmp_path) as client:
        yield client


def later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    monkeypatch.setenv("CLEARSPAN_NOW", (clock.now() + timedelta(days=days)).isoformat())


def test_today_offers_one_thing_of_the_own_job_all_day_and_keeps_its_chance(visit: TestClient, tmp_path: Path) -> None:
    pages = [visit.get("/my/practice").text for _ in range(2)]
    assert re.findall(r"<h2>[^<]+</h2>", pages[0])[0] == re.findall(r"<h2>[^<]+</h2>", pages[1])[0]
    assert "45 minutes become 18, with checking" in pages[0]
    with Application(tmp_path) as store, store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT propensity, among FROM practice_step WHERE step = 'offered'").all()
    assert len(rows) == 1 and 0 < rows[0][0] <= 1 and rows[0][1] >= 3


@pytest.mark.parametrize("kind", ["lessons", "drills", "use_cases"])
def test_whatever_is_offered_can_be_begun(visit: TestClient, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    everything = PersonPractice._candidates  # pyright: ignore[reportPrivateUsage]

    def of_kind(self: PersonPractice, today: int) -> list[Candidate]:
        return [each for each in everything(self, today) if each.kind == kind and each.family == "sales"]

    monkeypatch.setattr(PersonPractice, "_candidates", of_kind)
    begin = re.search(r'class="button" href="([^"]+)"', visit.get("/my/practice").text)
    assert begin is not None and visit.get(begin[1]).status_code == 200


def test_a_lesson_comes_back_as_a_question_days_later(visit: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit.get(f"/my/practice/lesson/{LESSON}").text
    assert page.index("Try this") < page.index("compare") < page.index("One idea")
    assert "What AI wrote" in visit.post(f"/my/practice/lesson/{LESSON}", data={"": ""}).text
    assert "Comes back to you" not in visit.get("/my/practice").text
    later(monkeypatch, 6)
    with Application(tmp_path) as store:
        token = SignIns(store).start(Visitor(PERSON, frozenset({Role.EMPLOYEE})), int(clock.now().timestamp()))
    visit.cookies.clear()
    visit.cookies.set(COOKIE, token)
    assert f"/my/practice/recall/{LESSON}" in visit.get("/my/practice").text
    assert "Do you still know?" in visit.get(f"/my/practice/recall/{LESSON}").text
    assert "Comes back to you" not in visit.post(f"/my/practice/recall/{LESSON}", data={"how": "3"}).text


@pytest.mark.parametrize("action", ["accept", "verify", "override", "escalate"])
def test_a_drill_shows_its_sources_to_who_checks_and_one_twin_only(visit: TestClient, tmp_path: Path, action: str) -> None:
    path = f"/my/practice/drill/drills/{DRILL}"
    drilling = Drilling(tmp_path, PERSON)
    shown = drilling.show(f"drills/{DRILL}")
    assert shown is not None
    twin = shown.item.twin
    first = visit.get(path).text
    assert visit.get(path).text == first and "Sources" not in first and twin.fix not in first.replace(twin.clean, "")
    assert "Say how sure you are" in visit.post(path, data={"action": action}).text
    page = visit.post(path, data={"step": "4", "action": action}).text
    assert ("The sources" in page) is (action == "verify")
    if action in {"verify", "override"}:
        assert "Where is it wrong?" in page
        place = next((n for n, text in enumerate(shown.passages) if twin.wrong in text), "")
        page = visit.post(path, data={"stage": "place", "passage": str(place), "fix": twin.fix}).text
    assert ("It held an error" if shown.opened.seeded else "It was sound") in page and "What it meant" in page
    attempt = PersonPractice(tmp_path, PERSON).attempts()[0]
    assert attempt.minutes == attempt.payoff.of(attempt.action, attempt.seeded) and attempt.action == action
    if action in {"verify", "override"}:
        assert attempt.located is attempt.fixed is shown.opened.seeded
    assert drilling.show(f"drills/{DRILL}") is None and "1 drill so far" in visit.get(path).text


def test_a_drill_is_done_without_ai_where_that_was_chosen_before_it_was_seen(visit: TestClient, tmp_path: Path) -> None:
    path = f"/my/practice/drill/drills/{DRILL}"
    assert "You chose to do this one without AI" in visit.get(f"{path}?alone=yes").text
    assert "You chose to do this one without AI" in visit.get(path).text, "what was begun without AI stays so"
    visit.post(path, data={"step": "0", "action": "accept"})
    assert "without AI" in visit.post(f"/my/practice/lesson/{LESSON}", data={"alone": "yes"}).text
    assert visit.get("/my/practice/drill/drills/sales/reply_to_a_new_lead?alone=yes").status_code == 200
    with Application(tmp_path) as store:
        assert [each.ai_free for each in PracticeRecord(store).answers(PERSON)] == [True]


def test_the_first_answer_stands_even_when_the_sources_were_seen(visit: TestClient, tmp_path: Path) -> None:
    path = f"/my/practice/drill/drills/{DRILL}"
    visit.get(path)
    visit.post(path, data={"step": "0", "action": "verify"})
    visit.post(path, data={"step": "5", "action": "override"})
    visit.post(path, data={"stage": "place", "passage": "", "fix": ""})
    attempt = PersonPractice(tmp_path, PERSON).attempts()[0]
    assert (attempt.confidence, attempt.action.value) == (0, "verify")


def test_use_at_work_counts_as_a_review(visit: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visit.post(f"/my/practice/lesson/{LESSON}", data={"": ""})

    def due() -> float:
        with Application(tmp_path) as store:
            return PracticeRecord(store).cards(PERSON)[f"lessons/{LESSON}"].due.timestamp()

    before = due()
    later(monkeypatch, 2)
    PersonPractice(tmp_path, PERSON).step(f"use_cases/{CASE}", Step.TRIED)
    assert due() > before


def test_nothing_is_sent_to_who_chose_nothing(visit: TestClient, tmp_path: Path) -> None:
    practice = PersonPractice(tmp_path, PERSON)
    assert not practice.preferences().nudges
    sent = {"nudges": "yes", "channel": "slack", "quiet_from": "18", "quiet_to": "8"}
    assert "Kept." in visit.post("/my/practice/reach", data=sent).text
    assert (practice.preferences().nudges, practice.preferences().channel) == (True, "slack")
    assert visit.post("/my/practice/reach", data=sent | {"quiet_from": "25"}).status_code == 400
    assert visit.get("/my/practice/lesson/sales/none").status_code == 404
