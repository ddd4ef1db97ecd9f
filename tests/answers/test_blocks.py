"""Claims: computed from figures, changing with them, and withdrawn where the data cannot carry them."""

import pytest
from tests.answers.evidences import cell, evidence_of, made_up

from clearspan.answers.adoption import BLOCKS
from clearspan.answers.block import Block
from clearspan.answers.blocks.expected import expected
from clearspan.answers.blocks.moves import moves
from clearspan.answers.blocks.over_time import over_time
from clearspan.answers.blocks.reach import reach
from clearspan.answers.blocks.spread import spread
from clearspan.answers.blocks.tiers import tiers
from clearspan.answers.question import Question
from clearspan.answers.where_we_stand import lead
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind, parse_period, periods_between

WEEK = parse_period("2026-W40")
ASKED = Question(WEEK)
WEEKS = periods_between(WEEK.start - 7 * 12, WEEK.end, PeriodKind.WEEK)


@pytest.mark.parametrize("block", [reach, *BLOCKS], ids=lambda block: block.__name__)
def test_without_figures_a_block_says_why_and_what_would_change_that(block) -> None:
    told: Block = block(evidence_of(), ASKED)
    assert not told.tells
    assert told.claim.startswith("We cannot tell yet, because ")
    assert told.caution
    assert told.picture is None


@pytest.mark.parametrize("dimension", list(Dimension), ids=str)
@pytest.mark.parametrize("block", [reach, *BLOCKS], ids=lambda block: block.__name__)
def test_with_figures_a_block_has_all_its_parts(block, dimension: Dimension) -> None:
    told: Block = block(made_up(), Question(WEEK, dimension))
    if dimension is Dimension.ORGANISATION and not told.tells:
        return
    assert told.tells, told.claim
    assert told.claim and told.caution and told.step.href and told.figures
    assert told.picture is not None and told.picture.sentence
    assert told.table is not None and told.table.rows


def _reach(licensed: tuple[float, float], weekly: tuple[float, float], habitual: float) -> str:
    rows = []
    for place, week in enumerate(WEEKS):
        late = place / (len(WEEKS) - 1)
        for metric, (first, last) in (("licensed_people", licensed), ("weekly_active_people", weekly)):
            count = first + (last - first) * late
            rows.append(cell(metric, week.name, count, numerator=count))
        rows.append(cell("habitual_share", week.name, habitual / 1000, numerator=habitual, denominator=1000))
    return reach(evidence_of(*rows), ASKED).claim


def test_reach_says_when_licences_climb_and_use_does_not() -> None:
    assert _reach((500, 800), (300, 300), 200) == "Licences grew by about 300 people in 12 weeks; use has not followed."
    assert _reach((500, 800), (300, 320), 200).endswith("only about 20 people more use AI.")


def test_reach_says_how_many_where_both_rise() -> None:
    claim = _reach((500, 800), (300, 500), 200)
    assert (
        claim == "About 800 people hold a licence; about 500 people used AI in the week, and about 200 people do so out of habit."
    )


def _shares(dimension: str, **shares: float) -> list[dict]:
    return [cell("active_share", WEEK.name, share, dimension=dimension, group=group) for group, share in shares.items()]


def test_spread_names_the_ends_of_divisions_and_says_when_they_are_alike() -> None:
    apart = spread(evidence_of(*_shares("division", Sales=0.3, Service=0.7)), ASKED).claim
    assert apart == "In Service, about 70% of people used AI in the week of 28 September; in Sales, about 30%."
    alike = spread(evidence_of(*_shares("division", Sales=0.42, Service=0.45)), ASKED).claim
    assert alike.startswith("The divisions are alike")


def test_spread_names_no_team() -> None:
    claim = spread(evidence_of(*_shares("team", Aft=0.1, Bow=0.4, Keel=0.6, Mast=0.8)), Question(WEEK, Dimension.TEAM)).claim
    assert not any(name in claim for name in ("Aft", "Bow", "Keel", "Mast"))
    assert "4 teams" in claim


def test_groups_stand_in_the_order_of_the_organisation_not_of_the_figures() -> None:
    for first, last in ((0.2, 0.8), (0.8, 0.2)):
        picture = spread(evidence_of(*_shares("division", Sales=first, Service=last)), ASKED).picture
        assert picture is not None
        assert [row["label"] for row in picture.data["rows"]] == ["Sales", "Service"]  # type: ignore[union-attr]


def test_tiers_count_a_merged_category_only_where_it_belongs() -> None:
    rows = [cell("tiers", WEEK.name, share, category=name) for name, share in (("none + tried", 0.5), ("habitual + power", 0.2))]
    rows.append(cell("tiers", WEEK.name, 0.3, category="occasional"))
    assert tiers(evidence_of(*rows), ASKED).claim == (
        "AI is a habit for about 20% of people; about 50% used it in at most 2 of the last 12 weeks."
    )


def _pair(group: str, actual: float | None, model: float, **given: object) -> list[dict]:
    place = {"dimension": "division", "group": group}
    return [cell("active_share", WEEK.name, actual, **place, **given), cell("expected_active_share", WEEK.name, model, **place)]


def test_expected_names_only_what_surely_lies_far_from_it() -> None:
    far = expected(evidence_of(*_pair("Sales", 0.3, 0.5), *_pair("Service", 0.55, 0.5)), ASKED)
    assert far.claim.startswith("Sales lies at least ten points below")
    coded = expected(evidence_of(*_pair("Sales", None, 0.85, low=0.9, high=1.0), *_pair("Service", 0.55, 0.5)), ASKED)
    assert coded.claim.startswith("Both divisions shown lie within ten points")


def test_moves_are_told_as_movement_not_effect() -> None:
    rows = [
        cell("tier_moves", "2026-Q3", share, category=name)
        for name, share in (("moved down", 0.1), ("stayed", 0.6), ("moved up", 0.3))
    ]
    told = moves(evidence_of(*rows), ASKED)
    assert told.claim == "About 30% of people moved up between tiers; about 10% moved down."
    assert "not effect" in told.caution


def _team(change: float, n: int) -> str:
    rows = [
        cell("active_share", week.name, 0.4 + (change if week == WEEK else 0), dimension="team", group="A / B / C", n=n)
        for week in WEEKS
    ]
    return over_time(evidence_of(*rows), Question(WEEK, Dimension.TEAM, group="A / B / C"), "A / B / C").claim


def test_a_change_is_told_only_where_it_is_one_of_several_people() -> None:
    assert "20 points more than 12 weeks earlier" in _team(0.2, 50)
    assert "earlier" not in _team(0.2, 10)
    assert "earlier" not in _team(0.02, 500)


def test_the_first_sentence_follows_the_gap() -> None:
    def said(active: float, habit: float | None) -> str:
        rows = [cell("active_share", WEEK.name, active)]
        rows += [] if habit is None else [cell("habitual_share", WEEK.name, habit)]
        return lead(evidence_of(*rows), ASKED)

    assert said(0.6, 0.3).endswith("It is a habit for about 30%: about half of the reach has not become routine.")
    assert said(0.6, 0.57).endswith("for nearly all of them it is a habit.")
    assert "cannot be told yet" in said(0.6, None)
    assert lead(evidence_of(), ASKED).startswith("We cannot tell yet")
