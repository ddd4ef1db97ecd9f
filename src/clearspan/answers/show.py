"""Released figures on request: one metric, one dimension, one period of the fixed grid."""

from clearspan.answers.evidence import Evidence, in_category_order
from clearspan.answers.figure import Figure
from clearspan.errors import NotReleased, UsageError
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, parse_period
from clearspan.vocabulary.tool import ANY_TOOL

NOTHING = "nothing is released about that group in that period"
"""Said alike of a group that is hidden and of one that does not exist."""

NOTHING_REMEDY = (
    "It may be too small to show, be withheld to protect others, or not exist. Ask without a group to see those shown."
)


def show(  # noqa: PLR0913, PLR0917  a question on the grid has these parts
    evidence: Evidence,
    metric: str,
    by: str,
    period: str,
    tool: str = ANY_TOOL,
    group: str | None = None,
    category: str | None = None,
) -> list[Figure]:
    """The released figures of a metric by a dimension in a period, withheld ones with their reason.

    Raises UsageError where the metric, dimension, tool, category or the way the period is written does not exist, and
    NotReleased where the grid has no such cells. A group of which nothing is shown is answered like one that does not exist.
    """
    dimension = dimension_of(by)
    wanted = period_of_text(period)
    _check_metric(evidence, metric, tool, category)
    found = in_category_order(evidence.cards[metric], evidence.released.figures(metric, dimension, tool, when=wanted))
    if not found:
        raise _absent(evidence, metric, dimension, wanted, tool)
    if category is not None:
        found = [figure for figure in found if category in figure.category.split(" + ")]
    if group is not None:
        found = [figure for figure in found if figure.group == group]
        if not any(figure.shown for figure in found):
            raise NotReleased(NOTHING, remedy=NOTHING_REMEDY)
    return found


def dimension_of(text: str) -> Dimension:
    """The dimension of that name. Raises UsageError, naming those that exist."""
    try:
        return Dimension(text)
    except ValueError as error:
        exist = ", ".join(dimension.value for dimension in Dimension)
        raise UsageError("there is no such way to group people", where="by", remedy=f"Use one of {exist}.") from error


def period_of_text(text: str) -> Period:
    """The period that the text names. Raises UsageError, saying how periods are written."""
    try:
        return parse_period(text)
    except ValueError as error:
        remedy = "Write a week as 2026-W20, a month as 2026-05, a quarter as 2026-Q2."
        raise UsageError("that is not a period", where="period", remedy=remedy) from error


def _check_metric(evidence: Evidence, metric: str, tool: str, category: str | None) -> None:
    card = evidence.cards.get(metric)
    if card is None:
        raise UsageError("there is no such metric", where="metric", remedy=f"Use one of {', '.join(evidence.cards)}.")
    tools = evidence.released.tools(metric)
    if tools and tool not in tools:
        raise UsageError("that metric has no such tool", where="tool", remedy=f"Use one of {', '.join(tools)}.")
    if category is not None and category not in card.categories:
        exist = ", ".join(card.categories) or "none"
        raise UsageError("that metric has no such category", where="category", remedy=f"Its categories are: {exist}.")


def _absent(evidence: Evidence, metric: str, dimension: Dimension, period: Period, tool: str) -> NotReleased:
    released = evidence.released
    if not released.tools(metric):
        return NotReleased("nothing is released of that metric yet", where=metric, remedy="See data health for what is missing.")
    if dimension not in released.dimensions(metric):
        by = ", ".join(each.value for each in released.dimensions(metric))
        return NotReleased("that metric is not released by that dimension", where=metric, remedy=f"It is released by {by}.")
    names = [each.name for each in released.periods(period.kind) if released.figures(metric, dimension, tool, when=each)]
    if not names:
        kinds = sorted({each.kind.value for each in released.periods() if released.figures(metric, dimension, tool, when=each)})
        remedy = f"It is released by {' and '.join(kinds)}." if kinds else "Nothing is released of it for that tool."
        return NotReleased("that metric is not released for periods of that length", where=metric, remedy=remedy)
    remedy = f"Released are {names[0]} to {names[-1]}. A period is released once its sources no longer restate it."
    return NotReleased("that period is not released", where=period.name, remedy=remedy)
