"""The pages that say where the gap is: what they claim of findings, and what where there are none."""

from typing import Any

from tests.answers.evidences import cell, evidence_of

from clearspan.answers.evidence import Evidence
from clearspan.answers.islands import islands_page
from clearspan.answers.learners import learners_page
from clearspan.answers.maturity import maturity_page
from clearspan.answers.next_steps import next_steps_page
from clearspan.answers.reality_gap import reality_gap_page
from clearspan.answers.rework import rework_page
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension

START = 20635


def said(kind: FindingKind, group: str, outcome: str, dimension: Dimension = Dimension.TEAM, **details: Any) -> Finding:
    """A finding of the third quarter of 2026."""
    return Finding(kind, dimension, group, "2026-Q3", START, outcome, 1, details)


def islands_said() -> Evidence:
    """Three teams: an island, one that is none, and one that cannot be told and has no figure."""
    teams = {"A / B / One": 0.5, "A / B / Two": 0.8, "A / B / Three": None}
    cells = [
        cell(metric, "2026-Q3", value, dimension="team", group=team, withheld=None if value else "too few")
        for metric in ("active_share", "habitual_share")
        for team, value in teams.items()
    ]
    found = (
        said(FindingKind.ISLANDS, "A / B / One", "islands", signs=["camps", "team_practice"], practice_known=True),
        said(FindingKind.ISLANDS, "A / B / Two", "none"),
        said(FindingKind.ISLANDS, "A / B / Three", "cannot tell", practice_known=False, ties_known=True),
    )
    return evidence_of(*cells, findings=found)


def test_islands_are_counted_marked_on_the_map_of_released_figures_and_told_what_to_do() -> None:
    answer = islands_page(islands_said())
    where, cases, unclear = answer.blocks
    assert where.claim.startswith("1 of 3 teams is an island")
    assert where.picture is not None
    squares: Any = where.picture.data["squares"]
    assert [(square["column"], square["row"], square["colour"]) for square in squares] == [
        (1, 1, "var(--accent)"),
        (2, 0, "var(--d1)"),
    ]
    assert cases.table is not None and "works as it always did" in cases.table.rows[0][2].text
    assert unclear.table is not None and unclear.table.rows[0][2].text == "Ten answers on how the team works"
    assert not islands_page(evidence_of()).blocks[0].tells


def test_learners_are_shown_before_and_now_with_what_to_protect() -> None:
    details = {"before_start": 20471, "before_end": 20561, "before_ai": False, "volume_fell": False}
    found = (
        said(FindingKind.STARVATION, "A / Sales", "starved", Dimension.DEPARTMENT, before=[50.0, 60.0], now=[20.0, 30.0],
             change=[-80.0, -55.0], protect=[1.0, 1.5], **details),
        said(FindingKind.STARVATION, "A / Legal", "steady", Dimension.DEPARTMENT, before=[30.0, 40.0], now=[30.0, 40.0],
             change=[-20.0, 25.0], protect=[0.0, 0.0], **details),
        said(FindingKind.STARVATION, "A / Other", "too few people", Dimension.DEPARTMENT, **details),
    )  # fmt: skip
    by_department, by_role = learners_page(evidence_of(findings=found)).blocks
    assert by_department.claim == "Others now do learners' work in Sales: protect 1 to 1.5 pieces a month for each learner."
    assert by_department.picture is not None
    rows: Any = by_department.picture.data["rows"]
    assert [row["label"] for row in rows] == ["Legal", "Sales"]
    assert [(mark["low"], mark["high"]) for mark in rows[1]["marks"]] == [(0.5, 0.6), (0.2, 0.3)]
    assert not by_role.tells
    assert len(learners_page(evidence_of()).blocks) == 1


