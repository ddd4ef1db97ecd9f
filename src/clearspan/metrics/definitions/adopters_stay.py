"""The share of people who took up a shared use and still use it four weeks later."""

from clearspan.metrics.contribution import MONTH_QUARTER
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.shared_uses import stayed
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    return stayed(facts)


ADOPTERS_STAY = Metric(
    name="adopters_stay",
    title="Adopters who stay",
    unit="share of people",
    direction=Direction.HIGHER,
    shape=Shape.SHARE,
    population=Population.EMPLOYED,
    denominator=(
        "People employed on the last day of the period who took up a shared use eight weeks before, and agreed to be counted."
    ),
    meaning=(
        "Whether what was taken up is kept: of those who took up a use that somebody shared, the share who told of using "
        "it again at least four weeks later."
    ),
    caution=("Who does not tell of it may still use it. A use that is needed once a quarter looks dropped."),
    gamed_by="Telling of uses that were not.",
    counter_metric="adopters_a_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
