"""What is kept of skills: first answers, placed items, canvases that only their control's owner signs, one exemption."""

from pathlib import Path

import pytest

from clearspan.application.own_rows import delete_rows_of, rows_of
from clearspan.application.store import Application
from clearspan.errors import UsageError
from clearspan.skills.authors import Exemption
from clearspan.skills.fluency.calibration import Calibration, expected
from clearspan.skills.fluency.question_files import fluency_pack
from clearspan.skills.framework.expectation import SignOff, digest_of, expectation_of
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.interview.rating import Rating
from clearspan.skills.irt.graded import two_parameter
from clearspan.skills.record import ItemAnswer, SkillRecord
from clearspan.skills.redesign.canvas import Actor, Canvas, Change, Measured, Reason, Step
from clearspan.skills.redesign.verdict import Verdict, assess


def _answer(item: str, category: int) -> ItemAnswer:
    return ItemAnswer(item, str(category), category, False, 1_000)


def test_the_first_answer_counts_and_items_are_placed_by_people_nobody_is_named(tmp_path: Path) -> None:
    with Application(tmp_path) as store:
        record = SkillRecord(store)
        for person, item, category in ((1, "a", 1), (1, "a", 0), (1, "b", 0), (2, "a", 0)):
            record.keep_answer(person, _answer(item, category))
        assert [(each.item, each.category) for each in record.answers(1)] == [("a", 1), ("b", 0)]
        assert sorted(map(sorted, record.everyone())) == [["a"], ["a", "b"]] and record.used() == {}
        for person in range(3, 21):
            record.keep_answer(person, _answer("b", 1))
        assert record.used() == {"a": 0.1, "b": 0.95}
        prior = expected(fluency_pack())
        moved = Calibration(
            {**prior.curves, "knowing_numbers": two_parameter(1.7, 0.3)}, {"knowing_numbers": 240, "knowing_voice": 9}
        )
        assert record.place_items(moved, 20_000) == 1
        known = record.calibration(prior)
        assert known.curves == moved.curves and known.fitted("knowing_numbers") and not known.fitted("knowing_voice")


CONTROL = Step("Release money", Reason.CONTROL, Change.REMOVED, Actor.HUMAN, None, 4, None, "Finance", True)
LOOK_UP = Step("Look it up", Reason.MEMORY, Change.REMOVED, Actor.HUMAN, None, 20, None, "", False)
SEND = Step("Send it", Reason.SPEED, Change.KEPT, Actor.HUMAN, Actor.HUMAN, 2, 2, "", False)
MEASURED = Measured(10, 2, 1.0, 30)
DRAWN = Canvas("Refund", "north", "Head", "Chief", (LOOK_UP, CONTROL, SEND), MEASURED, Measured(2, 1, 1.0, 30), False)


def test_a_control_is_signed_by_another_than_who_leads_and_anew_when_it_is_drawn_anew(tmp_path: Path) -> None:
    with Application(tmp_path) as store:
        record = SkillRecord(store)
        number = record.keep_canvas(1, DRAWN, 20_000)

        def verdict() -> Verdict:
            return assess(record.canvases(person=1)[0].canvas).verdict

        assert verdict() is Verdict.REFUSED, "what a canvas says of its own sign-off is not believed"
        with pytest.raises(UsageError, match="cannot sign off"):
            record.sign_step(number, "Release money", 1, 20_001)
        with pytest.raises(UsageError, match="no such step"):
            record.sign_step(number, "Dance", 2, 20_001)
        record.sign_step(number, "Release money", 2, 20_001)
        assert verdict() is Verdict.REDESIGNED
        record.keep_canvas(1, DRAWN, 20_002, number)
        assert verdict() is Verdict.REDESIGNED, "the same step is still signed"
        reshaped = Step("Release money", Reason.CONTROL, Change.RESHAPED, Actor.HUMAN, Actor.AGENT, 4, 1, "Finance", True)
        record.keep_canvas(
            1, Canvas("Refund", "north", "Head", "Chief", (LOOK_UP, reshaped, SEND), MEASURED, MEASURED, False), 1, number
        )
        assert verdict() is Verdict.REFUSED, "a step that changed is signed anew"
        assert [each.number for each in record.canvases(team="north")] == [number] and record.canvases(team="south") == []
        with pytest.raises(UsageError, match="no canvas of yours"):
            record.keep_canvas(2, DRAWN, 20_003, number)


def test_expectations_are_agreed_one_person_is_exempt_and_a_person_who_is_forgotten_is_gone(tmp_path: Path) -> None:
    with Application(tmp_path) as store:
        record = SkillRecord(store)
        record.sign_expectation(SignOff("sales", 5, 20_000, digest_of(framework(), "sales")))
        record.sign_expectation(SignOff("sales", 6, 20_010, digest_of(framework(), "sales")))
        assert expectation_of(framework(), "sales", "lead", record.sign_offs()).owner == 6
        record.exempt(5, 20_000)
        assert record.exemption() == Exemption(5, 20_000)
        with pytest.raises(UsageError, match="only one person"):
            record.exempt(6, 20_000)
        record.rate("interview", Rating(1, "stopped_doing", 5, 2), 20_000)
        record.rate("interview", Rating(1, "stopped_doing", 5, 3), 20_000)
        assert record.ratings("interview") == [Rating(1, "stopped_doing", 5, 3)]
        record.keep_answer(5, _answer("a", 1))
        record.keep_canvas(5, DRAWN, 20_000)
        assert {"item_answer", "canvas", "author_exemption", "rating"} <= set(rows_of(store, [5]))
        delete_rows_of(store, [5])
        assert rows_of(store, [5]) == {} and record.exemption() is None and len(record.sign_offs()) == 1
