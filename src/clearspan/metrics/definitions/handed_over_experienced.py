"""Of a hundred prompts of people who began half a year ago or longer, how many hand work over to an agent."""

from clearspan.metrics.contribution import MONTH_QUARTER
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.interaction import handed_over, of_experience, shares
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    return shares(of_experience(facts, facts.once("handed_over", handed_over), experienced=True))


HANDED_OVER_EXPERIENCED = Metric(
    name="handed_over_experienced",
    title="Work handed over by experienced users",
    unit="of 100 prompts",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator=("People employed on the last day of the period who used the tool 26 weeks or longer before that day."),
    meaning=(
        "How much people hand over to agents after half a year with a tool or more. Beside the same figure of newer users "
        "it shows whether autonomy grows or shrinks with experience."
    ),
    caution=(
        "Who stays with a tool for long differs from who leaves it, so that a difference is not what experience does. "
        "Compare within a job family."
    ),
    gamed_by="Starting agents that do nothing. Weeks that look like show are set aside.",
    counter_metric="handed_over_new",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
