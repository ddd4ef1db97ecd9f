"""Of a hundred prompts, how many hand work over to an agent."""

from clearspan.metrics.contribution import MONTH_QUARTER
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.interaction import handed_over, shares
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    return shares(handed_over(facts))


HANDED_OVER_SHARE = Metric(
    name="handed_over_share",
    title="Work handed over to agents",
    unit="of 100 prompts",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator=(
        "People employed on the last day of the period who used the tool in it, where its feed tells agents from places "
        "in which people take turns."
    ),
    meaning=(
        "Automation beside augmentation: of a hundred prompts of a person, how many gave a task away to an agent (an "
        "agent mode, a command line, a cloud agent) instead of taking turns with the tool, on average over people."
    ),
    caution=(
        "Neither is better: what may be given away depends on the task and its risk, and no feed tells the risk. Where "
        "the work is done is taken for how it is done: an agent can be led step by step."
    ),
    gamed_by="Starting agents that do nothing. Weeks that look like show are set aside.",
    counter_metric="reopened_with_ai",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
