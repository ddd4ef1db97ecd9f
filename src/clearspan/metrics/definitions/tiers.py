"""How people divide into tiers of use over the last 12 weeks."""

from clearspan.metrics.contribution import MONTH_QUARTER, contributions, tiers_at_end
from clearspan.metrics.expression import Table, amount, band, text
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.standing import TIERS
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = tiers_at_end(facts, MONTH_QUARTER)
    names = [(rows.tier == number, text(name)) for number, name in enumerate(TIERS[:-1])]
    return contributions(rows, amount(rows.tier * 0 + 1), category=band(*names, otherwise=text(TIERS[-1])))


TIERS_OF_USE = Metric(
    name="tiers",
    title="From none to habit",
    unit="share of people",
    direction=Direction.NEITHER,
    shape=Shape.DISTRIBUTION,
    population=Population.EMPLOYED,
    denominator="People employed for at least four full weeks, where all weeks judged are covered by the tool's feed.",
    meaning=(
        "In how many of the last 12 weeks people used a tool: none in 0, tried in 1 or 2, occasional in 3 to 8, habitual "
        "in 9 and more; power is habitual with 15 or more actions a week on average. Someone newer than 12 weeks is "
        "habitual after 4 weeks of use out of the last 4."
    ),
    caution=(
        "A tier describes rhythm, not skill or worth, and weeks of leave count as weeks. A feed by month or window cannot "
        "tell, and one without a count of actions never shows power. The cut-offs stay as they are until an administrator "
        "changes them; actions of different tools are not equal."
    ),
    gamed_by="One token prompt a week makes a habit on paper. Weeks that look like show are set aside.",
    counter_metric="active_days",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
    categories=TIERS,
    cut="habitual",
    family="tiers",
)
