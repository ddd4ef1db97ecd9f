"""What is measured: every metric's card."""

from dataclasses import dataclass

from clearspan.answers.evidence import Evidence
from clearspan.answers.words import SHARES
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape

_SHAPES = {
    Shape.SHARE: "a share of people",
    Shape.MEAN: "a mean over people",
    Shape.COUNT: "a number of people",
    Shape.SUM: "a sum",
    Shape.DISTRIBUTION: "shares of people by category",
    Shape.HALF_SHARE: "the share of people who make half of the sum",
    Shape.EXPECTED: "what the mix of job families would lead one to expect",
}
_DIRECTIONS = {
    Direction.HIGHER: "Higher is better.",
    Direction.LOWER: "Lower is better.",
    Direction.NEITHER: "Neither end is better.",
}
_POPULATIONS = {
    Population.EMPLOYED: "everyone employed",
    Population.LICENSED: "licence holders",
    Population.AT_WORK: "people at work in the system",
}


@dataclass(frozen=True)
class Card:
    """A metric as people read it."""

    name: str
    title: str
    meaning: str
    kind: str
    unit: str
    denominator: str
    counts: str
    direction: str
    caution: str
    gamed_by: str
    counter_metric: str
    counter_title: str
    categories: tuple[str, ...]
    periods: str
    version: int


@dataclass(frozen=True)
class Measures:
    """The page: one sentence and the cards."""

    title: str
    lead: str
    cards: tuple[Card, ...]


def measures(evidence: Evidence) -> Measures:
    """The card of every metric on the shelf, by title."""
    cards = sorted((_card(evidence, metric) for metric in evidence.cards.values()), key=lambda card: card.title.casefold())
    each = "each with what it counts, what it does not say, and how it could be gamed"
    lead = f"{len(cards)} measures, {each}. No measure ranks anyone."
    return Measures("What is measured", lead, tuple(cards))


def _card(evidence: Evidence, metric: Metric) -> Card:
    counter = evidence.cards.get(metric.counter_metric)
    return Card(
        name=metric.name,
        title=metric.title,
        meaning=metric.meaning,
        kind=_SHAPES[metric.shape],
        unit="percent of people" if metric.shape in SHARES else metric.unit,
        denominator=metric.denominator,
        counts=_POPULATIONS[metric.population],
        direction=_DIRECTIONS[metric.direction],
        caution=metric.caution,
        gamed_by=metric.gamed_by,
        counter_metric=metric.counter_metric if counter is not None else "",
        counter_title=counter.title if counter is not None else metric.counter_metric,
        categories=metric.categories,
        periods=", ".join(kind.value for kind in metric.periods),
        version=metric.version,
    )


def record(metric: Metric) -> dict[str, object]:
    """The card as a plain record, for JSON: every field of the metric but its computation."""
    return {
        "name": metric.name,
        "title": metric.title,
        "unit": metric.unit,
        "direction": metric.direction.value,
        "shape": metric.shape.value,
        "population": metric.population.value,
        "denominator": metric.denominator,
        "meaning": metric.meaning,
        "caution": metric.caution,
        "gamed_by": metric.gamed_by,
        "counter_metric": metric.counter_metric,
        "version": metric.version,
        "periods": [kind.value for kind in metric.periods],
        "categories": list(metric.categories),
        "expected_of": metric.expected_of,
        "headcount": metric.headcount,
    }
