"""Share of people for whom a tool is a habit."""

from clearspan.metrics.contribution import WEEK_MONTH_QUARTER, contributions, tiers_at_end
from clearspan.metrics.expression import Table, flag
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.standing import HABITUAL
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = tiers_at_end(facts, WEEK_MONTH_QUARTER)
    return contributions(rows, flag(rows.tier >= HABITUAL))


HABITUAL_SHARE = Metric(
    name="habitual_share",
    title="People with a habit",
    unit="share of people",
    direction=Direction.NEITHER,
    shape=Shape.SHARE,
    population=Population.EMPLOYED,
    denominator="People employed for at least four full weeks, where all weeks judged are covered by the tool's feed.",
    meaning=(
        "The share of people who used a tool in at least 9 of the last 12 weeks, or in all of the last 4 when they are "
        "newer than 12 weeks. Read beside reach, it shows whether trying has become routine."
    ),
    caution=(
        "It moves slowly: a change today shows in full after 12 weeks, and holidays pull it down. Habit is not benefit. "
        "Where the work does not call for AI every week, a low share is right."
    ),
    gamed_by="One token prompt a week. Weeks that look like show are set aside.",
    counter_metric="active_days",
    version=1,
    periods=WEEK_MONTH_QUARTER,
    contributions=_contributions,
    family="tiers",
)
