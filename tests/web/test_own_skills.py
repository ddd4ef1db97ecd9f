"""What a person can do, in a browser: three layers, questions that are asked once, and a process redrawn."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.salesperson import PERSON, salesperson

from clearspan.application.store import Application
from clearspan.jobs.skills import PersonSkills
from clearspan.skills.fluency.question_files import fluency_pack
from clearspan.skills.record import ItemAnswer, SkillRecord


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[TestClient]:
    """A browser in which a senior of sales is signed in."""
    with salesperson(tmp_path, level="Senior") as client:
        yield client


def test_nothing_is_told_before_enough_was_seen_then_a_level_with_its_interval(visit: TestClient, tmp_path: Path) -> None:
    page = visit.get("/my/skills").text
    assert page.count("We cannot tell yet") == 4 and "0 of at least 8 questions" in page
    skills = PersonSkills(tmp_path, PERSON)
    for _ in range(20):
        asked = skills.ask()
        if asked.question is None:
            break
        assert asked.question.name in visit.get("/my/skills/question").text
        right = "0" if "0" in asked.choices else asked.question.best  # pyright: ignore[reportAttributeAccessIssue]
        visit.post("/my/skills/question", data={"item": asked.question.name, "choice": right})
    page = visit.get("/my/skills").text
    assert page.count("We cannot tell yet") == 3 and "Likely between" in page and 'role="img"' in page


def test_questions_without_ai_stay_without_and_the_gap_is_told_from_twelve_of_each(visit: TestClient, tmp_path: Path) -> None:
    page = visit.get("/my/skills/question?alone=yes").text
    item = PersonSkills(tmp_path, PERSON).ask().question
    assert item is not None and "without AI" in page and "without AI" not in visit.get("/my/skills/question").text
    sent = {name: re.search(f'name="{name}" value="([^"]+)"', page) for name in ("item", "choice", "alone")}
    told = visit.post("/my/skills/question", data={name: found[1] for name, found in sent.items() if found}).text
    assert 'href="/my/skills/question?alone=yes"' in told
    with Application(tmp_path) as store:
        record = SkillRecord(store)
        assert [each.ai_free for each in record.answers(PERSON)] == [True]
        assert "0 done with AI at hand and 1 without; it takes 12 of each" in visit.get("/my/skills").text
        for number, name in enumerate(list(fluency_pack().questions)[:25]):
            alone = number >= 12
            record.keep_answer(PERSON, ItemAnswer(name, "0", int(not alone), alone, 1_790_000_000))
    page = visit.get("/my/skills").text
    assert "You do better with AI at hand, by" in page and "100% right with AI (of 12)" in page and "likely between" in page


def test_what_was_not_asked_cannot_be_answered(visit: TestClient) -> None:
    assert visit.post("/my/skills/question", data={"item": "none", "choice": "0"}).status_code == 400
    assert "A question on fluency" in visit.post("/my/skills/question", data={"item": "none"}).text


def test_a_control_goes_only_with_its_owner_and_a_process_is_kept_once(visit: TestClient, tmp_path: Path) -> None:
    def step(number: int, label: str, reason: str, change: str) -> dict[str, str]:
        return {f"label{number}": label, f"reason{number}": reason, f"change{number}": change, f"minutes_before{number}": "30"}

    sent = {"process": "Weekly <report>", **step(0, "Collect", "speed", "removed"), **step(1, "Approve", "control", "removed")}
    page = visit.post("/my/skills/process", data=sent).text
    assert "Somebody who answers for a step is missing" in page and "get the sign-off" in page and "Weekly &lt;report&gt;" in page
    with Application(tmp_path) as store:
        (kept,) = SkillRecord(store).canvases(person=PERSON)
        visit.post("/my/skills/process", data={**sent, "number": str(kept.number), "process": "Weekly"})
        assert [each.canvas.process for each in SkillRecord(store).canvases(person=PERSON)] == ["Weekly"]
        visit.post("/my/skills/process", data={**sent, "number": str(kept.number + 7)})
        assert len(SkillRecord(store).canvases(person=PERSON)) == 2
    assert "no number from 0" in visit.post("/my/skills/process", data={**sent, "minutes_before0": "many"}).text
    assert "name the process" in visit.post("/my/skills/process", data={"process": ""}).text.lower()
