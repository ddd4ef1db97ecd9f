"""The reality gap: leaders' belief, staff's belief and what is measured, of the same statements."""

from collections.abc import Sequence
from dataclasses import replace

from clearspan.answers.block import Answer, Block, Cell, Step, Table, cannot_tell, rows_of
from clearspan.answers.blocks.cuts import cuts
from clearspan.answers.evidence import Evidence
from clearspan.answers.group import label
from clearspan.answers.latest import bounds_of, latest_of, quarter_words
from clearspan.answers.picture import Key, Picture
from clearspan.answers.words import listed, number, period_words
from clearspan.diagnosis.beliefs import STATEMENTS
from clearspan.diagnosis.reality_gap import Outcome
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import parse_period, quarter_of

TITLE = "Reality gap"
LEAD = (
    "The same statement, as leaders believe it, as everyone else believes it, and as it is measured. Where they lie far apart, "
    "decisions are made about another organisation than the one that is there."
)
CAUTION = (
    "Leaders are pooled over the whole group, never one alone, and at least ten of them and ten others answered. Those who "
    "did not answer may think otherwise. A share of people and points of belief are not the same unit: do not "
    "subtract them."
)
SAID = {
    Outcome.ALERT.value: "far apart",
    Outcome.APART.value: "apart, by less than the alert",
    Outcome.TOGETHER.value: "not as far apart as the alert",
    Outcome.CANNOT_TELL.value: "cannot tell",
    Outcome.TOO_FEW.value: "fewer than ten leaders or others answered",
}
KEYS = (
    Key("d1", "leaders"),
    Key("hollow", "everyone else"),
    Key("d4", "measured, as a share of everyone else"),
    Key("accent", "far apart"),
)


def reality_gap_page(evidence: Evidence) -> Answer:
    """The gap of each statement in the organisation, by division, and the ratio of those who gain much by quarter."""
    whole = latest_of(evidence, FindingKind.REALITY_GAP, Dimension.ORGANISATION)
    told = [each for each in whole if each.outcome != Outcome.TOO_FEW.value]
    if not told:
        because = "fewer than ten leaders, or ten others, answered the same statement"
        change = (
            "Ask leaders and everyone else the same questions, and name the levels of leaders in the settings (leading_levels)."
        )
        step = Step("See what people were asked", "/pulse")
        return Answer(TITLE, LEAD, (cannot_tell("gap", "Belief and measurement", because, change, step),))
    divisions = latest_of(evidence, FindingKind.REALITY_GAP, Dimension.DIVISION)
    blocks = [_block("gap", "Belief and measurement", told, by_group=False)]
    for name, statement in STATEMENTS.items():
        mine = [each for each in divisions if each.details.get("statement") == name and each.outcome != Outcome.TOO_FEW.value]
        if any(each.outcome in (Outcome.ALERT.value, Outcome.APART.value) for each in mine):
            blocks.append(_block(f"by-{name}", f"{statement.title}, by division", mine, by_group=True))
    items = [(statement.title, "pulse_points", statement.item) for statement in STATEMENTS.values()]
    return Answer(TITLE, LEAD, (*blocks, *_ratio(evidence), *cuts(evidence, quarter_of(told[0].start_day), items)))


def belief_block(evidence: Evidence) -> Block | None:
    """The gap of each statement in the whole organisation, with the way to the page; None where nothing is told."""
    whole = latest_of(evidence, FindingKind.REALITY_GAP, Dimension.ORGANISATION)
    told = [each for each in whole if each.outcome != Outcome.TOO_FEW.value]
    step = Step("See each statement by division", "/reality-gap")
    return replace(_block("gap", "Belief and measurement", told, by_group=False), step=step) if told else None


def _block(name: str, heading: str, told: Sequence[Finding], *, by_group: bool) -> Block:
    names = [label(each.group) if by_group else _title(each) for each in told]
    rows = [_row(called, each) for called, each in zip(names, told, strict=True)]
    quarter = quarter_words(told)
    picture = Picture(
        "gap", f"What leaders and everyone else believe, {quarter}.", {"share": False, "most": 100, "rows": rows}, KEYS
    )
    table = rows_of([_cells(called, each) for called, each in zip(names, told, strict=True)])
    headings = (
        "Division" if by_group else "Statement",
        "Leaders",
        "Everyone else",
        "Measured",
        "Leaders above others",
        "What we see",
    )
    return Block(
        name=name,
        heading=f"{heading}, {quarter}",
        claim=_claim(told, by_group=by_group),
        caution=CAUTION,
        step=Step("Take what is said with you", "/api/findings.csv?kind=reality_gap"),
        picture=picture,
        table=Table(f"Points of 100, {quarter}; each with its 95% interval", headings, table),
    )


