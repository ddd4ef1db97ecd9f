"""The report to leadership: one page on what people can do, what was aimed at, what worked, and what it is worth. Completion of
courses is not on it: it says that a course ended."""

from collections.abc import Sequence

from clearspan.answers.block import Answer, Block, Cell, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.programmes import found_block, last_read
from clearspan.answers.question import Question
from clearspan.answers.value import last_value, ledger_block, tools_of
from clearspan.answers.where_we_stand import lead
from clearspan.answers.words import figure_words, period_words
from clearspan.vocabulary.period import Period, PeriodKind

TITLE = "AI as a capability of the workforce"
CAPABILITY = ("active_share", "habitual_share", "power_share", "active_days", "reopened_with_ai", "reopened_without_ai")
"""Metrics that stand for capability: reach, habit, depth, and what comes back."""


def leadership_page(evidence: Evidence) -> Answer:
    """The one page. It speaks of the last closed quarter, or what is nearest to it."""
    period = _period(evidence)
    if period is None:
        because, change = "no period is released", "A closed period of use. It takes a few weeks."
        return Answer(
            TITLE, "", (cannot_tell("capability", "Capability", because, change, Step("See what arrives", "/sources")),)
        )
    blocks = [_capability(evidence, period), _targets(evidence), found_block(evidence), _value(evidence), *tools_of(evidence)]
    return Answer(TITLE, lead(evidence, Question(period)), tuple(block for block in blocks if block is not None))


def _period(evidence: Evidence) -> Period | None:
    quarters = evidence.released.periods(PeriodKind.QUARTER)
    return quarters[-1] if quarters else evidence.latest()


def _capability(evidence: Evidence, period: Period) -> Block:
    """What people do with AI, from released figures of the whole organisation, beside the same a quarter before."""
    rows: list[Sequence[str | Cell]] = []
    figures = []
    earlier = [each for each in evidence.released.periods(period.kind) if each.end < period.start]
    for name in CAPABILITY:
        card, now = evidence.cards[name], evidence.whole(name, period)
        if now is None or not now.shown:
            continue
        before = evidence.whole(name, earlier[-1]) if earlier else None
        was = figure_words(card, before) if before is not None and before.shown and before.period != now.period else "not known"
        rows.append((card.title, figure_words(card, now), was))
        figures.append(now)
    if not rows:
        because, change = "no figure of everyone is released for it", "A larger part of the organisation in the data."
        return cannot_tell("capability", "Capability", because, change, Step("See what is measured", "/measures"))
    return Block(
        name="capability",
        heading=f"Capability, {period_words(period)}",
        claim=_claim(rows, evidence.cards["habitual_share"].title),
        caution="Use is a means. More of it is not better by itself; what comes back and what programmes change stand beside it.",
        step=Step("See it by group", "/adoption"),
        table=Table("Everyone", ("What", "Now", "A quarter before"), rows_of(rows)),
        figures=tuple(figures),
    )


def _claim(rows: Sequence[Sequence[str | Cell]], habit: str) -> str:
    """What is told of habit, or of the first figure that is told, now and a quarter before."""
    title, now, was = next((row for row in rows if row[0] == habit), rows[0])
    return f"{title}: {now}; a quarter before, {was}."


def _targets(evidence: Evidence) -> Block | None:
    """Where the targets of programmes stand."""
    found = last_read(evidence)
    if not found:
        return None
    rows = []
    for each in found:
        seen = each.details["target_seen"]
        words = f"{seen[0]:.0%} to {seen[1]:.0%}" if isinstance(seen, list | tuple) else str(each.details["target_why"])
        title = Cell(str(each.details["title"]), href=f"/programmes/{each.details['programme']}")
        rows.append((title, str(each.details["target"]), str(each.details["target_status"]), words))
    met = sum(each.details["target_status"] == "met" for each in found)
    return Block(
        name="targets",
        heading="Targets",
        claim=f"{met} of {len(found)} targets are met.",
        caution="A target is counted by evidence of the task, not by use of the tool. Being met does not say that the programme "
        "was the reason: that is what the verdicts say.",
        step=Step("See the programmes", "/programmes"),
        table=Table("Targets of programmes", ("Programme", "Target", "Status", "Seen"), rows_of(rows)),
    )


def _value(evidence: Evidence) -> Block | None:
    last = last_value(evidence)
    return None if last is None else ledger_block(last)
