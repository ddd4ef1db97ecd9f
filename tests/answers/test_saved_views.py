"""The saved questions: each answers where its figures are released, and says what is missing where they are not."""

from pathlib import Path

import pytest
from tests.answers.evidences import cell, evidence_of, made_up

from clearspan.answers.block import Block
from clearspan.answers.picture import NARROW, Gallery
from clearspan.answers.saved_views import answer_of, record, views
from clearspan.errors import NotReleased, UsageError

MONTH = "2026-09"


def share(metric: str, tool: str, dimension: str, group: str, value: float | None, **given: object) -> dict[str, object]:
    """A share of a group in the month."""
    return cell(metric, given.pop("period", MONTH), value, tool=tool, dimension=dimension, group=group, **given)  # type: ignore[arg-type]


def told(name: str, *cells: dict[str, object]) -> Block:
    """The view's answer from these cells."""
    return answer_of(evidence_of(cell("active_share", MONTH, 0.5), *cells), name, MONTH)


def test_teams_use_a_copilot_from_a_tenth_of_their_people_on_and_a_loose_bound_leaves_it_open() -> None:
    rows = [
        share("active_share", "github_copilot", "team", "T / D / Ash", 0.1),
        share("active_share", "m365_copilot", "team", "T / D / Ash", None, low=0.5, high=1.0),
        share("active_share", "github_copilot", "team", "T / D / Birch", 0.09),
        share("active_share", "m365_copilot", "team", "T / D / Birch", None, low=0.0, high=0.4),
        share("active_share", "github_copilot", "team", "T / D / Cedar", None, low=0.0, high=0.1),
        share("active_share", "m365_copilot", "team", "T / D / Cedar", None, withheld="too few people"),
        share("active_share", "m365_copilot", "team", "T / D / Fir", None, withheld="too few people"),
    ]
    block = told("copilot_by_team", *rows)
    assert block.claim.startswith(
        "In September 2026, of the 3 teams shown, 1 surely use GitHub Copilot, 1 surely use Microsoft 365 Copilot, "
        "and 1 uses both."
    )
    assert "for 2 whether they use Microsoft 365 Copilot" in block.claim
    assert block.table is not None and [row[0].text for row in block.table.rows] == ["Ash", "Birch", "Cedar"]
    assert block.table.rows[2][2].withheld


def test_support_is_found_by_its_name_and_told_in_weeks() -> None:
    parts = {"none": 0.5, "tried + occasional": 0.3, "habitual + power": 0.2}
    rows = [
        share("tiers", "chatgpt", "role", group, value, category=category)
        for group in ("Customer Support", "Finance")
        for category, value in parts.items()
    ]
    block = told("chatgpt_in_support", *rows)
    assert block.claim == (
        "Customer Support, some 100 people: about 20% use it out of habit, in at least 9 of 12 weeks; about 30% now and then, "
        "and about 50% never."
    )
    assert not told("chatgpt_in_support", *(row for row in rows if row["group"] == "Finance")).tells
    few = [share("tiers", "chatgpt", "organisation", "everyone", 0.5, category="none", period="2026-Q3")]
    assert "too few people work here" in told("chatgpt_in_support", *few).claim
    withheld = [row | {"value": None, "numerator": None, "withheld": "too few people"} for row in rows]
    assert told("chatgpt_in_support", *withheld).claim == "Customer Support is withheld: too few people."


@pytest.mark.parametrize(
    ("asana", "earlier", "claim"),
    [
        (0.6, 0.7, "is consistent between the two: about 70% of the people at work in Slack used AI in September, about 60% in"),
        (0.59, 0.7, "is not consistent between the two"),
        (0.6, 0.59, "Over 2 months it moved by more than ten points in Slack."),
        (0.6, 0.6, "Over 2 months it was steady."),
    ],
)  # fmt: skip
def test_consistency_is_ten_points_between_systems_groups_and_months(asana: float, earlier: float, claim: str) -> None:
    metric = "work_system_ai_share"
    rows = [
        share(metric, "slack", "organisation", "everyone", 0.7),
        share(metric, "asana", "organisation", "everyone", asana),
        share(metric, "slack", "organisation", "everyone", earlier, period="2026-08"),
        share(metric, "slack", "division", "North", 0.8),
        share(metric, "slack", "division", "South", 0.82),
        share(metric, "asana", "division", "South", asana),
    ]
    block = told("ai_across_work_systems", *rows)
    assert claim in block.claim
    assert "1 of the 2 divisions shown lie more than ten points" in block.claim


def test_what_is_missing_is_said_and_where_to_connect_it() -> None:
    block = told("ai_across_work_systems", share("work_system_ai_share", "slack", "organisation", "everyone", 0.7))
    assert "at work in Asana" in block.claim and block.step.href == "/sources#unused"
    empty = answer_of(evidence_of(cell("active_share", MONTH, 0.5)), "copilot_by_team")
    assert not empty.tells and not empty.figures


def test_a_view_is_a_plain_record_and_an_unknown_one_is_refused() -> None:
    evidence = made_up()
    for name in views():
        found = record(name, answer_of(evidence, name))
        assert found["question"] and str(found["question"]).endswith("?")
        assert isinstance(found["figures"], list)
    with pytest.raises(UsageError):
        answer_of(evidence, "no_such_view")
    with pytest.raises(UsageError):
        answer_of(evidence, "copilot_by_team", "yesterday")
    with pytest.raises(NotReleased):
        answer_of(evidence_of(), "copilot_by_team")


def test_the_picture_of_pairs_says_each_mark_and_why_one_is_withheld(tmp_path: Path) -> None:
    rows = [
        share("active_share", "github_copilot", "team", "T / D / Ash", 0.3),
        share("active_share", "m365_copilot", "team", "T / D / Ash", None, withheld="too few people"),
    ]
    picture = told("copilot_by_team", *rows).picture
    assert picture is not None
    drawn = Gallery(tmp_path).svg(picture, NARROW)
    assert "Ash, GitHub Copilot: about 30% of some 100 people" in drawn
    assert "Ash, Microsoft 365 Copilot: withheld: too few people" in drawn
