"""Share of people with a habit of intensive use."""

from clearspan.metrics.contribution import MONTH_QUARTER, contributions, tiers_at_end
from clearspan.metrics.expression import Table, flag
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.standing import POWER
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = tiers_at_end(facts, MONTH_QUARTER)
    rows = rows.filter(rows.power_known == 1)
    return contributions(rows, flag(rows.tier == POWER))


POWER_SHARE = Metric(
    name="power_share",
    title="People who use it intensively",
    unit="share of people",
    direction=Direction.NEITHER,
    shape=Shape.SHARE,
    population=Population.EMPLOYED,
    denominator="People whose tier is known, where the tool's feed counts actions in all weeks judged.",
    meaning="The share of people with a habit who also took 15 or more actions a week on average over the weeks judged.",
    caution=(
        "Not a goal: more actions can mean more rework, and one vendor's action is not another's. It helps to find where "
        "peers could learn from each other, never to rank people."
    ),
    gamed_by=(
        "Many small prompts in place of one good one, or programs that prompt by themselves."
        " Weeks that look like show are set aside."
    ),
    counter_metric="half_use_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
    family="tiers",
)
