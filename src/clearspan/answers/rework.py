"""Rework: whether AI-assisted work comes back more often than other work like it, and how much use was set aside as show."""

from collections.abc import Sequence

from clearspan.answers.block import Answer, Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.blocks.cuts import cuts
from clearspan.answers.evidence import Evidence
from clearspan.answers.group import PLURAL, SINGULAR, in_order, labels
from clearspan.answers.latest import bounds_of, latest_of, quarter_words
from clearspan.answers.words import figure_words, listed, number
from clearspan.diagnosis.rework import DIMENSIONS, Outcome
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import quarter_of
from clearspan.vocabulary.tool import ANY_TOOL

TITLE = "Rework"
LEAD = "Time that AI saves is lost again where its work comes back. Use that is only shown says nothing of either."
COMPARED = ("reopened_with_ai", "reopened_without_ai")
SAID = {
    Outcome.MORE.value: "comes back more often",
    Outcome.LESS.value: "comes back less often",
    Outcome.ALIKE.value: "no difference that matters",
    Outcome.CANNOT_TELL.value: "cannot tell",
}


def rework_page(evidence: Evidence) -> Answer:
    """Rework by department and job family, and what was set aside as show."""
    found = latest_of(evidence, FindingKind.REWORK)
    columns = [(evidence.cards[name].title, name, ANY_TOOL) for name in COMPARED]
    by = cuts(evidence, quarter_of(found[0].start_day), columns) if found else ()
    return Answer(TITLE, LEAD, (*(_block(evidence, dimension) for dimension in DIMENSIONS), *by, _shown(evidence)))


def _block(evidence: Evidence, dimension: Dimension) -> Block:
    found = latest_of(evidence, FindingKind.REWORK, dimension)
    told = [each for each in found if each.outcome != Outcome.TOO_FEW.value]
    heading = f"Work that comes back, by {SINGULAR[dimension]}"
    if not told:
        because = f"in no {SINGULAR[dimension]} eight people finished work both with AI and without"
        change = "Work items that say whether AI helped and whether they were reopened."
        return cannot_tell(dimension.value, heading, because, change, Step("See which work arrives", "/sources"))
    order = in_order(dimension, [each.group for each in told])
    told = sorted(told, key=lambda each: order.index(each.group))
    names = labels(order)
    quarter = quarter_words(told)
    figures = [
        figure for metric in COMPARED for figure in [evidence.whole(metric, quarter_of(told[0].start_day))] if figure is not None
    ]
    whole = "; ".join(
        f"{evidence.cards[each.metric].title.lower()}: {figure_words(evidence.cards[each.metric], each)}" for each in figures
    )
    rows = rows_of([(names[each.group], _points(each), SAID[each.outcome]) for each in told])
    return Block(
        name=dimension.value,
        heading=f"{heading}, {quarter}",
        claim=_claim(told, dimension, names),
        caution="Work of the same kind, job family and difficulty is compared. People choose for which work they use AI, so a "
        f"difference is a question to ask, not a verdict.{f' Of everyone, {whole}.' if whole else ''}",
        step=Step("Take what is said of each group with you", "/api/findings.csv?kind=rework"),
        table=Table(
            "How many pieces of a hundred more come back when AI helped, with a 95% interval",
            (SINGULAR[dimension].capitalize(), "More of 100", "What we see"),
            rows,
        ),
        figures=tuple(figures),
    )


def _points(finding: Finding) -> str:
    low, high = bounds_of(finding, "more")
    return f"{low:+g} to {high:+g}".replace("-", "\u2212")


def _claim(told: Sequence[Finding], dimension: Dimension, names: dict[str, str]) -> str:
    more = [each for each in told if each.outcome == Outcome.MORE.value]
    alike = sum(each.outcome in (Outcome.ALIKE.value, Outcome.LESS.value) for each in told)
    if more:
        where = listed([names[each.group] for each in more])
        return f"AI-assisted work comes back more often than other work like it in {where}."
    if not alike:
        return f"We cannot tell of any of the {len(told)} {PLURAL[dimension]} whether AI-assisted work comes back more often."
    return (
        f"In none of the {len(told)} {PLURAL[dimension]} does AI-assisted work come back much more often than other work like it."
    )


def _shown(evidence: Evidence) -> Block:
    heading, step = "Use for show", Step("Read how each figure can be gamed", "/measures")
    found = latest_of(evidence, FindingKind.GAMING)
    if not found:
        return cannot_tell("shown", heading, "no quarter with use by week has closed", "A closed quarter of use by person.", step)
    low, high = bounds_of(found[0], "weeks")
    of = float(str(found[0].details.get("of", 0)))
    some = f"Between {number(low)} and {number(high)}" if low else f"Fewer than {number(high)}, or none,"
    return Block(
        name="shown",
        heading=f"{heading}, {quarter_words(found)}",
        claim=f"{some} of {number(of)} weeks of a person and a tool look like show and are set aside, so they raise no figure.",
        caution="Show is one week far above a person's own and everyone's, or weeks on end in which each day is alike, where no "
        "work was done with AI. Whose weeks they are is told to nobody. Figures are without them once it can be told.",
        step=step,
    )
