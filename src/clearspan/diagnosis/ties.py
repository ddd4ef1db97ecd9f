"""Who works with whom in a quarter, among the people of a panel."""

from dataclasses import dataclass

import numpy as np

from clearspan.diagnosis.loading import Fetch, places_of
from clearspan.diagnosis.panel import Floats, Ints
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.period import Period


@dataclass(frozen=True)
class Ties:
    """Pairs of people by their places in the panel, and how often they worked together in the quarter; each pair may stand more
    than once. Empty where no source tells of ties."""

    one: Ints
    other: Ints
    strength: Floats

    def among(self, people: Ints) -> Floats:
        """The strength between each two of some people, in their order: symmetric, zero on the diagonal."""
        place = np.full(max(int(self.one.max(initial=0)), int(self.other.max(initial=0)), int(people.max(initial=0))) + 1, -1)
        place[people] = np.arange(len(people))
        one, other = place[self.one], place[self.other]
        inside = (one >= 0) & (other >= 0) & (one != other)
        found = np.zeros((len(people), len(people)))
        np.add.at(found, (one[inside], other[inside]), self.strength[inside])
        return found + found.T


NO_TIES = Ties(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
"""Where no source tells of ties."""


def load_ties(facts: Facts, fetch: Fetch, period: Period, people: Ints) -> Ties:
    """The ties of a quarter among the people of a panel, by their person numbers."""
    tie = facts.tie
    rows = fetch(tie.filter((tie.week >= period.start) & (tie.week <= period.end)).select("person", "other", "strength"))
    one, other = places_of(people, rows["person"]), places_of(people, rows["other"])
    inside = (one >= 0) & (other >= 0)
    return Ties(one[inside], other[inside], rows["strength"].to_numpy()[inside].astype(np.float64))
