"""Events added up to rows of usage: a person, a surface and a UTC day, over a whole file, each event once.

A row of usage replaces the row with the same key, so a day has to be added up before its row is made, over all pages and
pieces that hold its events: a file, or the pages of one day's window as one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.day_sums import Codes, DaySums, People
from clearspan.sources.reading.fact_rows import raw_rows
from clearspan.sources.reading.seen import Marks, Mask, Seen, marks, mixed
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.source import Batch
from clearspan.vocabulary.tool import WHOLE_TOOL

TWICE = "told twice"
"""Why a repeated event is left out."""

TASK_TAG = "task tag"
"""The evidence of a task that was recognised by what was written, which is not kept."""

Text = pa.Array | str


@dataclass(frozen=True)
class Events:
    """Columns as long as the sieve that the events are in; single values stand for all of them.

    `surface`: null or None counts for the whole tool alone; the names must be few, mapped by the source. `event`: what tells the
    event from every other, in one column or several; null or None counts it however often it comes. `session`: of which the
    distinct ones are counted. `active`: 1 where the event is activity by the source's definition, 0 where not; None: all are.
    Only an active event makes a row for its surface. `figures`: prompts, actions, accepted, rejected, cost, by column of usage.
    """

    identifier: pa.Array
    kind: Text
    tool: Text
    day: pa.Array
    surface: Text | None = None
    event: "pa.Array | tuple[pa.Array, ...] | None" = None
    session: pa.Array | None = None
    active: pa.Array | None = None
    figures: Mapping[str, pa.Array | int] = field(default_factory=dict)


class EventDays:
    """Usage rows of a file's events. Memory grows with the days of people, not with the events, of which marks are kept."""

    def __init__(self, currency: str | None = None) -> None:
        self._currency = currency
        self._people = People()
        self._usage = DaySums(self._people)
        self._tasks = DaySums(self._people)
        self._events, self._sessions = Seen(), Seen()

    def add(self, sieve: Sieve, events: Events) -> None:
        """Nothing; takes the events that the sieve keeps. Rejects those without a usable identifier or a day; drops those told
        before."""
        people = self._admitted(sieve, events)
        kept = pa.array(sieve.open)
        if not sieve.open.any():
            return
        people, day = people[sieve.open], events.day.filter(kept).to_numpy().astype(np.int64)
        tool = _each(events.tool, kept)
        active = pa.repeat(pa.scalar(1, pa.int64()), len(people)) if events.active is None else events.active.filter(kept)
        figures = {"record": pa.array(sieve.numbers[sieve.open]), "active": active.cast(pa.int64())}
        figures |= {name: _amount(value, kept, len(people)) for name, value in events.figures.items()}
        session = None if events.session is None else _Sessions.of(events.session.filter(kept))
        keys = self._usage.keys(people, _labels(self._usage, tool, pa.repeat(WHOLE_TOOL, len(people))), day)
        self._put(keys, figures, session)
        if events.surface is None:
            return
        surface = _each(events.surface, kept)
        part = pc.and_(pc.is_valid(surface), pc.fill_null(pc.equal(figures["active"], 1), False))
        at = part.to_numpy(zero_copy_only=False)
        keys = self._usage.keys(people[at], _labels(self._usage, tool.filter(part), surface.filter(part)), day[at])
        self._put(
            keys,
            {name: column.filter(part) for name, column in figures.items()},
            None if session is None else session.at(at),
        )

    def add_tasks(self, sieve: Sieve, events: Events, tasks: Text) -> None:
        """Nothing; takes the named task of each event that the sieve keeps, null where none was recognised; after `add`."""
        named = pc.and_(sieve.kept(), pc.is_valid(_each(tasks, None, len(sieve.open))))
        at = named.to_numpy(zero_copy_only=False)
        if not at.any():
            return
        people = self._people.numbers(sieve, events.kind, events.identifier)[at]
        labels = _labels(self._tasks, _each(events.tool, named), _each(tasks, named))
        keys = self._tasks.keys(people, labels, events.day.filter(named).to_numpy().astype(np.int64))
        ones = pa.repeat(pa.scalar(1, pa.int64()), len(people))
        self._tasks.add(keys, {"record": pa.array(sieve.numbers[at]), "uses": ones})

    def batches(self) -> Iterator[Batch]:
        """The rows of usage and, where tasks were named, of task_use; made of records that were counted before."""
        for sums in self._usage.rows():
            columns, day = _columns(sums)
            rest = {name: column for name, column in sums.items() if name not in columns and name not in ("label", "day")}
            if "cost" in rest:
                rest["currency"] = pc.if_else(pc.is_valid(rest["cost"]), self._currency, pa.scalar(None, pa.string()))
            rows = {**columns, **rest, "surface": sums["label"], "zone": "UTC"}
            yield Batch({"usage": raw_rows("usage", len(day), rows)}, 0, earlier=True)
        for sums in self._tasks.rows():
            columns, day = _columns(sums)
            rows = {**columns, "record": sums["record"], "task": sums["label"], "evidence": TASK_TAG, "uses": sums["uses"]}
            yield Batch({"task_use": raw_rows("task_use", len(day), rows)}, 0, earlier=True)

    def _admitted(self, sieve: Sieve, events: Events) -> Codes:
        """The people of the events, after what cannot be used is rejected and what was told before is dropped."""
        sieve.reject(pc.is_null(events.day), "day", "is missing")
        people = self._people.numbers(sieve, events.kind, events.identifier)
        if events.event is not None:
            told = events.event if isinstance(events.event, tuple) else (events.event,)
            known = np.logical_or.reduce([column.is_valid().to_numpy(zero_copy_only=False) for column in told])
            at = np.flatnonzero(sieve.open & known)
            twice = np.zeros(len(people), dtype=np.bool_)
            of = told if len(at) == len(people) else [column.take(pa.array(at)) for column in told]
            twice[at] = ~self._events.first(marks(of))
            sieve.drop(twice, TWICE)
        return people

    def _put(self, keys: Codes, figures: Mapping[str, pa.Array], session: "_Sessions | None") -> None:
        if session is not None:
            figures = {**figures, "sessions": self._new_sessions(keys, session)}
        self._usage.add(keys, figures)

    def _new_sessions(self, keys: Codes, session: "_Sessions") -> pa.Array:
        """1 where a session is met for the first time under its key, 0 where again, null where there is none."""
        found: Marks = mixed(keys.view(np.uint64), session.marks)
        first = np.zeros(len(keys), dtype=np.int64)
        first[session.known] = self._sessions.first(found[session.known])
        return pa.array(first, mask=~session.known)


