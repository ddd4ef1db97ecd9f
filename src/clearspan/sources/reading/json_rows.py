"""JSON records as Arrow rows of a declared type, with record numbers; what does not fit is rejected with its field.

Lines of sound records are decoded straight into the declared type. Everything else is parsed by orjson and converted as a
whole to that type or, where it does not fit, record by record; Arrow's own JSON reader is slower, and ends the process at a
top-level null. Numbers are declared as float64, because Arrow would cut a fraction silently when it converts to an integer;
`typed` makes whole numbers of them.
"""

import gc
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.json_values import Broken, Piece, json_pieces, parsed
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed_lines import TypedLines
from clearspan.sources.reading.undeclared import undeclared_keys, undeclared_names
from clearspan.sources.source import Reject

RECORDS_A_BATCH = 16_384
"""Records gathered before the vectorised work begins."""

CONVERTED_AT_ONCE = 2_048
"""Decoded records made columns at a time: enough to make up for Arrow's cost of a call, few enough for the processor's cache."""

NUMBER = pa.float64()
"""The declared type of a JSON number."""

_NUMBER_TEXT = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?")
_TRUTH = {"true": True, "false": False, "1": True, "0": False}


@dataclass
class JsonRows:
    """Rows of the declared type. `records` counts the records seen, those already rejected in the sieve included."""

    rows: pa.StructArray
    sieve: Sieve
    records: int
    undeclared: frozenset[str]


Unwrap = Callable[[Any], list[Any]]
"""Turns one JSON value of a file into records."""


def plain(value: Any) -> list[Any]:
    """The records of a list, or the value as the only record."""
    return value if isinstance(value, list) else [value]


