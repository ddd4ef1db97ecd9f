"""Of a hundred prompts of people who began less than half a year ago, how many hand work over to an agent."""

from clearspan.metrics.contribution import MONTH_QUARTER
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.interaction import handed_over, of_experience, shares
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    return shares(of_experience(facts, facts.once("handed_over", handed_over), experienced=False))


HANDED_OVER_NEW = Metric(
    name="handed_over_new",
    title="Work handed over by newer users",
    unit="of 100 prompts",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator=(
        "People employed on the last day of the period whose first use of the tool is known and lies less than 26 weeks "
        "before that day."
    ),
    meaning=(
        "How much people hand over to agents in their first half year with a tool. Beside the same figure of experienced "
        "users it shows whether autonomy grows or shrinks with experience."
    ),
    caution=(
        "Newer users may have other work than those who began early: compare within a job family. Of people who may have "
        "begun before the data does nothing is said here."
    ),
    gamed_by="Starting agents that do nothing. Weeks that look like show are set aside.",
    counter_metric="handed_over_experienced",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
