"""JSON decoded straight into the declared type, where every record of a piece is sound; nothing else is built of them.

msgspec makes objects of the declared fields alone and checks the rest for being JSON, in a third of the time that it takes to
make everything of a record and to convert that. What is not exactly as declared is left to the reading record by record,
which tells what is wrong and which names are undeclared.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any

import msgspec
import numpy as np
import pyarrow as pa

from clearspan.sources.reading.conforming import FREE_TEXT, NUMBER_TEXT, free_text
from clearspan.sources.reading.field_names import DECLARED_NAMES, FieldNames
from clearspan.sources.reading.pages import RawRecords, check_utf8

MOST_NAMES = 256
"""Undeclared names that are passed over; a file with more of them puts data into its names."""

CONVERTED_AT_ONCE = 512
"""Decoded records made columns at a time: enough to make up for Arrow's cost of a call, few enough for the processor's cache."""

_LINE_END, _RETURN, _OPENING, _CLOSING = b"\n\r{}"

_Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""A whole number that every parser of JSON takes for the same."""

_NumberText = Annotated[str, msgspec.Meta(pattern=rf"^\s*({NUMBER_TEXT})?\s*$")]
"""A number that is written as text, or nothing."""

_TruthText = Annotated[str, msgspec.Meta(pattern=r"^\s*(?i:true|false|1|0)?\s*$")]

_FEW_FIELDS = 3
"""Of so few fields each is taken from an object by itself."""


class TypedRecords:
    """Reads the pieces of a file that hold nothing but sound records."""

    def __init__(self, declared: pa.StructType, names: FieldNames = DECLARED_NAMES, passed: frozenset[str] | None = None) -> None:
        self._declared, self._names = declared, names
        self._passed = passed
        kinds = [(item.name, str if pa.types.is_string(item.type) else _kind(item.type)) for item in declared]
        self._places = {name: (f"at{at}", kind) for at, (name, kind) in enumerate(kinds)}

    def learnt(self) -> frozenset[str] | None:
        """The undeclared names that records may have; None where nothing has been learnt yet."""
        return self._passed

    @property
    def fresh(self) -> bool:
        """Whether nothing has been learnt yet."""
        return self._passed is None

    def learn(self, names: Iterable[str]) -> None:
        """Nothing; from now on records may have these undeclared names at the top."""
        before = self._passed or frozenset()
        fresh = {name for name in names if _passable(name)} - before
        if self._passed is None or (fresh and len(before) + len(fresh) <= MOST_NAMES):
            self._passed = before | fresh

    def of_lines(self, lines: bytes) -> list[Any] | None:
        """A record for each line; None where the lines are to be read record by record: nothing has been learnt yet, a line is
        blank or not exactly one sound object, a value is not of its declared type, or a name is new."""
        ends = None if self._passed is None else line_ends(lines)
        if ends is None:
            return None
        try:
            check_utf8(lines)
            found = _decoder(self._declared, self._passed, self._names).decode_lines(lines)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        return found if len(found) == ends + 1 else None

    def of_raw(self, piece: RawRecords) -> list[Any] | None:
        """The records with what their page states; None as of lines, or where what is stated is not of its declared type."""
        if self._passed is None or not piece.records:
            return None
        try:
            found = list(map(_decoder(self._declared, self._passed, self._names).decode, piece.records))
            for page, stated in piece.runs(found):
                self._state(page, stated)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        return found

    def rows(self, records: Sequence[Any]) -> pa.StructArray:
        """The records as rows of the declared type."""
        return _objects(records, self._declared)

    def rescued(self, line: bytes) -> dict[str, Any] | None:
        """The declared fields of a record by itself, None where neither `of_lines` nor `of_raw` would take it.

        A number too large for any float in a field that nobody wants costs no record, neither here nor there.
        """
        try:
            check_utf8(line)
            return msgspec.to_builtins(msgspec.json.decode(line, type=_record(self._declared, None, self._names)))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def _state(self, records: Sequence[Any], stated: Mapping[str, Any]) -> None:
        """Nothing; the records hold what is stated of them. Raises ValidationError where that is not of its declared type."""
        for name, value in stated.items():
            attribute, kind = self._places.get(name, ("", None))
            said = value if type(value) is kind else msgspec.convert(value, kind)
            for record in records if attribute else ():
                if getattr(record, attribute) is None:
                    setattr(record, attribute, said)


def line_ends(piece: bytes) -> int | None:
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


def _passable(name: str) -> bool:
    return name.isprintable() and '"' not in name and "\\" not in name


