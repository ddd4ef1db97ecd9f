"""Value: what AI saves, what checking, rework and learning take off it, what becomes of the rest, and what programmes
returned."""

from collections.abc import Mapping, Sequence
from typing import Any

from clearspan.answers.block import Answer, Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.latest import quarter_words
from clearspan.answers.picture import Picture
from clearspan.answers.tool_value import tool_blocks
from clearspan.vocabulary.finding import Finding, FindingKind

TITLE = "Value"
LEAD = "Time saved is not value yet. Checking, redoing and learning come off first, and what is left goes somewhere."
WORDS = {
    "gross": "Saved",
    "checking": "less checking",
    "rework": "less redoing",
    "learning": "less learning",
    "net": "Left over",
    "reinvested": "into work",
    "returned": "back to people",
    "evaporated": "gone, nobody knows where",
}
COLOURS = {
    "gross": "var(--d1)",
    "net": "var(--d1)",
    "reinvested": "var(--d2)",
    "returned": "var(--d3)",
    "evaporated": "var(--d5)",
}


def value_page(evidence: Evidence) -> Answer:
    """The ledger of the last quarter, what programmes returned, and what tools returned or would have to."""
    last = last_value(evidence)
    if last is None:
        because, change = (
            "no quarter has closed yet",
            "A closed quarter with diaries, records of training, prices and labour costs.",
        )
        return Answer(
            TITLE, LEAD, (cannot_tell("ledger", "The time ledger", because, change, Step("See what arrives", "/sources")),)
        )
    return Answer(TITLE, LEAD, (ledger_block(last), *_returns(last), *tool_blocks(evidence, last), _hire()))


def last_value(evidence: Evidence) -> Finding | None:
    """The last finding on value; None where there is none."""
    found = [each for each in evidence.findings if each.kind is FindingKind.VALUE]
    return max(found, key=lambda each: each.start_day) if found else None


def tools_of(evidence: Evidence) -> list[Block]:
    """What each tool returned by the last quarter, and what it costs, in brief; none where no tool has a price."""
    last = last_value(evidence)
    return tool_blocks(evidence, last, brief=True) if last is not None else []


def ledger_of(evidence: Evidence) -> Block | None:
    """The ledger of the last quarter of which it can be told; None where it cannot."""
    last = last_value(evidence)
    return ledger_block(last) if last is not None and last.outcome == "told" else None


def ledger_block(finding: Finding) -> Block:
    """The ledger as a flow; why it cannot be told, where it cannot."""
    rows = {str(row["part"]): float(row["minutes"]) for row in _rows(finding, "ledger")}
    heading = f"The time ledger, {quarter_words([finding])}"
    if not rows:
        return cannot_tell(
            "ledger",
            heading,
            str(finding.details["ledger_why"]),
            "A diary of 20 seconds from a sample of people, and records that say how long training takes. It takes one quarter.",
            Step("How to ask for diaries", "/about-our-data"),
        )
    bars, at = [], 0.0
    for part in ("gross", "checking", "rework", "learning"):
        to = rows["gross"] if part == "gross" else at - rows[part]
        bars.append(_bar(part, 0.0 if part == "gross" else at, to, rows[part]))
        at = to
    bars.append(_bar("net", 0.0, rows["net"], rows["net"]))
    at = rows["net"]
    for part in ("reinvested", "returned", "evaporated"):
        bars.append(_bar(part, at, at - rows[part], rows[part]))
        at -= rows[part]
    lost = rows["checking"] + rows["rework"] + rows["learning"]
    claim = (
        f"Of {_minutes(rows['gross'])} a day that AI saves, {_minutes(lost)} go into checking, redoing and learning, and "
        f"{_minutes(rows['reinvested'])} of the rest into work."
        if rows["net"] > 0
        else f"AI costs more time than it saves: {_minutes(rows['gross'])} a day saved, {_minutes(lost)} spent on it."
    )
    source = (
        "the work items, which say more of it than the diaries"
        if finding.details["rework_from"] == "work items"
        else "the diaries"
    )
    return Block(
        name="ledger",
        heading=heading,
        claim=claim,
        caution=f"It is what people say in diaries, about {finding.details['people']} of them, a person and working day; redoing "
        f"is told by {source}. What people would have done without AI is known only where a programme has a control.",
        step=Step("See what programmes changed", "/programmes"),
        picture=Picture("flow", "Minutes a person and working day, from what is saved to what becomes of it.", {"rows": bars}),
        table=Table(
            "The ledger; it balances", ("Part", "Minutes a person and day"), rows_of([(WORDS[p], f"{rows[p]:g}") for p in WORDS])
        ),
    )


def _bar(part: str, start: float, end: float, amount: float) -> dict[str, object]:
    colour = COLOURS.get(part, "var(--accent)")
    says = f"{WORDS[part]}: {amount:g} minutes a person and working day"
    return {"label": WORDS[part], "from": start, "to": end, "amount": f"{amount:g} min", "says": says, "colour": colour}


def _minutes(value: float) -> str:
    return "a minute" if value == 1 else f"{value:g} minutes"


def _rows(finding: Finding, name: str) -> Sequence[Mapping[str, Any]]:
    return finding.rows(name)


def _returns(finding: Finding) -> list[Block]:
    """What each programme returned, a block each; those of which it cannot be told in one."""
    found = _rows(finding, "programmes")
    blocks = [_return(each) for each in found if not each["why"]]
    untold = [each for each in found if each["why"]]
    if untold:
        blocks.append(
            Block(
                name="untold",
                heading="What programmes returned",
                claim=f"Of {len(untold)} {'programme' if len(untold) == 1 else 'programmes'} no return can be told.",
                caution="No return leaves without rework in it: it takes diaries in both groups, its cost, and that of an hour.",
                step=Step("See all programmes", "/programmes"),
                table=Table(
                    "Why not", ("Programme", "Because"), rows_of([(str(each["title"]), str(each["why"])) for each in untold])
                ),
                tells=False,
            )
        )
    return blocks


def _return(row: Mapping[str, Any]) -> Block:
    bars = [tuple(float(each) for each in bar.split(",")) for bar in str(row["bars"]).split(";")]
    data = [{"from": a, "to": b, "share": c, "says": f"{c:.0%} of draws between {a:+.0%} and {b:+.0%}"} for a, b, c in bars]
    days = row["break_even_days"]
    pays = (
        f"At what is measured it pays for itself after about {days} working days."
        if days
        else "At what is measured it never pays."
    )
    return Block(
        name=f"return-{row['programme']}",
        heading=f"What “{row['title']}” returned, for {row['cost']}",
        claim=str(row["sentence"]),
        caution=f"It counts only time that went into work, beyond the control, net of checking and redoing; learning is a cost. "
        f"{row['break_even_minutes']:g} minutes a person and day would pay for it. {pays}",
        step=Step("See the programme", f"/programmes/{row['programme']}"),
        picture=Picture(
            "histogram",
            "Returns over many draws of what is not known exactly.",
            {"axis": "Return on what was spent, by share of draws", "bars": data},
        ),
    )


def _hire() -> Block:
    return cannot_tell(
        "hire",
        "Teach or hire",
        "there is insufficient data: how long it takes to become proficient here, to fill a place and to ramp up, who leaves, "
        "what may be redesigned, and what each costs, as your own figures",
        "Measure these and compare: clearspan programme hire FILE. No default is put in their place.",
        Step("What the words mean", "/measures#glossary"),
    )
