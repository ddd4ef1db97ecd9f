"""People and groups under dense numbers: the arrays on which everything else works.

A *set number* stands for a group of the grid: all groups of all dimensions are numbered through, dimension after
dimension in the order of DIMENSIONS. A *place* is a person's position among all people known to the release.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from clearspan.privacy.release.columns import ArrowTable, Bools, Floats, Ints, integers, named, texts
from clearspan.privacy.release.noise import record_keys
from clearspan.privacy.release.state import State
from clearspan.vocabulary.grid import MARGINS, TREE, WHOLE, Dimension
from clearspan.vocabulary.period import Period, PeriodKind

DIMENSIONS = tuple(Dimension)
SPARSE = 16
"""Person numbers up to so many times the number of people are looked up in a table."""

AT = {dimension: at for at, dimension in enumerate(DIMENSIONS)}


@dataclass(frozen=True)
class Groups:
    """Every group of the grid under its set number."""

    names: tuple[tuple[str, ...], ...]
    """For each dimension the keys of its groups."""
    first: Ints
    """(dimensions + 1,) the first set number of each dimension."""

    @property
    def count(self) -> int:
        """Number of sets."""
        return int(self.first[-1])

    def numbers(self, dimension: int) -> dict[str, int]:
        """Set number by group key, in one dimension."""
        return {name: int(self.first[dimension]) + at for at, name in enumerate(self.names[dimension])}

    def span(self, dimension: int) -> slice:
        """The set numbers of a dimension."""
        return slice(int(self.first[dimension]), int(self.first[dimension + 1]))


@dataclass(frozen=True)
class Registry:
    """All people and groups, and who was where in each period."""

    ids: Ints
    """(people,) person numbers, ascending; a person's place is the position here."""
    keys: Floats
    """(people,) record keys of the noise."""
    groups: Groups
    alive: Bools
    """(people,) False where nothing but a published set knows the person: erased since."""
    rows: dict[tuple[PeriodKind, int], tuple[Ints, Ints]] = field(repr=False)
    """By period: places (rows,) and set numbers (dimensions, rows), -1 where not stated."""
    counted: dict[tuple[str, PeriodKind, int], Ints] = field(repr=False)
    """By population and period: places."""
    above: Ints = field(repr=False)
    """(dimensions, sets) the set above each set, as stated at any time, the latest statement last."""
    assigned: dict[tuple[PeriodKind, int], Ints] = field(default_factory=dict[tuple[PeriodKind, int], Ints], repr=False)
    """By period: what `assignment` returned before."""

    @cached_property
    def _place_of(self) -> Ints | None:
        """Places by person number, where the numbers are dense enough for a table."""
        if int(self.ids[-1]) > SPARSE * len(self.ids):
            return None
        found = np.full(int(self.ids[-1]) + 1, -1, dtype=np.int64)
        found[self.ids] = np.arange(len(self.ids))
        return found

    def places(self, people: Ints) -> Ints:
        """Places of person numbers, -1 where unknown."""
        if len(self.ids) == 0:
            return np.full(len(people), -1, dtype=np.int64)
        if self._place_of is not None:
            inside = (people >= 0) & (people < len(self._place_of))
            return np.where(inside, self._place_of[np.where(inside, people, 0)], -1)
        at = np.minimum(np.searchsorted(self.ids, people), len(self.ids) - 1)
        return np.where(self.ids[at] == people, at, -1)

    def present(self, population: str, period: Period) -> Bools:
        """(people,) who is counted in the population and period."""
        found = np.zeros(len(self.ids), dtype=np.bool_)
        found[self.counted.get((population, period.kind, period.start), np.zeros(0, dtype=np.int64))] = True
        return found

    def assignment(self, period: Period) -> Ints:
        """(dimensions, people) set number of each person in the period, -1 for none; the same array whenever it is asked."""
        at = (period.kind, period.start)
        if at in self.assigned:
            return self.assigned[at]
        where = np.full((len(DIMENSIONS), len(self.ids)), -1, dtype=np.int64)
        if found := self.rows.get(at):
            where[:, found[0]] = found[1]
        self.assigned[at] = where
        return where

    def parents(self, period: Period) -> Ints:
        """(dimensions, sets) the set above each set in a dimension of the tree, as stated in the period, else as stated
        at any time; -1 where none is, or for the set's own dimension and those below."""
        above = self.above.copy()
        if found := self.rows.get((period.kind, period.start)):
            _state_parents(above, found[1])
        return above


