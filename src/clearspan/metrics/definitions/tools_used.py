"""With how many tools the people who use AI work."""

from clearspan.metrics.contribution import MONTH_QUARTER, contributions, users
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape
from clearspan.vocabulary.tool import ANY_TOOL


def _contributions(facts: Facts) -> Table:
    rows = users(facts, MONTH_QUARTER)
    rows = rows.filter(rows.tool == ANY_TOOL)
    return contributions(rows, rows.tools)


TOOLS_USED = Metric(
    name="tools_used",
    title="Tools side by side",
    unit="tools",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator="People who used at least one tool in the period.",
    meaning="How many different AI tools people used, on average over those who used any.",
    caution=(
        "More is not better: one tool that fits can be enough, and several can mean that none does. It counts only the "
        "tools that report, and rises when one more is connected."
    ),
    gamed_by="Opening every tool once. Weeks that look like show are set aside.",
    counter_metric="active_days",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
