"""Days a week on which the people who use a tool use it."""

from clearspan.metrics.contribution import WEEK_MONTH_QUARTER, contributions, users
from clearspan.metrics.expression import Table, amount
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = users(facts, WEEK_MONTH_QUARTER, "days")
    rows = rows.filter(rows.day_weeks > 0)
    return contributions(rows, amount(rows.days) / amount(rows.day_weeks))


ACTIVE_DAYS = Metric(
    name="active_days",
    title="Active days a week",
    unit="days a week",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator="People who used the tool in the period and whose days of use are known.",
    meaning=(
        "How closely use is woven into the week of those who use a tool: the mean number of days on which they used it, "
        "in the weeks in which they used it at all."
    ),
    caution=(
        "Idle people are not in it, so it can rise when occasional users leave. Only feeds that report days can tell; a "
        "feed by week or month cannot, unless the vendor adds the number of days. All tools together count the dates of "
        "the tools known by day. Seven days is not a goal, and some work needs AI on one day a week."
    ),
    gamed_by=(
        "Starting the tool every morning without a use for it, or programs that start it by themselves."
        " Weeks that look like show are set aside."
    ),
    counter_metric="surfaces_used",
    version=1,
    periods=WEEK_MONTH_QUARTER,
    contributions=_contributions,
)
