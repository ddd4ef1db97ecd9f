"""In how many places of a tool its users use it."""

from clearspan.metrics.contribution import WEEK_MONTH_QUARTER, contributions, users
from clearspan.metrics.expression import Table, bits_set
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape
from clearspan.vocabulary.tool import ANY_TOOL


def _contributions(facts: Facts) -> Table:
    rows = users(facts, WEEK_MONTH_QUARTER, "surfaces")
    rows = rows.filter((rows.tool != ANY_TOOL) & (rows.surfaces > 0))
    return contributions(rows, bits_set(rows.surfaces, facts.coverage.surfaces))


SURFACES_USED = Metric(
    name="surfaces_used",
    title="Places in the tool",
    unit="places in the tool",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator="People who used the tool in the period and of whom the vendor says where in it.",
    meaning=(
        "In how many places of a tool (chat, editor, command line, spreadsheet, meeting) its users used it. Use that "
        "spreads to more places has usually found its way into more kinds of work."
    ),
    caution=(
        "Vendors cut their tools into places in their own ways and add new ones: compare a tool with itself, never two "
        "tools. A job that happens in one place needs only one."
    ),
    gamed_by="Clicking through every corner of the tool once.",
    counter_metric="active_days",
    version=1,
    periods=WEEK_MONTH_QUARTER,
    contributions=_contributions,
)
