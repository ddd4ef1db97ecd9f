"""Rule 5: of whom each group consists, decided without looking at any value.

Every group has at most two candidates: the people who are in it now, and the people of whom it last consisted in
public. It rolls forward to the people of now when nobody changed or at least the minimum did; otherwise it keeps its
last people ("unchanged"), and where one of those has been erased it is withheld.

Within a dimension the sets stay apart: whoever is still counted in an unchanged group is not yet counted in another, so
a group's candidate is its people of now without those, and the change is judged on what would be shown.

A candidate is accepted only if it is as large as the minimum and differs from each set accepted before it, and from
each set last published for any kind of period, by nobody or by at least the minimum: else the difference of two figures
would be a figure about too few. Weeks, months and quarters lie on one line of time: those that end on one day count
the same people. Groups only ever fall from NOW to LAST to NONE, so the search ends.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Ints
from clearspan.privacy.release.overlap import Incidence, incidence, joined, too_close
from clearspan.privacy.release.people import AT, DIMENSIONS, Groups
from clearspan.vocabulary.grid import Dimension

NONE, NOW, LAST = 0, 1, 2
"""What a group consists of: nothing shown, its people of now, its people of the last release."""

FITS, SMALL, CHANGED = 0, 1, 2
"""Why a group has no set: it is smaller than the minimum; too few of its people have changed."""

ORDER = (
    Dimension.ORGANISATION,
    Dimension.DIVISION,
    Dimension.DEPARTMENT,
    Dimension.ROLE,
    Dimension.LEVEL,
    Dimension.LOCATION,
    Dimension.TENURE,
    Dimension.TEAM,
)
"""Which dimension chooses first: a later set that would give an earlier one away is the one to go."""


@dataclass(frozen=True)
class History:
    """The sets last published for a population, over all kinds of period."""

    sets: Incidence
    day: Ints
    """(sets,) last day of the period whose membership it is; -1 where none was published."""
    lost: Bools
    """(sets,) whether one of the people has been erased since."""
    older: tuple[Incidence, ...] = ()
    """Sets that are the last published for one kind of period only, and have rolled forward since for another."""


@dataclass(frozen=True)
class Membership:
    """The people of each group for one period."""

    where: Ints
    """(dimensions, people) set that counts the person, -1 for none."""
    choice: Ints
    """(sets,) NONE, NOW or LAST."""
    why: Ints
    """(sets,) FITS, SMALL or CHANGED."""
    unchanged: Bools
    """(sets,) True where the people are those of the last release although others are in the group now."""


def choose(current: Ints, groups: Groups, history: History, minimum: int, *, keep: bool) -> Membership:
    """The membership for one period. `current` is (dimensions, people), set numbers of those counted, -1 for none.

    With `keep` False (rule 5 off, for tests) every group consists of its people of now, whatever was published.
    """
    where = np.full_like(current, -1)
    choice = np.zeros(groups.count, dtype=np.int64)
    why = np.zeros(groups.count, dtype=np.int64)
    people = current.shape[1]
    empty = np.zeros(0, dtype=np.int64)
    accepted: list[Incidence] = [incidence(empty, empty, groups.count, people)]
    for dimension in (AT[each] for each in ORDER):
        search = _Search(current[dimension], groups.span(dimension), history, minimum, keep=keep)
        search.settle(joined(accepted))
        where[dimension] = search.where
        choice[search.span], why[search.span] = search.choice[search.span], search.why[search.span]
        accepted.append(search.candidates().only(search.choice > NONE))
    return Membership(where, choice, why, _unchanged(current, choice, history, groups))


class _Search:
    """The search for one dimension's sets: groups fall from NOW to LAST to NONE until all fit."""

    def __init__(self, current: Ints, span: slice, history: History, minimum: int, *, keep: bool) -> None:
        self.current, self.span, self.history, self.minimum, self.keep = current, span, history, minimum, keep
        numbers = len(history.sets.sizes)
        self.choice = np.zeros(numbers, dtype=np.int64)
        self.why = np.zeros(numbers, dtype=np.int64)
        self.published = np.zeros(numbers, dtype=np.bool_)
        if keep:
            self.published[span] = history.day[span] >= 0
        self.choice[span] = NOW
        self.where = self._place()

    def settle(self, accepted: Incidence) -> None:
        """Lets groups fall until every one that is left fits."""
        while True:
            self.where = self._place()
            falls = self._ill_sized() | self._little_changed() | self._overlapping()
            if not falls.any():
                falls = self._given_away(accepted)
            if not falls.any():
                return
            self._fall(falls)

    def candidates(self) -> Incidence:
        """The sets as they stand."""
        counted = np.flatnonzero(self.where >= 0)
        return incidence(self.where[counted], counted, len(self.choice), len(self.where))

    def _place(self) -> Ints:
        where = np.where(self.current >= 0, self.current, 0)
        where = np.where((self.current >= 0) & (self.choice[where] == NOW), self.current, -1)
        kept = self._kept()
        where[kept.places] = kept.sets
        return where

    def _kept(self) -> Incidence:
        return self.history.sets.only(self.choice == LAST)

    def _sizes(self) -> Ints:
        return np.bincount(self.where[self.where >= 0], minlength=len(self.choice))

    def _ill_sized(self) -> Bools:
        small = (self.choice == NOW) & (self._sizes() < self.minimum)
        changed = self.published & (self._change() < self.minimum)
        self.why[small & ~changed] = SMALL
        return small

    def _change(self) -> Ints:
        sets = self.history.sets
        both = np.bincount(sets.sets[self.where[sets.places] == sets.sets], minlength=len(self.choice))
        return self._sizes() + sets.sizes - 2 * both

    def _little_changed(self) -> Bools:
        change = self._change()
        little = (self.choice == NOW) & self.published & (change > 0) & (change < self.minimum)
        self.why[little & (self.why == FITS)] = CHANGED
        return little

    def _overlapping(self) -> Bools:
        """Of two unchanged groups that share a person, the one published longer ago."""
        kept = self._kept()
        latest = np.full(len(self.where), -1, dtype=np.int64)
        rank = self.history.day * len(self.choice) + np.arange(len(self.choice))
        np.maximum.at(latest, kept.places, rank[kept.sets])
        older = kept.sets[latest[kept.places] > rank[kept.sets]]
        falls = np.zeros(len(self.choice), dtype=np.bool_)
        falls[older] = True
        return falls

    def _given_away(self, accepted: Incidence) -> Bools:
        own = self.candidates().only(self.choice > NONE)
        falls = np.zeros(len(self.choice), dtype=np.bool_)
        falls[too_close(own, accepted, self.minimum)[0]] = True
        if self.keep:
            now = own.only(self.choice == NOW)
            for published in (self.history.sets, *self.history.older):
                falls[too_close(now, published, self.minimum)[0]] = True
        self.why[falls] = CHANGED
        return falls

    def _fall(self, falls: Bools) -> None:
        sets = self.history.sets.sizes
        back = falls & (self.choice == NOW) & self.published & ~self.history.lost & (sets >= self.minimum)
        back &= self.why != SMALL
        self.choice[falls] = NONE
        self.choice[back] = LAST
        self.why[falls & ~back & (self.why == FITS)] = CHANGED


def _unchanged(current: Ints, choice: Ints, history: History, groups: Groups) -> Bools:
    """Kept sets that differ from the people of now."""
    now = np.zeros(groups.count, dtype=np.int64)
    both = np.zeros(groups.count, dtype=np.int64)
    for dimension in range(len(DIMENSIONS)):
        span = groups.span(dimension)
        placed = current[dimension][current[dimension] >= 0]
        now += np.bincount(placed, minlength=groups.count)
        inside = (history.sets.sets >= span.start) & (history.sets.sets < span.stop)
        sets, places = history.sets.sets[inside], history.sets.places[inside]
        both += np.bincount(sets[current[dimension][places] == sets], minlength=groups.count)
    return (choice == LAST) & (now + history.sets.sizes - 2 * both > 0)
