"""What a metric declares: the definition, the card that explains it, and the expression that computes it."""

from collections.abc import Callable
from dataclasses import dataclass

from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.period import PeriodKind
from clearspan.vocabulary.shape import Direction, Population, Shape


@dataclass(frozen=True)
class Metric:
    """One measure. `contributions` turns facts into rows of (person, tool, kind, start, category, value, weight):
    one row a person of the population, tool and period; `weight` is what the person adds below the line."""

    name: str
    title: str
    unit: str
    direction: Direction
    shape: Shape
    population: Population
    denominator: str
    meaning: str
    caution: str
    gamed_by: str
    counter_metric: str
    version: int
    periods: tuple[PeriodKind, ...]
    contributions: Callable[[Facts], Table] | None
    categories: tuple[str, ...] = ()
    cut: str = ""
    """In a distribution: categories are merged only on either side of this one (it starts the upper side)."""
    expected_of: str = ""
    """For Shape.EXPECTED: the metric whose released figures by role are expected."""
    family: str = ""
    """Metrics of one family count the same people in different ways and are protected together."""
    headcount: bool = False
    """True where each row has the value 1 by definition, so that the figure is the size of the population."""
    sensitive: bool = False
    """True where it tells of skill or sentiment: larger minimums hold, and leaders are pooled."""
