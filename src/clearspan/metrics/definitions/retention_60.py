"""Share of new users who still use the tool about 60 days on."""

from clearspan.metrics.cohorts import retained
from clearspan.metrics.contribution import MONTH_QUARTER, contributions
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape

WEEKS_AFTER = 8
"""The week that holds day 60 after the Monday of the first week of use."""


def _contributions(facts: Facts) -> Table:
    rows = retained(facts, WEEKS_AFTER)
    return contributions(rows, rows.active)


RETENTION_60 = Metric(
    name="retention_60",
    title="Still there after 60 days",
    unit="share of new users",
    direction=Direction.HIGHER,
    shape=Shape.SHARE,
    population=Population.EMPLOYED,
    denominator=(
        "People employed on the period's last day who first used the tool so long before that the two weeks that hold day "
        "60 ended in the period."
    ),
    meaning=(
        "Of the people for whom the two weeks that hold day 60 ended in the month or quarter, the share who used the tool "
        "in them: days 56 to 69 after the Monday of their first week of use (bracket retention, as product analytics "
        "calls it)."
    ),
    caution=(
        "A period shows the people who began ten weeks before, not those who began in it. Use in the two weeks counts, "
        "whatever happened before and after them; a holiday there counts as absence. First use counts only after 12 watched "
        "weeks without use or since the day of hire. People who left the organisation are not in it."
    ),
    gamed_by="A reminder to open the tool in the weeks that are looked at. Weeks that look like show are set aside.",
    counter_metric="retention_90",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
