"""What each tool returns: a gain, a loss or 'cannot tell' by programmes about it, beside its licences in use and idle."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.answers.evidences import cell, evidence_of
from typer.testing import CliRunner

from clearspan.answers.block import Block
from clearspan.answers.picture import Gallery
from clearspan.answers.value import tools_of, value_page
from clearspan.programmes.ledger import DiaryDay, Fate, Ledger, add_up
from clearspan.programmes.roi import Costs, Gain, Return, Uncertain, value
from clearspan.programmes.told_value import Bench, ToolCost, Worth, tell_value
from clearspan.vocabulary.finding import Finding
from clearspan.vocabulary.period import parse_period

QUARTER = "2026-Q3"
CELLS = [
    cell("idle_licence_cost", QUARTER, tool="claude", value=600.0, numerator=600.0),
    cell("first_use_to_habit", QUARTER, tool="claude", value=0.4, category="within 12 weeks"),
    cell("first_use_to_habit", QUARTER, tool="claude", value=0.6, category="over 26 weeks or not yet"),
]


def ledger() -> Ledger:
    """A ledger with rework in it."""
    return add_up([DiaryDay(one, 30, 6, 4, list(Fate)[one % 3]) for one in range(30)], None, Fraction(2))


def returned(minutes: float, licences: int = 0) -> Return:
    """What so many minutes a person and day, give or take half of one, returned on 9,000 euros and licences: 40 people, 60 days,
    50 euros an hour."""
    gain = Gain(Uncertain(minutes, 0.5, 20), 40, 60, Uncertain(50.0), ledger())
    return value(gain, Costs(Decimal(licences), Decimal(9000), Decimal(0), "EUR"), 1, 20_000)


def finding(*programmes: dict[str, Any], tools: tuple[str, ...] = ("claude", "cursor")) -> Finding:
    """The value of a quarter with two tools of 60 euros a month, and programmes."""
    costs = [ToolCost(tool, Decimal(60), "EUR", 44) for tool in tools]
    return tell_value(parse_period(QUARTER), Worth(ledger(), "", (), costs, programmes, Bench(Uncertain(50.0), "EUR")))


def tried(tool: str, name: str, minutes: float | None, why: str = "") -> dict[str, Any]:
    """A programme about a tool, with 6,000 euros of licences."""
    told: dict[str, Any] = {"programme": name, "title": name.capitalize(), "tool": tool, "why": why}
    return told if minutes is None else {**told, "return": returned(minutes), "tool_return": returned(minutes, 6000)}


def blocks(*programmes: dict[str, Any]) -> dict[str, Block]:
    """The blocks of the page *Value*."""
    evidence = evidence_of(*CELLS, findings=(finding(*programmes),))
    return {block.name: block for block in value_page(evidence).blocks}


def test_a_loss_is_told_as_readily_as_a_gain_and_licences_are_a_cost() -> None:
    """14 minutes are worth 28,000 euros, 2 are worth 4,000; the cost is 15,000 with licences."""
    block = blocks(tried("claude", "sprint", 14.0), tried("cursor", "course", 2.0))["tool-returns"]
    assert block.tells and block.claim == "Of 2 tools, in programmes about them, 1 lost money and 1 returned more than it cost."
    assert block.picture is not None and block.table is not None
    gain, loss = block.picture.data["rows"]  # type: ignore[misc]
    assert gain["v"] == pytest.approx(14 / 60 * 40 * 60 * 50 / 15000 - 1, abs=0.03) and 0 < gain["low"] < gain["high"]
    assert loss["v"] == pytest.approx(2 / 60 * 40 * 60 * 50 / 15000 - 1, abs=0.03) and loss["high"] < 0
    assert "It returned more than it cost" in gain["says"] and "It cost more than it returned" in loss["says"]
    assert block.table.rows[1][2].text.startswith("-75% (") and block.table.rows[1][3].text == "15,000 EUR"


def test_where_nothing_is_proved_the_bar_stands_and_why() -> None:
    found = blocks(tried("any", "sprint", 14.0), tried("cursor", "course", None, "its cost is not stated"))
    block = found["tool-returns"]
    assert not block.tells and block.claim.startswith("We cannot tell yet what any of 2 tools returns") and block.picture is None
    assert "3.4 minutes of work a day" in found["tools"].claim and block.table is not None
    claude, cursor = block.table.rows
    assert claude[1].withheld and "no programme about it alone" in claude[1].text and "its cost is not stated" in cursor[1].text
    mixed = blocks(tried("claude", "sprint", 14.0))["tool-returns"]
    assert mixed.claim.endswith("1 returned more than it cost. Of 1 nothing is proved.")
    assert mixed.picture is not None and [row["withheld"] for row in mixed.picture.data["rows"]] == [False, True]  # type: ignore[union-attr]


def test_licences_in_use_and_idle_and_the_time_to_learn_are_released_figures() -> None:
    block = blocks()["tools"]
    assert block.table is not None
    claude, cursor = block.table.rows
    assert claude[1].text == "60.00 EUR" and claude[4].text == "about 45"
    assert claude[5].text == "about 2,100 EUR" and "600" in claude[2].text and claude[2].href.startswith("/figure/")
    assert "within 12 weeks" in claude[6].text and "40" in claude[6].text
    assert cursor[2].text == cursor[5].text == cursor[6].text == "not told"
    brief = tools_of(evidence_of(*CELLS, findings=(finding(),)))[1].table
    assert brief is not None and brief.headings == block.table.headings[:4] and len(brief.rows[0]) == 4
    assert {figure.metric for figure in block.figures} == {"idle_licence_cost", "first_use_to_habit"}


def test_the_picture_of_tools_is_drawn(tmp_path: Path) -> None:
    block = blocks(tried("claude", "sprint", 14.0), tried("cursor", "course", 2.0))["tool-returns"]
    assert block.picture is not None
    svg = Gallery(tmp_path).svg(block.picture, 342)
    assert "aria-label" in svg and "NaN" not in svg


def test_the_command_says_where_nothing_is_told_yet(tmp_path: Path) -> None:
    from clearspan.cli.app import app

    done = CliRunner().invoke(app, ["programme", "value", "--dir", str(tmp_path)])
    assert done.exit_code == 0 and "no quarter has closed yet" in done.output, done.output