@lru_cache(maxsize=256)
def _decoder(declared: pa.StructType, passed: frozenset[str] | None, names: FieldNames) -> msgspec.json.Decoder[Any]:
    """What decodes a record."""
    return msgspec.json.Decoder(_record(declared, passed, names))


@lru_cache(maxsize=1024)
def _record(
    declared: pa.StructType, passed: frozenset[str] | None = None, names: FieldNames = DECLARED_NAMES
) -> type[msgspec.Struct]:
    """The class of a record; where `passed` is given, it has these undeclared fields and no others."""
    file_names = dict(names.written)
    kinds = [(item.name, _kind(item.type, names.loose) | None, None) for item in declared]
    kinds += [(name, msgspec.Raw, msgspec.Raw()) for name in sorted(passed or ())]
    rename = {f"at{place}": file_names.get(name, name) for place, (name, _, _) in enumerate(kinds)}
    fields = [(f"at{place}", kind, default) for place, (_, kind, default) in enumerate(kinds)]
    return msgspec.defstruct("Record", fields, rename=rename, gc=False, forbid_unknown_fields=passed is not None)


def _kind(declared: pa.DataType, loose: bool = False) -> Any:
    """The Python type of a value; a name or a category may be written as a number, a number or truth as a text."""
    if pa.types.is_struct(declared):
        return _record(declared)
    if pa.types.is_list(declared):
        return list[_kind(declared.value_type) | None]
    if pa.types.is_boolean(declared):
        return bool | _TruthText
    if pa.types.is_floating(declared):
        return float | _NumberText
    if declared == FREE_TEXT:
        return Any
    return str | _Whole | float | bool | list[str] if loose else str | _Whole | float


def _column(values: Sequence[Any], declared: pa.DataType) -> pa.Array:
    """The decoded values as Arrow, None as null."""
    if pa.types.is_struct(declared):
        return _objects(values, declared)
    if pa.types.is_list(declared):
        return _lists(values, declared)
    try:
        return pa.array(values, declared)
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        if (found := _numbers(values) if pa.types.is_floating(declared) else None) is not None:
            return found
        plain, read = _READ[declared]
        return pa.array([value if value is None or type(value) is plain else read(value) for value in values], declared)


def _numbers(values: Sequence[Any]) -> pa.Array | None:
    """Numbers of which some are written as text; None where one is written as an empty text."""
    try:
        found = np.array(values, np.float64)
    except ValueError:
        return None
    return pa.array(found, mask=np.isnan(found))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(value)
    return str(value).lower() if type(value) is bool else str(value)


def _truth(value: str) -> bool | None:
    return {"true": True, "false": False, "1": True, "0": False}.get(value.strip().lower())


def _number(value: str) -> float | None:
    return float(value) if value.strip() else None


_READ = {pa.string(): (str, _text), pa.bool_(): (bool, _truth), pa.float64(): (float, _number), FREE_TEXT: (str, free_text)}
"""What a column of a type holds, and what becomes of what is written otherwise."""


def _objects(values: Sequence[Any], declared: pa.StructType) -> pa.StructArray:
    mask, absent = None, values.count(None)
    if absent == len(values):
        return pa.nulls(len(values), declared)
    if not absent:
        columns = _fields(values, declared.num_fields)
    else:
        mask = pa.array([value is None for value in values])
        nothing = _record(declared)()
        columns = _fields([nothing if value is None else value for value in values], declared.num_fields)
    arrays = [_column(column, item.type) for column, item in zip(columns, declared, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=list(declared), mask=mask)


def _fields(values: Sequence[Any], fields: int) -> list[list[Any]]:
    """The first fields of the objects, a list for each field."""
    if fields <= _FEW_FIELDS:
        return [list(map(attrgetter(f"at{place}"), values)) for place in range(fields)]
    flat = list(chain.from_iterable(map(msgspec.structs.astuple, values)))
    width = len(flat) // max(len(values), 1) or 1
    return [flat[place::width] for place in range(fields)]


def _lists(values: Sequence[Any], declared: pa.ListType) -> pa.ListArray:
    mask = None
    if None in values:
        mask = pa.array([value is None for value in values])
        values = [value or () for value in values]
    lengths = list(map(len, values))
    offsets = np.concatenate([np.zeros(1, np.int32), np.cumsum(lengths, dtype=np.int32)])
    items = _column(list(chain.from_iterable(values)), declared.value_type)
    return pa.ListArray.from_arrays(pa.array(offsets), items, type=declared, mask=mask)
