"""Exercises in two steps: alone, with advice, and again; each answer stands, and nothing is told before enough."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert
from tests.web.salesperson import PERSON, salesperson

from clearspan.application.review_tables import DECISION_ANSWER
from clearspan.application.store import Application
from clearspan.jobs.deciding import PersonDecisions
from clearspan.skills.drills.decision import ADVISED, RIGHT

NAME = "sales/which_renewal_first"
PATH = f"/my/practice/decide/{NAME}"


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[TestClient]:
    """A browser in which somebody of sales is signed in."""
    with salesperson(tmp_path) as client:
        yield client


def test_advice_comes_after_the_own_choice_and_both_choices_stand(visit: TestClient, tmp_path: Path) -> None:
    decisions = PersonDecisions(tmp_path, PERSON)
    shown = decisions.show(NAME)
    assert shown is not None and sorted(shown.order) == [0, 1, 2]
    right = shown.answer.advice_right
    first = visit.get(PATH).text
    assert "Step 1 of 2" in first and "What AI advises" not in first and "The sources" in first
    assert "Choose one." in visit.post(PATH, data={"choice": "9"}).text
    page = visit.post(PATH, data={"step": "alone", "choice": str(ADVISED if right else RIGHT)}).text
    assert "Step 2 of 2" in page and page == visit.get(PATH).text
    assert ("Call <strong>Larkfield Dental</strong>" in page) is right and "Alone you chose" in page
    visit.post(PATH, data={"step": "alone", "choice": "2"})
    page = visit.post(PATH, data={"step": "again", "choice": str(RIGHT)}).text
    assert ("You took advice that was right" if right else "You kept an answer that was right") in page
    visit.post(PATH, data={"step": "again", "choice": "2"})
    (answer,) = decisions._answers()  # pyright: ignore[reportPrivateUsage]
    assert (answer.own, answer.final, answer.own_right, answer.final_right) == (
        ADVISED if right else RIGHT,
        RIGHT,
        not right,
        True,
    )
    listed = visit.get("/my/practice/decide").text
    assert "done" in listed and listed.index("From your own job") < listed.index("From other jobs")
    assert "of 12 exercises" in listed and "of 100," not in listed
    assert visit.get("/my/practice/decide/sales/none").status_code == 404
    assert len(visit.get("/my/data.json").json()["application"]["decision_answer"]) == 1


def test_both_figures_are_told_from_twelve_of_their_cases_on(visit: TestClient, tmp_path: Path) -> None:
    row = {"person": PERSON, "opened_at": 1, "own": 0, "final": 0, "answered_at": 2}
    cases = [(True, False, n < 9) for n in range(12)] + [(False, True, True)] * 11 + [(True, True, True)] * 30
    rows = [
        row | {"item": f"decisions/x/{n}", "advice_right": advice, "own_right": own, "final_right": final}
        for n, (advice, own, final) in enumerate(cases)
    ]
    with Application(tmp_path) as store, store.writing() as connection:
        connection.execute(insert(DECISION_ANSWER), rows)
    page = visit.get("/my/practice/decide").text
    assert "75 of 100,</strong> likely between 47 and 91, in 12 exercises" in page
    assert page.count("We cannot tell yet.") == 1 and "11 of 12 exercises" in page
