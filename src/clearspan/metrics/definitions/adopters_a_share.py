"""How many colleagues take up a use of AI that somebody shares."""

from clearspan.metrics.contribution import MONTH_QUARTER
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.shared_uses import adopters
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    return adopters(facts)


ADOPTERS_A_SHARE = Metric(
    name="adopters_a_share",
    title="Adopters of a shared use",
    unit="people a share",
    direction=Direction.HIGHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator=(
        "People employed on the last day of the period who shared a use eight weeks before it ended or earlier in it, and "
        "agreed to be counted."
    ),
    meaning=(
        "How well what works travels: how many others took up one shared use within eight weeks, on average over the "
        "people who shared. Near 0, those who know stay islands."
    ),
    caution=(
        "Only of people who agreed, and only what the place of sharing sees: much is passed on by word of mouth. A share "
        "reaches more people in a large team. It says how far sharing carries, never who shares best."
    ),
    gamed_by="Marking what one does anyway as taken up.",
    counter_metric="adopters_stay",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
