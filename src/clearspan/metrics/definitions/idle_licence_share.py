"""Share of the licences held for a whole period that nobody used in it."""

from clearspan.metrics.contribution import MONTH_QUARTER, contributions, licence_holders
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = licence_holders(facts, MONTH_QUARTER)
    rows = rows.filter(rows.whole == 1)
    return contributions(rows, 1 - rows.active)


IDLE_LICENCE_SHARE = Metric(
    name="idle_licence_share",
    title="Idle licences",
    unit="share of licence holders",
    direction=Direction.LOWER,
    shape=Shape.SHARE,
    population=Population.LICENSED,
    denominator="People employed who held a licence of the tool from the first to the last day of the period.",
    meaning="The share of people who held a licence for the whole month or quarter and did not use the tool in any week of it.",
    caution=(
        "People on long leave are in it. Licences of people who have left are not: ask the vendor's administrator for "
        "those. A vendor that sees only some places of the tool makes users look idle. An idle licence is an offer to "
        "help or to pass on, not a fault. For all tools together, someone is idle who used none of them."
    ),
    gamed_by=(
        "Opening the tool once a month, or taking back every licence that is slow to start."
        " Weeks that look like show are set aside."
    ),
    counter_metric="active_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
