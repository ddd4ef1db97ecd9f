"""The page of one group."""

import pytest
from tests.answers.evidences import cell, evidence_of, made_up

from clearspan.answers.question import Question
from clearspan.answers.team import team
from clearspan.errors import NotReleased
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import parse_period

WEEK = parse_period("2026-W40")
PLACE = {"dimension": "team", "group": "Sales / North / N1"}


def test_a_group_stands_beside_the_one_above_and_what_is_expected() -> None:
    evidence = made_up()
    group = next(group for group in evidence.released.groups(Dimension.TEAM) if group.startswith("Sales"))
    over_time = team(evidence, Question(WEEK, Dimension.TEAM, group=group)).blocks[0]
    assert over_time.picture is not None
    names = [series["name"] for series in over_time.picture.data["series"]]  # type: ignore[union-attr]
    assert names == [group.split(" / ")[2], group.split(" / ")[1], "Expected"]


def test_a_hidden_group_and_one_that_does_not_exist_are_refused_alike() -> None:
    hidden = cell("active_share", "2026-W40", None, **PLACE, withheld="This group has fewer than 8 people.")
    evidence = evidence_of(hidden, cell("active_share", "2026-W40", 0.5))
    said = []
    for group in (PLACE["group"], "Nowhere / Not / There"):
        with pytest.raises(NotReleased) as refused:
            team(evidence, Question(WEEK, Dimension.TEAM, group=group))
        said.append((refused.value.what, refused.value.where, refused.value.remedy))
    assert said[0] == said[1]


def test_unchanged_members_and_withheld_weeks_are_said() -> None:
    evidence = evidence_of(
        cell("active_share", "2026-W38", 0.5, **PLACE),
        cell("active_share", "2026-W39", None, **PLACE, withheld="Hidden for others."),
        cell("active_share", "2026-W40", 0.5, **PLACE, unchanged=True, members_as_of=parse_period("2026-W36").end),
    )
    answer = team(evidence, Question(WEEK, Dimension.TEAM, group=PLACE["group"]))
    assert answer.lead.endswith("Unchanged members: it counts who was here on 6 September 2026.")
    over_time = answer.blocks[0]
    assert "1 of 3 periods are withheld (hatched): hidden for others." in over_time.caution
    assert "unchanged members" in over_time.caution
    assert over_time.picture is not None
    assert len(over_time.picture.data["withheld"]) == 1  # type: ignore[arg-type]


def test_without_a_group_the_groups_that_are_shown_are_listed_with_links() -> None:
    evidence = made_up()
    (block,) = team(evidence, Question(WEEK, Dimension.TEAM)).blocks
    assert block.table is not None
    assert len(block.table.rows) == len(evidence.released.groups(Dimension.TEAM))
    assert all(row[0].href.startswith("/team?group=") for row in block.table.rows)


def test_teams_that_a_small_organisation_sees_as_one_are_named_together() -> None:
    merged = "Works / Shop / Ash + Works / Shop / Elm + Works / Yard / Oak"
    evidence = evidence_of(
        cell("active_share", "2026-Q3", 0.5, dimension="team", group=merged), cell("active_share", "2026-Q3", 0.6)
    )
    answer = team(evidence, Question(parse_period("2026-Q3"), Dimension.TEAM, group=merged))
    assert answer.title == "Ash + Elm + Oak"
    assert answer.lead.startswith("Teams shown as one in Works / Shop, Works / Yard.")
    assert answer.blocks[0].claim.endswith("against about 60% of everyone.")
