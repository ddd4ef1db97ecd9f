"""Tallies over all sets of a membership at once."""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints, Numbers, sorted_order, weighted


@dataclass(frozen=True)
class Entries:
    """Every pair of a set and a person in it; `people` is the number of places."""

    sets: Ints
    places: Ints
    count: int
    """Number of sets."""

    def tally(self, amounts: Floats) -> Floats:
        """(sets,) the sum of the people's `amounts` (people,); exact for whole numbers below 2^53."""
        return weighted(self.sets, amounts[self.places], self.count)


@dataclass(frozen=True)
class Ranked:
    """The counted pairs of set and person, ordered by set and then by value."""

    sets: Ints
    places: Ints
    values: Floats
    first: Ints
    """(sets + 1,) where each set's pairs begin."""


def entries(where: Numbers, count: int) -> Entries:
    """The pairs of a membership `where` (dimensions, people), -1 for none."""
    inside = where >= 0
    return Entries(where[inside].astype(np.int64), np.nonzero(inside)[1], count)


def ranked(pairs: Entries, values: Floats, counted: Bools) -> Ranked:
    """The pairs of people that are `counted`, by set and ascending value."""
    levels, codes = np.unique(values, return_inverse=True)
    kept = counted[pairs.places]
    sets, places = pairs.sets[kept], pairs.places[kept]
    by_value = sorted_order(codes[places], len(levels))
    order = by_value[sorted_order(sets[by_value], pairs.count)]
    sets, places = sets[order], places[order]
    first = np.concatenate([[0], np.cumsum(np.bincount(sets, minlength=pairs.count))]).astype(np.int64)
    return Ranked(sets, places, values[places], first)


def largest(by_value: Ranked) -> Floats:
    """(sets,) the largest value in each set, 0 where nobody is counted."""
    some = np.diff(by_value.first) > 0
    found = np.zeros(len(some))
    found[some] = by_value.values[by_value.first[1:][some] - 1]
    return found


def most_alike(by_value: Ranked) -> Ints:
    """(sets,) how many people of each set share the commonest value."""
    count = len(by_value.first) - 1
    if len(by_value.sets) == 0:
        return np.zeros(count, dtype=np.int64)
    change = (np.diff(by_value.sets) != 0) | (np.diff(by_value.values) != 0)
    begin = np.concatenate([[0], np.flatnonzero(change) + 1])
    length = np.diff(np.concatenate([begin, [len(by_value.sets)]]))
    found = np.zeros(count, dtype=np.int64)
    np.maximum.at(found, by_value.sets[begin], length)
    return found


def makers_of_half(by_value: Ranked) -> Ints:
    """(sets,) the fewest people of each set who together hold at least half of its sum."""
    count = len(by_value.first) - 1
    if len(by_value.sets) == 0:
        return np.zeros(count, dtype=np.int64)
    running = np.concatenate([[0.0], np.cumsum(by_value.values)])
    below = running[:-1] - running[by_value.first[by_value.sets]]
    total = (running[by_value.first[1:]] - running[by_value.first[:-1]])[by_value.sets]
    needed = (total > 0) & (total - below - by_value.values < total / 2 - 1e-9 * total)
    return np.bincount(by_value.sets[needed], minlength=count)
