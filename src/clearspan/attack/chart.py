"""The organisation chart as an insider looks it up: who is counted in a cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.attack.insider import Insider
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind, period_of
from clearspan.vocabulary.shape import Population
from clearspan.vocabulary.tool import ANY_TOOL

People = np.ndarray
"""Sorted person numbers, int64."""

NOBODY: People = np.empty(0, dtype=np.int64)


AT_WORK = f"{Population.AT_WORK}:"
"""Goes before the name of a work system, so that it is told from a tool."""

MERGED_BY = " + "
"""Joins the keys of teams that a small organisation shows together."""

LEADERS = "leaders"
"""Key of the level in which sensitive measures pool everyone who leads."""

NO_TEAM = "no team stated"
"""Stands among merged teams for the people without one."""


@dataclass(frozen=True)
class Counted:
    """Whom a figure counts: a population, and for the licensed a tool, for those at work a work system. `pooled`: leaders are in
    no group but the organisation and one of their own."""

    population: Population
    tool: str
    pooled: bool = False

    @property
    def whom(self) -> tuple[str | None, bool]:
        """Tells apart figures that count different people in a group."""
        return self.held, self.pooled

    @property
    def held(self) -> str | None:
        """The tool whose licence the counted people hold, or the system in which they work; None where neither matters."""
        if self.population is Population.AT_WORK:
            return f"{AT_WORK}{self.tool}"
        return self.tool if self.population is Population.LICENSED else None


@dataclass(frozen=True)
class Roll:
    """Everyone employed at the end of one period: `people` sorted, and for each dimension a group number a person.

    Group number -1 is 'not stated'; `names[dimension][number]` is the group's key.
    """

    people: People
    codes: dict[str, np.ndarray]
    names: dict[str, list[str]]

    def group(self, dimension: str, name: str) -> People:
        """The members of one group; nobody where there is no such group."""
        return self._groups.get((dimension, name), NOBODY)

    def merged(self, joined: Iterable[str]) -> "Roll":
        """The same people with teams merged as the published names say: the names of merged teams joined by MERGED_BY."""
        names, codes = list(self.names[Dimension.TEAM]), self.codes[Dimension.TEAM].copy()
        for name in joined:
            parts = [part for part in name.split(MERGED_BY) if part in names]
            inside = np.isin(codes, [names.index(part) for part in parts])
            if NO_TEAM in name.split(MERGED_BY):
                inside |= codes < 0
            codes[inside] = len(names)
            names.append(name)
        return Roll(self.people, self.codes | {Dimension.TEAM: codes}, self.names | {Dimension.TEAM: names})

    def with_leaders_pooled(self, leading: frozenset[str]) -> "Roll":
        """The same people with those of the leading levels in the group LEADERS and in no other but the organisation."""
        level = self.codes[Dimension.LEVEL]
        leads = np.isin(level, [number for number, name in enumerate(self.names[Dimension.LEVEL]) if name in leading])
        codes = {
            dimension: each if dimension == Dimension.ORGANISATION else np.where(leads, -1, each)
            for dimension, each in self.codes.items()
        }
        names = [*self.names[Dimension.LEVEL], LEADERS]
        codes[Dimension.LEVEL] = np.where(leads, len(names) - 1, level)
        return Roll(self.people, codes, self.names | {Dimension.LEVEL: names})

    @cached_property
    def _groups(self) -> dict[tuple[str, str], People]:
        found: dict[tuple[str, str], People] = {}
        for dimension, codes in self.codes.items():
            order = np.argsort(codes, kind="stable")
            edges = np.searchsorted(codes[order], np.arange(len(self.names[dimension]) + 1))
            for number, name in enumerate(self.names[dimension]):
                found[dimension, name] = self.people[order[edges[number] : edges[number + 1]]]
        return found


class Chart:
    """Looks up who is in which group when, and who holds a licence; every look-up is kept."""

    def __init__(self, insider: Insider, published: Iterable[tuple[str, int, str]] = ()) -> None:
        """`published` are the kind, first day and name of the team groups that the surfaces list."""
        self._rolls = {key: _roll(table) for key, table in _split(insider.members, ("kind", "start")).items()}
        self._ending = {period_of(int(start), PeriodKind(str(kind))).end: (str(kind), int(start)) for kind, start in self._rolls}
        self._merge(published)
        self._leading = insider.leading
        self._pooled: dict[tuple[str | int, ...], Roll] = {}
        self._licences = {
            key: np.unique(table["person"].to_numpy().astype(np.int64))
            for key, table in _split(insider.licensed, ("tool", "kind", "start")).items()
        }
        speaking = () if insider.own is None else _split(insider.own, ("metric", "tool", "kind", "start")).items()
        self._own = {key: _parts(table) for key, table in speaking}
        self._counted: dict[tuple[object, ...], People] = {}

    def _merge(self, published: Iterable[tuple[str, int, str]]) -> None:
        joined: dict[tuple[str | int, ...], list[str]] = {}
        for kind, start, name in published:
            roll = self._rolls.get((kind, start))
            if roll and MERGED_BY in name and name not in roll.names.get(Dimension.TEAM, [name]):
                joined.setdefault((kind, start), []).append(name)
        self._rolls |= {key: self._rolls[key].merged(names) for key, names in joined.items()}

    def roll(self, kind: str, start: int) -> Roll | None:
        """Everyone at the end of a period; None where the insider does not know the period."""
        return self._rolls.get((kind, start))

    def period_as_of(self, kind: str, day: int) -> tuple[str, int]:
        """Kind and first day of a period that ends on the day, of that kind where one does; else of the one that holds it."""
        own = period_of(day, PeriodKind(kind))
        if own.end == day:
            return kind, own.start
        return self._ending.get(day, (kind, own.start))

    def holders(self, tool: str, kind: str, start: int) -> People:
        """Who holds a licence of the tool, or of any tool, in a period."""
        held = self._licences.get((tool, kind, start))
        if held is None and tool == ANY_TOOL:
            licences = {key: people for key, people in self._licences.items() if not str(key[0]).startswith(AT_WORK)}
            several = [people for key, people in licences.items() if key[1:] == (kind, start)]
            held = np.unique(np.concatenate(several)) if several else NOBODY
            self._licences[tool, kind, start] = held
        return NOBODY if held is None else held

    def own(self, metric: str, tool: str, kind: str, start: int, people: People) -> np.ndarray | None:
        """What each of the people adds to a sum; None where one of them does not speak."""
        speakers, values = self._own.get((metric, tool, kind, start), (NOBODY, NOBODY))
        if not len(speakers):
            return None
        at = np.minimum(np.searchsorted(speakers, people), len(speakers) - 1)
        return values[at] if (speakers[at] == people).all() else None

    def counted(self, dimension: str, group: str, kind: str, as_of: int, whom: Counted) -> People:
        """The people of a population who were in a group at the end of the period that holds the day `as_of`; nobody where
        the insider does not know the period or the group."""
        key = (dimension, group, kind, as_of, whom.whom)
        if key not in self._counted:
            self._counted[key] = self._look_up(dimension, group, kind, as_of, whom)
        return self._counted[key]

    def _look_up(self, dimension: str, group: str, kind: str, as_of: int, whom: Counted) -> People:
        kind, start = self.period_as_of(kind, as_of)
        roll = self._pooled_roll(kind, start) if whom.pooled and self._leading else self.roll(kind, start)
        if roll is None:
            return NOBODY
        people = roll.group(dimension, group)
        if whom.held is None:
            return people
        return np.intersect1d(people, self.holders(whom.held, kind, start), assume_unique=True)

    def _pooled_roll(self, kind: str, start: int) -> Roll | None:
        roll = self.roll(kind, start)
        if roll is not None and (kind, start) not in self._pooled:
            self._pooled[kind, start] = roll.with_leaders_pooled(self._leading)
        return self._pooled.get((kind, start))


def _split(table: pa.Table, by: tuple[str, ...]) -> dict[tuple[str | int, ...], pa.Table]:
    if table.num_rows == 0:
        return {}
    ordered = table.sort_by([(name, "ascending") for name in by])
    columns = [ordered[name].to_numpy(zero_copy_only=False) for name in by]
    change = np.zeros(ordered.num_rows, dtype=bool)
    change[0] = True
    for column in columns:
        change[1:] |= column[1:] != column[:-1]
    starts = np.flatnonzero(change)
    ends = np.append(starts[1:], ordered.num_rows)
    return {
        tuple(value if isinstance(value, str) else int(value) for value in (column[first] for column in columns)): ordered.slice(
            first, last - first
        )
        for first, last in zip(starts.tolist(), ends.tolist(), strict=True)
    }


def _parts(table: pa.Table) -> tuple[People, np.ndarray]:
    ordered = table.sort_by("person")
    return ordered["person"].to_numpy().astype(np.int64), ordered["value"].to_numpy().astype(float)


def _roll(table: pa.Table) -> Roll:
    ordered = table.sort_by("person")
    codes: dict[str, np.ndarray] = {}
    names: dict[str, list[str]] = {}
    for dimension in Dimension:
        if dimension not in ordered.column_names:
            continue
        coded = pc.dictionary_encode(ordered[dimension].combine_chunks().cast(pa.string()))
        codes[dimension] = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        names[dimension] = coded.dictionary.to_pylist()
    return Roll(ordered["person"].to_numpy().astype(np.int64), codes, names)