@dataclass(frozen=True)
class _Sessions:
    """The sessions of events by their marks, and of which events one is known."""

    marks: Marks
    known: Mask

    @classmethod
    def of(cls, session: pa.Array) -> "_Sessions":
        return cls(marks([session]), session.is_valid().to_numpy(zero_copy_only=False))

    def at(self, rows: Mask) -> "_Sessions":
        return _Sessions(self.marks[rows], self.known[rows])


def _columns(sums: Mapping[str, pa.Array]) -> tuple[dict[str, Any], pa.Array]:
    day = sums["day"]
    names = ("identifier", "identifier_kind", "tool")
    span = {"grain": "day", "start_day": day, "end_day": day, "as_of": pc.add(day, pa.scalar(1, pa.int32()))}
    return {**{name: sums[name] for name in names}, **span}, day


def _each(value: Text, kept: pa.Array | None, rows: int = 0) -> pa.Array:
    """The column's kept rows, or the single value for each of them."""
    if isinstance(value, str):
        return pa.repeat(value, rows if kept is None else pc.sum(kept.cast(pa.int64())).as_py() or 0)
    return value if kept is None else value.filter(kept)


def _amount(value: "pa.Array | int", kept: pa.Array, rows: int) -> pa.Array:
    if isinstance(value, int):
        return pa.repeat(pa.scalar(value, pa.int64()), rows)
    return value.filter(kept)


def _labels(sums: DaySums, tool: pa.Array, name: pa.Array) -> Codes:
    """The numbers of the rows' labels."""
    tools, names = tool.dictionary_encode(), name.dictionary_encode()
    width = max(len(names.dictionary), 1)
    pairs = tools.indices.to_numpy().astype(np.int64) * width + names.indices.to_numpy()
    numbers = np.zeros(len(tools.dictionary) * width, np.int64)
    distinct = np.flatnonzero(np.bincount(pairs, minlength=len(numbers)))
    numbers[distinct] = [sums.label(_at(tools, pair // width), _at(names, pair % width)) for pair in distinct.tolist()]
    return numbers[pairs]


def _at(coded: pa.DictionaryArray, place: int) -> str:
    return coded.dictionary[place].as_py()
