"""What an outsider reads on a metric's card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clearspan.vocabulary.shape import Population, Shape


@dataclass(frozen=True)
class Card:
    """A metric as its card describes it: how figures are made and whom the denominator counts."""

    name: str
    shape: Shape
    population: Population
    categories: tuple[str, ...] = ()
    sensitive: bool = False
    headcount: bool = False
    """The figure is the size of the population itself: who is in it, the chart says."""

    @property
    def adds_up(self) -> bool:
        """Whether figures of disjoint groups add up to the figure of their union."""
        return self.shape not in (Shape.HALF_SHARE, Shape.EXPECTED)


def cards_from(rows: Iterable[Mapping[str, object]]) -> tuple[Card, ...]:
    """The cards in a list of objects, as `clearspan metrics --json` and /api/metrics give it."""
    found = []
    for row in rows:
        listed = row.get("categories")
        categories = tuple(str(item) for item in listed) if isinstance(listed, list | tuple) else ()
        shape, population = Shape(str(row["shape"])), Population(str(row["population"]))
        found.append(
            Card(str(row["name"]), shape, population, categories, bool(row.get("sensitive")), bool(row.get("headcount")))
        )
    return tuple(found)
