"""Of a hundred suggestions that people decided on, how many they turned down."""

from clearspan.metrics.contribution import MONTH_QUARTER
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.interaction import declined
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    return declined(facts)


DECLINED_SHARE = Metric(
    name="declined_share",
    title="Suggestions turned down",
    unit="of 100 suggestions",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator=(
        "People employed on the last day of the period of whom the tool's feed states suggestions accepted and rejected."
    ),
    meaning=(
        "How often people push back: of a hundred suggestions that a person decided on, how many they turned down, on "
        "average over people. Somebody who never turns anything down does not check, somebody who turns everything down "
        "has no use for it."
    ),
    caution=(
        "A poor tool is turned down more often, and so is a good one on hard work. What counts as a suggestion differs "
        "between vendors: compare a tool with itself. Whether people check what they accept is in no feed."
    ),
    gamed_by="Rejecting and accepting the same suggestion. Weeks that look like show are set aside.",
    counter_metric="turns_a_conversation",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