def test_the_reality_gap_shows_two_beliefs_and_the_measure_and_names_the_division_that_is_an_alert() -> None:
    told = {"leaders": [70.0, 85.0], "staff": [55.0, 60.0], "gap": [15.0, 30.0], "ratio": None, "measured": None}
    level = {"leaders": [50.0, 65.0], "staff": [50.0, 60.0], "gap": [-5.0, 10.0], "ratio": None}
    found = (
        said(FindingKind.REALITY_GAP, "everyone", "together", Dimension.ORGANISATION, statement="skilled", **level,
             measured=[30.0, 35.0]),
        said(FindingKind.REALITY_GAP, "everyone", "together", Dimension.ORGANISATION, statement="helped",
             **(level | {"ratio": [1.5, 4.0]}), measured=None),
        said(FindingKind.REALITY_GAP, "North", "alert", Dimension.DIVISION, statement="prepared", **told),
        said(FindingKind.REALITY_GAP, "South", "together", Dimension.DIVISION, statement="prepared", **level, measured=None),
    )  # fmt: skip
    whole, north, ratio = reality_gap_page(evidence_of(findings=found)).blocks
    assert whole.claim == "We see no gap between what leaders and everyone else believe."
    assert whole.picture is not None and whole.table is not None
    rows: Any = whole.picture.data["rows"]
    assert [span["low"] for span in rows[0]["spans"]] == [50.0, 50.0, 30.0]
    assert north.claim == "In North, leaders lie 15 to 30 points above everyone else."
    assert "between 1.5 and 4 times as likely" in ratio.claim
    assert not reality_gap_page(evidence_of()).blocks[0].tells


def test_rework_is_claimed_of_groups_alone_and_show_in_steps() -> None:
    found = (
        said(FindingKind.REWORK, "A / Sales", "more", Dimension.DEPARTMENT, more=[7.5, 20.0]),
        said(FindingKind.REWORK, "A / Legal", "alike", Dimension.DEPARTMENT, more=[-2.5, 5.0]),
        said(FindingKind.GAMING, "everyone", "set aside", Dimension.ORGANISATION, weeks=[60, 70], of=8200),
    )
    by_department, by_role, shown = rework_page(evidence_of(findings=found)).blocks
    assert by_department.claim == "AI-assisted work comes back more often than other work like it in Sales."
    assert by_department.table is not None
    assert [cell.text for cell in by_department.table.rows[1]][1:] == ["+7.5 to +20", "comes back more often"]
    assert not by_role.tells and shown.claim.startswith("Between 60 and 70 of 8,200 weeks")
    assert not any(block.tells for block in rework_page(evidence_of()).blocks)


def test_a_team_is_as_mature_as_its_least_mature_side_and_what_is_not_known_caps_it() -> None:
    told = {
        "One": {"habitual_share": 0.7, "tools_used": 2.4, "pulse_points": 80.0},
        "Two": {"habitual_share": 0.7, "tools_used": 1.2},
        "Four": {"habitual_share": 0.5, "tools_used": 1.2},
        "Three": {"habitual_share": None},
    }
    cells = [
        cell(metric, "2026-Q3", value, dimension="team", group=f"A / B / {team}", withheld=None if value else "too few",
             tool="team_practice" if metric == "pulse_points" else "any")
        for team, figures in told.items()
        for metric, value in figures.items()
    ]  # fmt: skip
    levels, rules = maturity_page(evidence_of(*cells)).blocks
    assert levels.claim == "Of 3 teams, 2 basic and 1 intermediate; most are held back by breadth."
    assert levels.table is not None and rules.table is not None
    rows = {row[0].text: [cell.text for cell in row[2:]] for row in levels.table.rows}
    assert rows["One"][:2] == ["intermediate", "judgment and redesign"]
    assert rows["Two"][0] == "basic" and "second tool" in rows["Two"][2]
    assert levels.picture is not None
    squares: Any = levels.picture.data["squares"]
    assert sorted(square["column"] for square in squares) == [0, 0, 1, 3]


def test_next_steps_come_by_how_sure_and_how_much_help_is_possible_and_not_by_use() -> None:
    def stuck(team: str, cause: str, at_least: float) -> Finding:
        return said(FindingKind.DIAGNOSIS, team, "cause", causes=[{"cause": cause, "at_least": at_least}])

    cells = [cell("habitual_share", "2026-Q3", share, dimension="team", group=f"A / B / {team}")
             for team, share in (("One", 0.1), ("Two", 0.6), ("Three", 0.1))]  # fmt: skip
    found = (
        stuck("A / B / One", "workload", 0.6),
        stuck("A / B / Two", "leadership", 0.95),
        stuck("A / B / Three", "policy_block", 0.95),
        said(FindingKind.DIAGNOSIS, "A / B / Four", "no obstacle"),
        said(FindingKind.ISLANDS, "A / B / Five", "islands"),
    )
    (block,) = next_steps_page(evidence_of(*cells, findings=found)).blocks
    assert block.table is not None
    assert [row[0].text for row in block.table.rows] == ["Three", "One", "Two", "Five"]
    assert block.table.rows[0][2].text == "Rules leave no room, at least 95% sure"
    assert all(row[1].text for row in block.table.rows)
    assert not next_steps_page(evidence_of()).blocks[0].tells