def read_registry(members: ArrowTable, populations: Mapping[str, ArrowTable], state: State, noise_key: bytes) -> Registry:
    """The registry of a request's tables; people of the published state keep a place, so that sets can be compared."""
    stated = integers(members, "person")
    counted = {key: integers(table, "person") for key, table in populations.items()}
    published = [each.people for sets in state.sets.values() for each in sets]
    known = np.unique(np.concatenate([stated, *counted.values()]))
    everyone = np.unique(np.concatenate([known, *published]))
    ids = everyone[everyone >= 0]
    groups = _groups(members, state)
    above = np.full((len(DIMENSIONS), groups.count), -1, dtype=np.int64)
    registry = Registry(ids, record_keys(ids, noise_key), groups, np.isin(ids, known), {}, {}, above)
    places = registry.places(stated)
    codes = _codes(members, groups)
    for at, rows in _by_period(members).items():
        registry.rows[at] = (places[rows], codes[:, rows])
    for kind, start in sorted(registry.rows, key=lambda at: at[1]):
        _state_parents(above, registry.rows[(kind, start)][1])
    for key, table in populations.items():
        found = registry.places(counted[key])
        for (kind, start), rows in _by_period(table).items():
            registry.counted[(key, kind, start)] = found[rows]
    return registry


def _state_parents(above: Ints, where: Ints) -> None:
    for upper, high in enumerate(TREE):
        for low in TREE[upper + 1 :]:
            child, parent = where[AT[low]], where[AT[high]]
            stated = (child >= 0) & (parent >= 0)
            above[AT[high], child[stated]] = parent[stated]
    for low in (*TREE[1:], *MARGINS):
        child = where[AT[low]]
        stated = child >= 0
        above[AT[Dimension.ORGANISATION], child[stated]] = where[AT[Dimension.ORGANISATION], stated]


def _groups(members: ArrowTable, state: State) -> Groups:
    names: list[tuple[str, ...]] = []
    for dimension in DIMENSIONS:
        found = {each.group for sets in state.sets.values() for each in sets if each.dimension is dimension}
        if dimension is Dimension.ORGANISATION:
            found.add(WHOLE)
        else:
            found.update(texts(members, dimension.value).names)
        names.append(tuple(sorted(found)))
    return Groups(tuple(names), np.concatenate([[0], np.cumsum([len(each) for each in names])]).astype(np.int64))


def _codes(members: ArrowTable, groups: Groups) -> Ints:
    codes = np.zeros((len(DIMENSIONS), int(members.num_rows)), dtype=np.int64)
    for at, dimension in enumerate(DIMENSIONS):
        if dimension is not Dimension.ORGANISATION:
            codes[at] = named(texts(members, dimension.value), groups.numbers(at))
    codes[AT[Dimension.ORGANISATION]] = groups.numbers(AT[Dimension.ORGANISATION])[WHOLE]
    return codes


def _by_period(table: ArrowTable) -> dict[tuple[PeriodKind, int], Ints]:
    kinds, starts = texts(table, "kind"), integers(table, "start")
    if len(starts) == 0:
        return {}
    order = np.lexsort((starts, kinds.codes))
    cuts = np.flatnonzero((np.diff(kinds.codes[order]) != 0) | (np.diff(starts[order]) != 0)) + 1
    return {(PeriodKind(kinds.names[int(kinds.codes[rows[0]])]), int(starts[rows[0]])): rows for rows in np.split(order, cuts)}
