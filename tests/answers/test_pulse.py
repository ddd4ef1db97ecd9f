"""What the pages Pulse and Alignment say: the interval of a sample, leaders beside everyone, and what none may tell."""

import math

import pytest
from tests.answers.evidences import evidence_of, made_up
from tests.answers.pulsed import pulsed, ranked, said

from clearspan.answers.alignment import alignment
from clearspan.answers.pulse import pulse
from clearspan.answers.question import Question
from clearspan.vocabulary.period import parse_period

QUARTER = parse_period("2026-Q2")


def test_the_interval_of_a_sample_is_the_widest_that_answers_can_have_less_what_the_share_that_answered_takes_away() -> None:
    having_a_say = next(block for block in pulse(pulsed(), Question(QUARTER)).blocks if block.heading == "Having a say")
    whole = having_a_say.figures[0]
    error = math.sqrt(48 * 52 / 600 * (1 - 600 / 1000))
    assert (whole.low, whole.high) == (pytest.approx(48 - 1.96 * error), pytest.approx(48 + 1.96 * error))
    assert "Have a say fell by 12" in having_a_say.claim
    assert having_a_say.table is not None
    cells = {row[0].text: row[1].text for row in having_a_say.table.rows}
    assert cells["Everyone"].startswith("about 48 (45 to 51), some 600 people, 60% of everyone")
    assert cells["Finance"] == "withheld: this group has fewer than 10 people" and cells["Sales"].startswith("about 40")


def test_leaders_are_shown_beside_everyone_and_each_question_says_which_end_is_better() -> None:
    found = {block.heading: block for block in pulse(pulsed(), Question(QUARTER)).blocks}
    leaders = found["What leaders say, and what everyone says"]
    assert leaders.claim.endswith("Managers show own use, 16 points higher.")
    assert "Of Replacement suspected, less is better." in found["Jobs"].caution
    assert "neither end is the better one" in found["Distrust"].caution
    assert "House item" in found["Other questions"].claim


def test_where_nobody_answered_the_pages_say_so_and_what_would_change_it() -> None:
    for answer in (pulse(made_up(), Question(parse_period("2026-W40"))), alignment(made_up())):
        assert [block.tells for block in answer.blocks] == [False]
        assert "We cannot tell yet" in answer.blocks[0].claim


def test_what_all_put_first_and_what_is_furthest_apart_is_told_with_bounds() -> None:
    priorities, agreement, quarters = alignment(pulsed()).blocks
    assert priorities.claim.startswith("They agree: among the first 3 of all stands routine work takes too much time")
    assert "Furthest apart:" in priorities.claim and "for Executives" in priorities.claim
    assert (
        agreement.claim.startswith("Agreement of all together lies between 0.") and "Business and IT share 3" in agreement.claim
    )
    assert quarters.claim == "Agreement grew since the quarter before."


def test_executives_who_are_too_few_are_counted_with_the_business() -> None:
    answer = alignment(evidence_of(said("2026-Q2", "benefit", 50), findings=(ranked("2026-Q2", 0.4, executives=9),)))
    assert "Executives are too few, and counted with the business." in answer.blocks[0].caution
    assert answer.blocks[0].table is not None and answer.blocks[0].table.headings == ("Problem", "Business", "IT")
