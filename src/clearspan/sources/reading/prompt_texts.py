"""Texts in records of prompts, of which nothing but the names of their tasks is handed on."""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.conforming import free_text
from clearspan.sources.reading.digest import TASKS, task_of
from clearspan.sources.reading.sieve import Mask

DIGESTED = "digested"
"""Marks a record of which the texts are replaced already, so that it is not done twice."""

Asks = Callable[[dict[str, Any]], bool]
"""Whether a record's text is a person's request."""


def marked(record: dict[str, Any], places: Sequence[tuple[str, ...]], asks: Asks) -> dict[str, Any]:
    """The record, marked, with a task or nothing at each of the places (names, the outer ones first) where a text may stand.

    Where the record does not ask for anything, as an answer does not, its texts are taken out unread.
    """
    read = asks(record)
    for *outer, last in places:
        inside: Any = record
        for name in outer:
            inside = inside.get(name) if isinstance(inside, dict) else None
        if isinstance(inside, dict) and last in inside:
            inside[last] = task_of(free_text(inside[last]) or "") if read else None
    return {**record, DIGESTED: True}


def tasks_in(column: pa.Array, asked: Mask, done: pa.Array | None = None) -> pa.Array:
    """The task of each text of a column, null where none is told or nothing is `asked`; equal texts are looked at once. Where a
    record is `done`, its text is the name of a task already."""
    chosen = pc.if_else(pa.array(asked), column.cast(pa.string()), pa.scalar(None, pa.string())).dictionary_encode()
    texts = chosen.dictionary.to_pylist()
    found = pa.array(list(map(task_of, texts)), pa.string()).take(chosen.indices)
    if done is None or not pc.any(done).as_py():
        return found
    named = pa.array([text if text in TASKS else None for text in texts], pa.string()).take(chosen.indices)
    return pc.if_else(pc.fill_null(done, False), named, found)
