"""The attributes of many OTLP records as columns, name by name, without an object for each record; and marks of all of them.

Lines are decoded straight into classes that have no more than what is read. Whatever is not written as the format says it is left
to the reading of parsed exports, which is told by None.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Annotated, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec import Struct

from clearspan.sources.reading.otlp import iso
from clearspan.sources.reading.pages import check_utf8
from clearspan.sources.reading.seen import Marks
from clearspan.sources.reading.typed_records import line_ends

T = TypeVar("T")

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""A whole number that every parser of JSON takes for the same."""

_UNTOLD = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Value(Struct, gc=False, rename="camel"):
    """A value of an attribute; one without any of these is a list, a map or nothing."""

    string_value: str | None = None
    int_value: str | Whole | None = None
    double_value: str | Whole | float | None = None
    bool_value: bool | None = None


class Attribute(Struct, gc=False, rename="camel"):
    """A name and a value."""

    key: str
    value: Value


class Described(Struct, gc=False, rename="camel"):
    """What has attributes."""

    attributes: list[Attribute] = []


def decoded(decoder: "msgspec.json.Decoder[T]", lines: bytes) -> list[T] | None:
    """What each line holds; None where a line is not exactly one object of the decoder's type."""
    ends = line_ends(lines)
    if ends is None:
        return None
    try:
        check_utf8(lines)
        found = decoder.decode_lines(lines)
    except _UNTOLD:
        return None
    return found if len(found) == ends + 1 else None


class Codes(dict[str, int]):
    """Name -> number of an attribute, in the order in which names are met. The declared `names` that are not a record's `own`
    come first."""

    def __init__(self, names: Collection[str], own: Collection[str]) -> None:
        super().__init__((name, place) for place, name in enumerate(name for name in names if name not in own))
        self.given = len(self)
        self._declared = {*names, *(name.partition(".")[0] for name in names)}

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number

    def others(self) -> list[str]:
        """The names met that are not declared."""
        return [name for name in list(self)[self.given :] if name not in self._declared]


@dataclass
class Attributes:
    """The attributes of some records, one after the other. The text of a list, a map or nothing is None; `column` has the texts
    once more."""

    known: Codes
    codes: npt.NDArray[np.int64]
    texts: list[str | None]
    column: pa.Array
    lengths: npt.NDArray[np.int64]

    def columns(self, outer: npt.NDArray[np.int64]) -> dict[str, pa.Array]:
        """Given name -> the texts of as many of the first records as `outer` has numbers: of the record that says for them what
        they do not say themselves."""
        given, records = self.known.given, len(self.lengths)
        places = np.full((given + 1, records), -1, np.int64)
        places[np.minimum(self.codes, given), np.repeat(np.arange(records), self.lengths)] = np.arange(len(self.codes))
        own = places[:given, : len(outer)]
        found = np.where(own < 0, places[:given, outer], own)
        return {name: self.column.take(pa.array(row, mask=row < 0)) for name, row in zip(self.known, found, strict=False)}

    def marks(self) -> Marks:
        """The sum of `otlp.mark` of each record's names and texts: the same in one run of the program, whatever their order."""
        names = np.fromiter(map(hash, self.known), np.int64, len(self.known))[self.codes].view(np.uint64)
        texts = np.fromiter(map(hash, self.texts), np.int64, len(self.texts)).view(np.uint64)
        hashes = (names | np.uint64(1)) * (texts + np.uint64(1))
        added = np.concatenate([np.zeros(1, np.uint64), np.cumsum(hashes, dtype=np.uint64)])
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.lengths)])
        return added[ends[1:]] - added[ends[:-1]]


def attributes_of(records: Sequence[Described], known: Codes) -> Attributes:
    """The attributes of records."""
    lists = list(map(attrgetter("attributes"), records))
    flat: list[Attribute] = list(chain.from_iterable(lists))
    texts: list[str | None] = list(map(attrgetter("value.string_value"), flat))
    column = pa.array(texts, pa.string())
    if column.null_count:
        for place in np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False)).tolist():
            texts[place] = _written(flat[place].value)
        column = pa.array(texts, pa.string())
    lengths = np.fromiter(map(len, lists), np.int64, len(lists))
    codes = np.fromiter(map(known.__getitem__, map(attrgetter("key"), flat)), np.int64, len(flat))
    return Attributes(known, codes, texts, column, lengths)


def _written(value: Value) -> str | None:
    for found in (value.int_value, value.double_value, value.bool_value):
        if found is not None:
            return str(found)
    return None


def moments_of(counts: Sequence[str | int | None]) -> pa.Array:
    """The moments of counts of nanoseconds in ISO 8601; many records share one."""
    said = {count: None if count is None else iso(str(count)) for count in set(counts)}
    return pa.array(list(map(said.get, counts)), pa.string())


def rows_of(columns: Mapping[str, pa.Array], declared: pa.StructType, before: str = "") -> pa.StructArray:
    """Rows of a declared type, made of a column for each of its dotted names."""
    arrays = [
        rows_of(columns, item.type, f"{before}{item.name}.") if pa.types.is_struct(item.type) else columns[before + item.name]
        for item in declared
    ]
    return pa.StructArray.from_arrays(arrays, fields=list(declared))
