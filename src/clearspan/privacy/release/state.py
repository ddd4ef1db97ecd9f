"""The published state: which figures were released, and of whom each group last consisted.

A table of three kinds of row (column `record`):
- member: a group's people as last published, by population, minimum, kind, dimension and group; `day` is the last day of the
  period whose membership it is;
- released: a metric, tool, kind and period start (`day`) that was released, for all groups at once;
- merged: in a small organisation, the merged group (`group`) to which a team (`name`) belongs.

An erased person becomes FORGOTTEN in every list, so that a set can never silently be one person smaller.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearspan.privacy.release.columns import ArrowTable, Ints, arrow_type, integers, pa
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind

FORGOTTEN = -1
"""Stands in a list of people for a person who was erased."""

STATE_COLUMNS = {
    "record": "string",
    "name": "string",
    "minimum": "int32",
    "tool": "string",
    "kind": "string",
    "dimension": "string",
    "group": "string",
    "day": "int32",
    "people": "people",
}
"""Columns of the state and their types."""

_NO_PEOPLE: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class PlanKey:
    """Groups are published apart for each population (of sensitive measures, under a name of its own), minimum and kind of
    period."""

    population: str
    minimum: int
    kind: PeriodKind


@dataclass(frozen=True)
class PublishedSet:
    """A group as last published: its people, and the last day of the period whose membership it is."""

    dimension: Dimension
    group: str
    day: int
    people: Ints


@dataclass(frozen=True)
class ReleasedFigure:
    """A metric for a tool and period: released once, for all its groups together."""

    metric: str
    tool: str
    kind: PeriodKind
    start: int


@dataclass(frozen=True)
class State:
    """The published state, read."""

    sets: dict[PlanKey, tuple[PublishedSet, ...]]
    released: frozenset[ReleasedFigure]
    merged: dict[str, str]


def empty_state() -> ArrowTable:
    """The state before the first release: no rows."""
    return pa.table({name: pa.array([], type=arrow_type(kind)) for name, kind in STATE_COLUMNS.items()})


def read_state(table: ArrowTable) -> State:
    """The state that a table holds."""
    sets: dict[PlanKey, list[PublishedSet]] = {}
    released: set[ReleasedFigure] = set()
    merged: dict[str, str] = {}
    lists: Any = table.column("people").combine_chunks()
    bounds, people = _lists(lists, int(table.num_rows))
    columns = (table.column(name).to_pylist() for name in ("record", "name", "minimum", "tool", "kind", "dimension"))
    days = integers(table, "day")
    groups: list[str] = table.column("group").to_pylist()
    for row, (record, name, minimum, tool, kind, dimension) in enumerate(zip(*columns, strict=True)):
        if record == "merged":
            merged[name] = groups[row]
        elif record == "released":
            released.add(ReleasedFigure(name, tool, PeriodKind(kind), int(days[row])))
        else:
            found = PublishedSet(Dimension(dimension), groups[row], int(days[row]), people[bounds[row] : bounds[row + 1]])
            sets.setdefault(PlanKey(name, minimum, PeriodKind(kind)), []).append(found)
    return State({key: tuple(value) for key, value in sets.items()}, frozenset(released), merged)


def write_state(state: State) -> ArrowTable:
    """The table that holds a state, in a fixed order."""
    rows: list[tuple[object, ...]] = []
    people: list[Ints] = []
    for key in sorted(state.sets, key=lambda item: (item.population, item.minimum, item.kind)):
        for each in state.sets[key]:
            rows.append(("member", key.population, key.minimum, "", key.kind, each.dimension, each.group, each.day))
            people.append(each.people)
    for figure in sorted(state.released, key=lambda item: (item.metric, item.tool, item.kind, item.start)):
        rows.append(("released", figure.metric, 0, figure.tool, figure.kind, "", "", figure.start))
    for team, group in sorted(state.merged.items()):
        rows.append(("merged", team, 0, "", "", Dimension.TEAM, group, 0))
    people.extend([_NO_PEOPLE] * (len(rows) - len(people)))
    offsets = np.concatenate([[0], np.cumsum([len(one) for one in people], dtype=np.int64)]).astype(np.int32)
    values = np.concatenate([_NO_PEOPLE, *people]).astype(np.int32)
    lists = pa.ListArray.from_arrays(pa.array(offsets, type=pa.int32()), pa.array(values, type=pa.int32()))
    names = [name for name in STATE_COLUMNS if name != "people"]
    columns: dict[str, Any] = {
        name: pa.array([row[at] for row in rows], type=arrow_type(STATE_COLUMNS[name])) for at, name in enumerate(names)
    }
    return pa.table({**columns, "people": lists})


def forget_people(table: ArrowTable, people: set[int]) -> ArrowTable:
    """The state without the people: each becomes FORGOTTEN, so that the sets they were in can no longer be computed."""
    state = read_state(table)
    gone = np.array(sorted(people), dtype=np.int64)
    sets = {
        key: tuple(
            PublishedSet(each.dimension, each.group, each.day, np.where(np.isin(each.people, gone), FORGOTTEN, each.people))
            for each in found
        )
        for key, found in state.sets.items()
    }
    return write_state(State(sets, state.released, state.merged))


def _lists(lists: Any, rows: int) -> tuple[Ints, Ints]:
    if rows == 0:
        return np.zeros(1, dtype=np.int64), _NO_PEOPLE
    if isinstance(lists, pa.ChunkedArray):
        lists = pa.concat_arrays(lists.chunks)
    bounds = np.asarray(lists.offsets.to_numpy(), dtype=np.int64)
    return bounds, np.asarray(lists.values.to_numpy(), dtype=np.int64)
