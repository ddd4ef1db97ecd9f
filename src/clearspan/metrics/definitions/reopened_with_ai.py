"""Of a hundred finished pieces of work done with AI, how many were reopened."""

from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.finished_work import KINDS, reopened_of
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    return reopened_of(facts, assisted=True)


REOPENED_WITH_AI = Metric(
    name="reopened_with_ai",
    title="AI-assisted work that came back",
    unit="of 100 pieces",
    direction=Direction.LOWER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator=(
        "People employed on the last day of the period who finished work with AI in it, where the system says whether AI "
        "helped and whether work was reopened."
    ),
    meaning=(
        "How often work done with AI comes back: of a hundred finished pieces of a person, on average, how many were "
        "reopened, returned or redone. Beside the same figure of work done without AI it says whether time that AI saves "
        "is lost again."
    ),
    caution=(
        "Work done with AI and without differs in kind and in difficulty: the finding on rework compares like with like. "
        "What comes back after the figure was released is not in it. Systems differ in what counts as reopened. Everyone "
        "counts alike, whether they finish much or little."
    ),
    gamed_by="Opening a new piece of work instead of reopening the old one, or not saying that AI helped.",
    counter_metric="reopened_without_ai",
    version=1,
    periods=KINDS,
    contributions=_contributions,
)
