"""What pages say of programmes and of value is what was found, in words that change with it; their pictures can be drawn."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.answers.evidences import made_up

from clearspan.answers.evidence import Evidence
from clearspan.answers.picture import Gallery
from clearspan.answers.planning import planning_address
from clearspan.answers.programme import target_blocks, verdict_blocks
from clearspan.answers.programmes import programmes_page
from clearspan.answers.question import Question
from clearspan.answers.value import value_page
from clearspan.answers.where_we_stand import CHANGED, NET, where_we_stand
from clearspan.programmes.cohorts import Cohort
from clearspan.programmes.ledger import DiaryDay, Fate, add_up
from clearspan.programmes.programme import Population, Programme
from clearspan.programmes.read_out import Label, ReadOut, Wave
from clearspan.programmes.roi import Costs, Gain, Uncertain, value
from clearspan.programmes.target import TargetStatus
from clearspan.programmes.target_reading import TargetReading
from clearspan.programmes.templates import templates
from clearspan.programmes.told import Participants, told
from clearspan.programmes.told_value import Bench, ToolCost, Worth, tell_value
from clearspan.vocabulary.finding import Finding
from clearspan.vocabulary.period import parse_period


def programme(name: str) -> Programme:
    """A programme as a template proposes it."""
    return templates()["role_use_case_sprint"].programme(name, name.capitalize(), Population(), "Support", "Operations")


def found(name: str, label: Label, **figures: Any) -> Finding:
    """A read-out of day 90."""
    waves = (Wave(-4, 0.0, -4.0, 4.0), Wave(0, 2.0, -2.0, 6.0), Wave(4, 8.0, 4.0, 12.0))
    read = ReadOut(label, f"It is said that {label.value}.", unit="points", waves=waves, teams=(9, 9), people=(90, 90), **figures)
    reading = TargetReading(TargetStatus.MISSED, "", 12, (0.4, 0.5), None, 90)
    return told(programme(name), (90, 20600), read, Participants(reading, tuple[Cohort, ...]()), "It sees 5 points.")


def worth() -> Finding:
    """A quarter with a ledger, a programme that lost, and a tool."""
    days = [DiaryDay(number, 30, 6, 4, list(Fate)[number % 3]) for number in range(30)]
    ledger = add_up(days, None, Fraction(2))
    gain = Gain(Uncertain(1.0, 0.4, 10), 40, 60, Uncertain(50.0), ledger)
    lost = value(gain, Costs(Decimal(0), Decimal(9000), Decimal(0), "EUR"), 1, 4000)
    rows = [
        {"programme": "sprint", "title": "Sprint", "why": "", "return": lost},
        {"programme": "b", "title": "B", "why": "no cost"},
    ]
    tool = ToolCost("claude", Decimal(60), "EUR", 44)
    return tell_value(parse_period("2026-Q3"), Worth(ledger, "", (), [tool], rows, Bench(Uncertain(50.0), "EUR")))


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    """Released figures, four read-outs and a quarter's value."""
    return programmed()


def programmed() -> Evidence:
    """The same."""
    findings = (
        found("sprint", Label.WORKED, effect=6.0, low=2.0, high=10.0, naive=14.0, drift=8.0, dip=0.0),
        found("push", Label.SEEMED, effect=2.0, low=-5.0, high=9.0, naive=15.0, drift=9.0, dip=4.0),
        found("course", Label.NOT_SEEN, effect=1.0, low=-4.0, high=6.0, naive=10.0, drift=9.0, dip=0.0),
        found("pilot", Label.CANNOT_TELL),
        worth(),
    )
    return replace(made_up(), findings=findings)


def test_the_claim_counts_what_was_found_and_what_cannot_be_told_is_hatched(evidence: Evidence) -> None:
    block, each = programmes_page(evidence).blocks
    assert each.table is not None and each.table.rows[0][0].href == "/programmes/sprint"
    assert block.claim == (
        "Of 4 programmes that were read out, 1 worked, 1 only seemed to work, 1 had no effect that we could see "
        "and of 1 it cannot be told."
    )
    assert block.picture is not None and block.table is not None
    rows: Any = block.picture.data["rows"]
    assert [row["withheld"] for row in rows] == [False, False, False, True] and rows[1]["hollow"] == 15.0
    assert block.table.rows[0][2].text == "+6 (+2 to +10) points" and block.table.rows[3][2].text == "not told"
    [empty] = programmes_page(replace(evidence, findings=())).blocks
    assert not empty.tells and "no programme was declared" in empty.claim


def test_value_balances_loses_plainly_and_says_insufficient_data(evidence: Evidence) -> None:
    blocks = {block.name: block for block in value_page(evidence).blocks}
    assert blocks["ledger"].claim.startswith(
        "Of 30 minutes a day that AI saves, 12 minutes go into checking, redoing and learning"
    )
    flow: Any = blocks["ledger"].picture.data["rows"]  # type: ignore[union-attr]
    assert flow[0]["to"] == 30 and flow[3]["to"] == flow[4]["to"] == 18 and flow[-1]["to"] == 0
    assert blocks["return-sprint"].claim.startswith("It cost more than it returned")
    assert not blocks["untold"].tells and "no cost" in blocks["untold"].table.rows[0][1].text  # type: ignore[union-attr]
    assert "3.4 minutes" in blocks["tools"].claim and "insufficient data" in blocks["hire"].claim
    period = evidence.latest()
    assert period is not None
    stands = where_we_stand(evidence, Question(period))
    assert {"found", "ledger"} <= {block.name for block in stands.blocks}
    assert not {CHANGED, NET} & {part.heading for part in stands.later}


def test_every_picture_of_programmes_is_drawn(evidence: Evidence, tmp_path: Path) -> None:
    gallery = Gallery(tmp_path)
    first = evidence.findings[0]
    blocks = [*programmes_page(evidence).blocks, *value_page(evidence).blocks, *verdict_blocks(first), *target_blocks([first])]
    drawn = [gallery.svg(block.picture, width) for block in blocks if block.picture is not None for width in (342,)]
    assert len(drawn) == 5
    assert all("aria-label" in svg and "NaN" not in svg for svg in drawn)


def test_a_reason_leads_to_planning_where_a_template_answers_to_it() -> None:
    address = planning_address("no_use_cases", "Harbour / Commercial / Cedar")
    assert address == "/planning?cause=no_use_cases&team=Harbour+%2F+Commercial+%2F+Cedar"
    assert planning_address("policy_block", "Harbour") == ""
