"""Share of the licence holders who used the tool."""

from clearspan.metrics.contribution import MONTH_QUARTER, contributions, licence_holders
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = licence_holders(facts, MONTH_QUARTER)
    return contributions(rows, rows.active)


ACTIVE_LICENCE_SHARE = Metric(
    name="active_licence_share",
    title="Licences in use",
    unit="share of licence holders",
    direction=Direction.HIGHER,
    shape=Shape.SHARE,
    population=Population.LICENSED,
    denominator="People employed who hold a licence of the tool on the last day of the period and of whom it reports.",
    meaning="Of the people who were given a tool, the share who used it at least once in the month or quarter.",
    caution=(
        "It can be high because few people hold a licence: read it beside the share of all people who use AI. People of "
        "whom the vendor reports nothing are not in it; a holder who does not appear in a covered period was idle."
    ),
    gamed_by=(
        "Taking licences away from everybody who hesitates, or opening the tool once a week."
        " Weeks that look like show are set aside."
    ),
    counter_metric="active_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
