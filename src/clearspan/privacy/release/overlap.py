"""Which pairs of sets differ by some people, but by fewer than the minimum."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clearspan.privacy.release.columns import Bools, Ints, sorted_order


@dataclass(frozen=True)
class Incidence:
    """Who is in which set: pairs (set, place); a person may be in many."""

    sets: Ints
    places: Ints
    sizes: Ints
    """(numbers,) people of each set; 0 where a number has no set."""
    people: int
    """Number of places."""

    @cached_property
    def first(self) -> Ints:
        """(numbers + 1,) where each set's pairs begin, where they are sorted by set."""
        return np.concatenate([[0], np.cumsum(self.sizes)]).astype(np.int64)

    def only(self, chosen: Bools) -> "Incidence":
        """The same without the sets that are not `chosen` (numbers,)."""
        kept = chosen[self.sets]
        return Incidence(self.sets[kept], self.places[kept], np.where(chosen, self.sizes, 0), self.people)


def incidence(sets: Ints, places: Ints, numbers: int, people: int) -> Incidence:
    """The incidence of pairs (set, place) in any order, sorted by set."""
    order = sorted_order(sets, numbers)
    return Incidence(sets[order], places[order], np.bincount(sets, minlength=numbers), people)


def joined(parts: list[Incidence]) -> Incidence:
    """One incidence of several over the same set numbers, part after part."""
    sizes = np.stack([part.sizes for part in parts]).sum(axis=0)
    sets, places = np.concatenate([part.sets for part in parts]), np.concatenate([part.places for part in parts])
    return Incidence(sets, places, sizes, parts[0].people)


def shared(one: Incidence, other: Incidence, left: Ints, right: Ints) -> Ints:
    """(pairs,) how many people the sets `left` of `one` (sorted by set) and `right` of `other` have in common."""
    wanted_sets = np.zeros(len(other.sizes), dtype=np.bool_)
    wanted_sets[right] = True
    of_wanted = wanted_sets[other.sets]
    keys = np.sort(other.sets[of_wanted] * other.people + other.places[of_wanted])
    if len(keys) == 0:
        return np.zeros(len(left), dtype=np.int64)
    pair, at = spread(one.first[left], one.sizes[left])
    wanted = right[pair] * other.people + one.places[at]
    found = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted
    return np.bincount(pair[found], minlength=len(left))


def too_close(one: Incidence, other: Incidence, minimum: int) -> tuple[Ints, Ints]:
    """Pairs (set of `one`, which is sorted by set, and set of `other`) that differ by 1 to minimum - 1 people.

    Two such sets share at least one of any `minimum` people of the first, so only those are looked up.
    """
    rank = np.arange(len(one.sets)) - one.first[one.sets]
    probe = np.flatnonzero(rank < minimum)
    probed = np.zeros(other.people, dtype=np.bool_)
    probed[one.places[probe]] = True
    asked = np.flatnonzero(probed[other.places])
    by_place = asked[np.argsort(other.places[asked], kind="stable")]
    length = np.bincount(other.places[by_place], minlength=other.people)
    begin = np.cumsum(length) - length
    at, found = spread(begin[one.places[probe]], length[one.places[probe]])
    left, right = one.sets[probe[at]], other.sets[by_place[found]]
    near = np.abs(one.sizes[left] - other.sizes[right]) < minimum
    if not near.any():
        return left[near], right[near]
    pairs = np.unique(left[near] * len(other.sizes) + right[near])
    left, right = pairs // len(other.sizes), pairs % len(other.sizes)
    apart = one.sizes[left] + other.sizes[right] - 2 * shared(one, other, left, right)
    close = (apart > 0) & (apart < minimum)
    return left[close], right[close]


def spread(begin: Ints, length: Ints) -> tuple[Ints, Ints]:
    """For ranges begin, begin + 1, … of the given lengths: which range each position belongs to, and the position."""
    owner = np.repeat(np.arange(len(length)), length)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)
    return owner, begin[owner] + offset