class Unfit(Exception):
    """A value does not fit its declared type; carries the field and the reason, never the value."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(reason)


class Gatherer:
    """Collects records until there are enough for a batch of rows."""

    def __init__(self, declared: pa.StructType, unwrap: Unwrap = plain) -> None:
        self.declared = declared
        self.unwrap = unwrap
        self.count = 0
        self._lines = TypedLines(declared) if unwrap is plain else None
        self._clear()

    def _clear(self) -> None:
        self.arrays: list[pa.Array] = []
        self.numbers: list[int] = []
        self.rejects: list[Reject] = []
        self.undeclared: set[str] = set()
        self._decoded: list[Any] = []

    def add(self, piece: Piece) -> None:
        """Takes some lines or some values of a document."""
        if self._lines is None or not isinstance(piece, bytes):
            self._add_values(parsed(piece))
            return
        decoded = self._lines.records(piece)
        if decoded is None:
            self._add_values(parsed(piece, self._lines.record))
            return
        self.undeclared |= undeclared_keys(
            [value for value in parsed(piece.partition(b"\n")[0]) if isinstance(value, dict)], self.declared
        )
        self._decoded += decoded
        self._number(len(decoded))
        if len(self._decoded) >= CONVERTED_AT_ONCE:
            self._convert()

    def _number(self, records: int) -> None:
        self.numbers.extend(range(self.count + 1, self.count + 1 + records))
        self.count += records

    def _convert(self) -> None:
        if self._lines is not None and self._decoded:
            self.arrays.append(self._lines.rows(self._decoded))
            self._decoded = []

    def _add_values(self, values: Sequence[Any]) -> None:
        """Takes values that are parsed; a Broken one counts as one rejected record."""
        self._convert()
        records, numbers = [], []
        for value in values:
            if isinstance(value, Broken):
                self.count += 1
                self.rejects.append(Reject(self.count, "", value.reason))
                continue
            found = self.unwrap(value)
            records.extend(found)
            numbers.extend(range(self.count + 1, self.count + 1 + len(found)))
            self.count += len(found)
        if records:
            self._add(records, numbers)

    def _add(self, records: Sequence[Any], numbers: Sequence[int]) -> None:
        objects = [record for record in records if isinstance(record, dict)]
        array = _whole(records, self.declared) if len(objects) == len(records) else None
        if array is None:
            array, numbers = self._each(records, numbers)
        self.arrays.append(array)
        self.numbers.extend(numbers)
        self.undeclared |= undeclared_keys(objects, self.declared)
        if self._lines is not None:
            self._lines.learn(undeclared_names(objects, self.declared))

    def full(self) -> bool:
        """True where there is enough for a batch."""
        return len(self.numbers) + len(self.rejects) >= RECORDS_A_BATCH

    def empty(self) -> bool:
        """True where nothing has been gathered."""
        return not self.numbers and not self.rejects

    def take(self) -> JsonRows:
        """The rows gathered so far; begins anew."""
        self._convert()
        rows = pa.concat_arrays(self.arrays) if self.arrays else pa.array([], self.declared)
        sieve = Sieve(np.array(self.numbers, dtype=np.int64))
        sieve.rejects.extend(self.rejects)
        found = JsonRows(rows, sieve, len(self.numbers) + len(self.rejects), frozenset(self.undeclared))
        self._clear()
        return found

    def _each(self, records: Sequence[Any], numbers: Sequence[int]) -> tuple[pa.Array, list[int]]:
        """The records one by one: what can be read as declared is, the rest is rejected."""
        fit, kept = [], []
        for record, number in zip(records, numbers, strict=True):
            try:
                if not isinstance(record, dict):
                    raise Unfit("", "the record is not a JSON object")
                fit.append(conformed(record, self.declared, ""))
                kept.append(number)
            except Unfit as unfit:
                self.rejects.append(Reject(number, unfit.name, unfit.reason))
        return pa.array(fit, self.declared), kept


def read_json(arrived: Arrived, declared: pa.StructType, unwrap: Unwrap = plain) -> Iterator[JsonRows]:
    """The records of a JSON file in batches; at least one batch.

    The file holds one JSON value a line, or one or more JSON documents, or either in pages that `unwrap` opens. A record's number
    is its place in the file, from 1. Raises UnreadableFile where a document is over the limit or not complete.
    """
    gatherer = Gatherer(declared, unwrap)
    told = False
    for piece in json_pieces(arrived):
        with _no_garbage_collection():
            gatherer.add(piece)
        if gatherer.full():
            yield gatherer.take()
            told = True
    if not told or not gatherer.empty():
        yield gatherer.take()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Parsed JSON has no cycles; to look for some among its thousands of new objects takes a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _whole(records: Sequence[Any], declared: pa.StructType) -> pa.Array | None:
    """All objects in one conversion, or None where one does not fit."""
    try:
        return pa.array(records, declared)
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        return None


def conformed(value: Any, declared: pa.DataType, name: str) -> Any:
    """The value as its declared type, reading numbers and truth written as text. Raises Unfit, naming the dotted field."""
    if value is None:
        return None
    if pa.types.is_struct(declared):
        return _object(value, declared, name)
    if pa.types.is_list(declared):
        return _list(value, declared, name)
    read = _truth if pa.types.is_boolean(declared) else _number if pa.types.is_floating(declared) else _text
    return read(value, name)


def _object(value: Any, declared: pa.StructType, name: str) -> dict[str, Any] | None:
    if value in ("", []):
        return None
    if not isinstance(value, dict):
        raise Unfit(name, "is not an object")
    dot = f"{name}." if name else ""
    return {item.name: conformed(value.get(item.name), item.type, dot + item.name) for item in declared}


def _list(value: Any, declared: pa.ListType, name: str) -> list[Any] | None:
    if value == "":
        return None
    if not isinstance(value, list):
        raise Unfit(name, "is not a list")
    return [conformed(item, declared.value_type, name) for item in value]


def _text(value: Any, name: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unfit(name, "is not text")
    return str(value)


def _truth(value: Any, name: str) -> bool | None:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower() if isinstance(value, str | int) else "?"
    if text == "":
        return None
    if text not in _TRUTH:
        raise Unfit(name, "is neither true nor false")
    return _TRUTH[text]


def _number(value: Any, name: str) -> float | None:
    if isinstance(value, str):
        text = value.strip()
        if text == "":
            return None
        if not _NUMBER_TEXT.fullmatch(text):
            raise Unfit(name, "is not a number")
        return float(text)
    if not isinstance(value, int | float):
        raise Unfit(name, "is not a number")
    return float(value)
