"""How an outcome is spoken of: its words, its unit, and the steps in which its effects are told."""

from clearspan.metrics.metric import Metric
from clearspan.programmes.outcome_panel import Trial
from clearspan.programmes.read_out import Measured
from clearspan.proof.verdict import Words
from clearspan.vocabulary.shape import Direction, Shape

SMALLEST_POINTS = 5.0
"""Points of 100 below which a change does not matter, where nobody said otherwise."""
NAMES = {"active_share": "The share of people who use AI", "habitual_share": "The share of people with a habit"}
"""Names for a sentence, where the title of the metric is none."""


def words_of(card: Metric, smallest: float | None = None) -> tuple[Words, float, float]:
    """A metric's words, by what its figures are multiplied to be told, and the step in which its effects are told."""
    better = {Direction.HIGHER: True, Direction.LOWER: False, Direction.NEITHER: None}[card.direction]
    name = NAMES.get(card.name, card.title)
    if card.shape is Shape.SHARE:
        return Words(name, "points", better, smallest or SMALLEST_POINTS), 100.0, 1.0
    if card.unit.startswith("of 100"):
        return Words(name, "points", better, smallest or SMALLEST_POINTS), 1.0, 1.0
    return Words(name, card.unit, better, smallest), 1.0, 0.1


def spoken(card: Metric, trial: Trial, fewest: int) -> Measured:
    """A trial with the words of its metric."""
    words, scale, step = words_of(card)
    return Measured(trial, words, scale, step, fewest)