def _title(finding: Finding) -> str:
    return STATEMENTS[str(finding.details["statement"])].title


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


def _row(name: str, finding: Finding) -> dict[str, object]:
    leaders, staff = bounds_of(finding, "leaders"), bounds_of(finding, "staff")
    colour = "var(--accent)" if finding.outcome == Outcome.ALERT.value else "var(--d1)"
    spans = [
        {"low": leaders[0], "high": leaders[1], "colour": colour, "lane": -1, "says": f"{name}, leaders: {_points(leaders)}"},
        {"low": staff[0], "high": staff[1], "colour": "var(--d5)", "lane": 1, "says": f"{name}, everyone else: {_points(staff)}"},
    ]
    if finding.details.get("measured") is not None:
        low, high = bounds_of(finding, "measured")
        statement = STATEMENTS[str(finding.details["statement"])]
        says = f"{name}, measured: {low:.0f} to {high:.0f}% of everyone else are {statement.measured_as}"
        spans.append({"low": low, "high": high, "colour": "var(--d4)", "lane": 0, "says": says})
    return {
        "label": name,
        "is": sum(leaders) / 2,
        "expected": sum(staff) / 2,
        "colour": colour,
        "size": "",
        "withheld": False,
        "says": f"{name}: leaders lie {_gap(finding)} everyone else",
        "spans": spans,
    }


def _points(bounds: tuple[float, float]) -> str:
    return f"{bounds[0]:.0f} to {bounds[1]:.0f}"


def _gap(finding: Finding) -> str:
    low, high = bounds_of(finding, "gap")
    if low < 0 < high:
        return f"between {-low:.0f} points below and {high:.0f} above"
    return f"{low:.0f} to {high:.0f} points above" if low >= 0 else f"{-high:.0f} to {-low:.0f} points below"


def _cells(name: str, finding: Finding) -> tuple[str | Cell, ...]:
    measured = finding.details.get("measured")
    shown = f"{_points(bounds_of(finding, 'measured'))}%" if measured is not None else "not measured"
    low, high = bounds_of(finding, "gap")
    gap = f"{low:+.0f} to {high:+.0f}".replace("-", "\u2212")
    return (name, _points(bounds_of(finding, "leaders")), _points(bounds_of(finding, "staff")), shown, gap, SAID[finding.outcome])


def _claim(told: Sequence[Finding], *, by_group: bool) -> str:
    alerts = [each for each in told if each.outcome == Outcome.ALERT.value]
    apart = [each for each in told if each.outcome == Outcome.APART.value]
    widest = max(alerts or apart or told, key=lambda each: abs(sum(bounds_of(each, "gap"))))
    where = f"In {label(widest.group)}, leaders" if by_group and widest.group != WHOLE else "Leaders"
    on = "" if by_group else f" on one statement: {_lower(_title(widest))}"
    if not alerts and not apart:
        return "We see no gap between what leaders and everyone else believe."
    others = [label(each.group) if by_group else _lower(_title(each)) for each in (alerts or apart) if each is not widest]
    more = f" So it is for {listed(others)}." if others else ""
    far = "" if alerts else ", less than the alert"
    return f"{where} lie {_gap(widest)} everyone else{on}{far}.{more}"


def _ratio(evidence: Evidence) -> tuple[Block, ...]:
    """How many times as likely leaders are to say that they gain much, by quarter."""
    found = [
        each
        for each in evidence.findings
        if each.kind is FindingKind.REALITY_GAP
        and each.dimension is Dimension.ORGANISATION
        and each.details.get("ratio") is not None
    ]
    if not found:
        return ()
    found = sorted(found, key=lambda each: each.start_day)
    low, high = bounds_of(found[-1], "ratio")
    times = f"between {number(low)} and {number(high)} times"
    claim = f"Leaders are {times} as likely as everyone else to say that AI helps their work much."
    if low <= 1 <= high:
        claim = f"We cannot tell leaders from everyone else by how many say that AI helps their work much: {times} as many."
    rows = rows_of([(period_words(parse_period(each.period)), _times(each)) for each in reversed(found)])
    block = Block(
        name="ratio",
        heading="Who gains much",
        claim=claim,
        caution="Much is 75 points of 100 or more, as people say themselves. Leaders do other work, with which AI may "
        "help more or less.",
        step=Step("See what people say", "/pulse"),
        table=Table("Leaders' share over everyone else's, by quarter, with a 95% interval", ("Quarter", "Times"), rows),
    )
    return (block,)


def _times(finding: Finding) -> str:
    low, high = bounds_of(finding, "ratio")
    return f"{number(low)} to {number(high)}"
