"""Lines of JSON decoded straight into the declared type, where every line of a piece is sound; nothing else is built of them.

msgspec makes objects of the declared fields alone and checks the rest for being JSON, in a third of the time that it takes to
make everything of a record and to convert that. What is not exactly as declared is left to the reading record by record,
which tells what is wrong and which names are undeclared.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

MOST_NAMES = 256
"""Undeclared names that are passed over; a file with more of them puts data into its names."""

_LINE_END, _RETURN, _OPENING, _CLOSING = b"\n\r{}"


class TypedLines:
    """Reads the pieces of a file that hold nothing but sound records."""

    def __init__(self, declared: pa.StructType) -> None:
        self._declared = declared
        self._passed: set[str] | None = None
        self._strict: msgspec.json.Decoder[Any] | None = None

    def learn(self, names: Iterable[str]) -> None:
        """Nothing; from now on records may have these undeclared names at the top."""
        before = self._passed or set()
        fresh = {name for name in names if _passable(name)} - before
        if self._passed is None or (fresh and len(before) + len(fresh) <= MOST_NAMES):
            self._passed, self._strict = before | fresh, None

    def records(self, piece: bytes) -> list[Any] | None:
        """A record for each line; None where the piece is to be read record by record: nothing has been learnt yet, a line is
        blank or not exactly one sound object, a value is not of its declared type, or a name is new."""
        ends = None if self._passed is None else _line_ends(piece)
        if ends is None:
            return None
        try:
            _check_utf8(piece)
            self._strict = self._strict or msgspec.json.Decoder(_record(self._declared, self._passed))
            found = self._strict.decode_lines(piece)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        return found if len(found) == ends + 1 else None

    def rows(self, records: Sequence[Any]) -> pa.StructArray:
        """The records as rows of the declared type."""
        return _objects(records, self._declared)

    def record(self, line: bytes) -> dict[str, Any] | None:
        """The declared fields of a line by itself, None where `records` would not take it.

        A number too large for any float in a field that nobody wants costs no record, neither here nor there.
        """
        try:
            _check_utf8(line)
            return msgspec.to_builtins(msgspec.json.decode(line, type=_record(self._declared)))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None


def _line_ends(piece: bytes) -> int | None:
    """How many line ends there are; None where one does not stand between two objects, or in the middle of something: between
    a closing and an opening brace JSON has room for a line end only where it is inside of nothing."""
    characters = np.frombuffer(piece, np.uint8)
    ends = np.flatnonzero(characters == _LINE_END)
    if not len(ends):
        return 0
    if ends[0] < 2 or ends[-1] + 1 == len(characters):
        return None
    before = characters[ends - 1]
    if (before == _RETURN).any():
        before = np.where(before == _RETURN, characters[ends - 2], before)
    return len(ends) if (before == _CLOSING).all() and (characters[ends + 1] == _OPENING).all() else None


def _check_utf8(text: bytes) -> None:
    """Nothing; msgspec decodes no text that it passes over."""
    if not text.isascii():
        text.decode()


def _passable(name: str) -> bool:
    return name.isprintable() and '"' not in name and "\\" not in name


def _record(declared: pa.StructType, passed: Iterable[str] | None = None) -> type[msgspec.Struct]:
    """The class of a record; where `passed` is given, it has these undeclared fields and no others."""
    kinds = [(item.name, _kind(item.type) | None, None) for item in declared]
    kinds += [(name, msgspec.Raw, msgspec.Raw()) for name in sorted(passed or ())]
    names = {f"at{place}": name for place, (name, _, _) in enumerate(kinds)}
    fields = [(f"at{place}", kind, default) for place, (_, kind, default) in enumerate(kinds)]
    return msgspec.defstruct("Record", fields, rename=names, gc=False, forbid_unknown_fields=passed is not None)


def _kind(declared: pa.DataType) -> Any:
    if pa.types.is_struct(declared):
        return _record(declared)
    if pa.types.is_list(declared):
        return list[_kind(declared.value_type) | None]
    return bool if pa.types.is_boolean(declared) else float if pa.types.is_floating(declared) else str


def _column(values: Sequence[Any], declared: pa.DataType) -> pa.Array:
    """The decoded values as Arrow, None as null."""
    if pa.types.is_struct(declared):
        return _objects(values, declared)
    if pa.types.is_list(declared):
        return _lists(values, declared)
    return pa.array(values, declared)


def _objects(values: Sequence[Any], declared: pa.StructType) -> pa.StructArray:
    try:
        columns = [list(map(attrgetter(f"at{place}"), values)) for place in range(declared.num_fields)]
    except AttributeError:
        return _objects_or_none(values, declared)
    arrays = [_column(column, item.type) for column, item in zip(columns, declared, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=list(declared))


def _objects_or_none(values: Sequence[Any], declared: pa.StructType) -> pa.StructArray:
    present = [value for value in values if value is not None]
    if not present:
        return pa.nulls(len(values), declared)
    absent = np.array([value is None for value in values])
    return _objects(present, declared).take(pa.array(np.cumsum(~absent) - 1, mask=absent))


def _lists(values: Sequence[Any], declared: pa.ListType) -> pa.ListArray:
    try:
        lengths, mask = list(map(len, values)), None
    except TypeError:
        mask = pa.array([value is None for value in values])
        values = [value or () for value in values]
        lengths = list(map(len, values))
    offsets = np.concatenate([np.zeros(1, np.int32), np.cumsum(lengths, dtype=np.int32)])
    items = _column(list(chain.from_iterable(values)), declared.value_type)
    return pa.ListArray.from_arrays(pa.array(offsets), items, type=declared, mask=mask)
