"""What a page tells, once more by length of service and by location, from released figures."""

from collections.abc import Sequence

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import SINGULAR, in_order
from clearspan.answers.rows import figure_cell
from clearspan.answers.words import period_words, value_words
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period
from clearspan.vocabulary.tool import ANY_TOOL

BY = (Dimension.TENURE, Dimension.LOCATION)

MATTERS = 0.1
"""Groups lie apart where the figures differ by more than this part of the larger one."""

Column = tuple[str, str, str]
"""A heading, a metric, and a tool or question."""


def of_use(evidence: Evidence, at: Period) -> tuple[Block, ...]:
    """The cuts of a page on use: who uses it at all, and who has a habit."""
    return cuts(evidence, at, [(evidence.cards[name].title, name, ANY_TOOL) for name in ("active_share", "habitual_share")])


def cuts(evidence: Evidence, at: Period, columns: Sequence[Column]) -> tuple[Block, ...]:
    """A block with a row for each length of service and each location; none where nothing is told by either."""
    told = [(heading, _figures(evidence, metric, tool, at)) for heading, metric, tool in columns]
    told = [(heading, found) for heading, found in told if found]
    if not told:
        return ()
    places = list(dict.fromkeys(place for _, found in told for place in found))
    ordered = [
        (dimension, group) for dimension in BY for group in in_order(dimension, [name for by, name in places if by is dimension])
    ]
    rows = [
        (SINGULAR[dimension].capitalize(), group, *(_cell(evidence, found.get((dimension, group))) for _, found in told))
        for dimension, group in ordered
    ]
    when = period_words(next(iter(told[0][1].values())).period)
    return (
        Block(
            name="cuts",
            heading="By length of service and by location",
            claim=_claim(evidence, *told[0]),
            caution="That service or place is the reason: who joined lately has other work than who stayed, and places have "
            "other teams. A difference is a question to ask.",
            step=Step("See use by length of service", "/adoption?dimension=tenure"),
            table=Table(
                f"By length of service and location, {when}", ("By", "Who", *(heading for heading, _ in told)), rows_of(rows)
            ),
            figures=tuple(figure for _, found in told for figure in found.values()),
        ),
    )


def _figures(evidence: Evidence, metric: str, tool: str, at: Period) -> dict[tuple[Dimension, str], Figure]:
    when = evidence.nearest(metric, at)
    return {
        (dimension, figure.group): figure
        for dimension in BY
        for figure in evidence.released.figures(metric, dimension, tool, when=when)
        if figure.shown
    }


def _cell(evidence: Evidence, figure: Figure | None) -> Cell:
    return Cell("not released", withheld=True) if figure is None else figure_cell(evidence.cards[figure.metric], figure)


def _claim(evidence: Evidence, heading: str, found: dict[tuple[Dimension, str], Figure]) -> str:
    """How far the groups of the first column lie apart, where their bounds say so."""
    for dimension in BY:
        mine = sorted((each for (by, _), each in found.items() if by is dimension), key=lambda each: each.middle or 0)
        if len(mine) > 1 and mine[-1].apart(mine[0]) > MATTERS * (mine[-1].middle or 0):
            low, high = (f"{value_words(evidence.cards[each.metric], each)} ({each.group})" for each in (mine[0], mine[-1]))
            return f"{heading}, by {SINGULAR[dimension]}: from {low} to {high}."
    return f"{heading}: neither length of service nor location makes a difference that is told."
