"""JSON values taken apart into records: pages of an API, or a list; what a page says of all its records goes into each.

`Paged` called with a parsed value gives parsed records; of the text itself it tells where each record stands in it, without
making anything of them, which takes a fifth of the time of parsing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

import msgspec

Unwrap = Callable[[Any], list[Any]]
"""Turns one JSON value of a file into records."""

Empty = Callable[[dict[str, Any]], bool]
"""Whether an object without records is a page."""

_LOOKED_AT = 256
_UNTOLD = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What says that records cannot be told apart."""

_NOTHING = msgspec.Raw()
_ABSENT = (_NOTHING, msgspec.Raw(b"null"))
_LIST = msgspec.json.Decoder(list[msgspec.Raw])

_Steps = tuple[tuple[str, str, bool], ...]
"""The names on the way to the records, the attributes that hold what is behind them, and whether that is a list."""


@dataclass(frozen=True)
class RawRecords:
    """Records as they are written, in sound UTF-8, of one page or of several. `stated` holds for each page the number of its
    records, and what it says of each that does not say it itself. Where `opened` is False, a record may yet be a page."""

    records: Sequence[bytes | msgspec.Raw]
    stated: Sequence[tuple[int, Mapping[str, Any]]] = ()
    opened: bool = True

    def parts(self, size: int) -> "Iterator[RawRecords]":
        """The same in parts of so many records."""
        for start in range(0, len(self.records), size):
            stop = min(start + size, len(self.records))
            yield RawRecords(self.records[start:stop], self._stated(start, stop), self.opened)

    def runs(self, records: Sequence[Any]) -> Iterator[tuple[Sequence[Any], Mapping[str, Any]]]:
        """What was made of the records, page by page, with what the page says; pages that say nothing are left out."""
        at = 0
        for length, stated in self.stated:
            if stated:
                yield records[at : at + length], stated
            at += length

    def text(self) -> bytes:
        """The records as one JSON list."""
        return b"[" + b",".join(self.records) + b"]"

    def _stated(self, start: int, stop: int) -> list[tuple[int, Mapping[str, Any]]]:
        found: list[tuple[int, Mapping[str, Any]]] = []
        at = 0
        for length, stated in self.stated:
            within = min(at + length, stop) - max(at, start)
            if within > 0:
                found.append((within, stated))
            at += length
        return found


class Paged:
    """Takes apart pages, one or a list of them. `under` says where the records are: names with dots between them, of which the
    last one is a list; with `[]` behind a name, that one is a list, and the records stand inside it. Several places are looked
    into one after the other. A field of the page that is among `carried` stands in each record that has none of its own. What is
    no page is a record itself, unless `empty` says that it is a page without records; without `under`, a list is one of records.
    """

    def __init__(self, carried: tuple[str, ...], under: tuple[str, ...], empty: Empty | None = None) -> None:
        self._carried, self._empty = carried, empty
        self._places = tuple(map(_steps, under))

    @cached_property
    def _page(self) -> msgspec.json.Decoder[Any]:
        """What decodes a page."""
        return msgspec.json.Decoder(_type_of(self._places, self._carried))

    def __call__(self, value: Any) -> list[Any]:
        """The records of a value."""
        if not self._places:
            return value if isinstance(value, list) else [value]
        if isinstance(value, list):
            return [record for item in value for record in self._records(item)]
        return self._records(value)

    def opens(self, value: Any) -> bool:
        """Whether a value is a page that has records, or room for some."""
        return any(_found(value, steps) is not None for steps in self._places)

    def of_document(self, text: bytes) -> RawRecords | None:
        """The records of a document; None where they cannot be told apart, or it is one record."""
        try:
            check_utf8(text)
            if text[:_LOOKED_AT].lstrip()[:1] == b"{":
                return self._raw([self._page.decode(text)]) if self._places else None
            raws = _LIST.decode(text)
            pages = self._raw(map(self._page.decode, raws)) if self._places else None
            return pages or RawRecords(raws, opened=not self._places)
        except _UNTOLD:
            return None

    def of_lines(self, lines: bytes) -> RawRecords | None:
        """The records of pages that stand one a line; None where one is none, or cannot be told apart."""
        try:
            check_utf8(lines)
            return self._raw(self._page.decode_lines(lines)) if self._places else None
        except _UNTOLD:
            return None

    def _raw(self, pages: Iterable[Any]) -> RawRecords | None:
        """The records of pages; None where one is none, or there is none."""
        records: list[msgspec.Raw] = []
        stated: list[tuple[int, Mapping[str, Any]]] = []
        for page in pages:
            found = [inner for steps in self._places if (inner := _found_raw(page, steps)) is not None]
            if not found:
                return None
            said = {name: getattr(page, f"said{at}") for at, name in enumerate(self._carried)}
            before = len(records)
            for inner in found:
                records += inner
            stated.append((len(records) - before, {name: value for name, value in said.items() if value is not None}))
        return RawRecords(records, stated) if stated else None

    def _records(self, value: Any) -> list[Any]:
        found = [inner for steps in self._places if (inner := _found(value, steps)) is not None]
        if not found:
            return [] if self._empty and isinstance(value, dict) and self._empty(value) else [value]
        records = found[0] if len(found) == 1 else [record for inner in found for record in inner]
        stated = {name: value[name] for name in self._carried if value.get(name) is not None}
        for record in records if stated else ():
            state(record, stated)
        return records


def paged(*carried: str, under: str | tuple[str, ...] = "data", empty: Empty | None = None) -> Paged:
    """What takes pages apart."""
    return Paged(carried, (under,) if isinstance(under, str) else under, empty)


def state(record: Any, stated: Mapping[str, Any]) -> None:
    """Nothing; a record that is an object holds what its page states, where it says nothing itself."""
    if isinstance(record, dict):
        for name, said in stated.items():
            if record.get(name) is None:
                record[name] = said


def check_utf8(text: bytes) -> None:
    """Nothing; msgspec decodes no text that it passes over. Raises UnicodeDecodeError."""
    if not text.isascii():
        text.decode()


def first_record(value: Any, under: str | tuple[str, ...] = "data") -> dict[str, Any] | None:
    """The first record of what may be a record, a page, or a list of either; None where there is none."""
    for page in (value if isinstance(value, list) else [value])[:1]:
        for record in paged(under=under)(page)[:1]:
            return record if isinstance(record, dict) else None
    return None


def _steps(under: str) -> _Steps:
    names = under if "[]" in under else f"{under}[]"
    return tuple((name.removesuffix("[]"), f"at_{name.removesuffix('[]')}", name.endswith("[]")) for name in names.split("."))


def _found(value: Any, steps: _Steps) -> list[Any] | None:
    """The records below a value, None where the way to them ends before."""
    (name, _, many), rest = steps[0], steps[1:]
    inner = value.get(name) if isinstance(value, dict) else None
    if not many:
        return _found(inner, rest) if rest else None if inner is None else [inner]
    if not isinstance(inner, list) or not rest:
        return inner if isinstance(inner, list) else None
    return [record for item in inner for record in _found(item, rest) or ()]


def _found_raw(page: Any, steps: _Steps) -> list[msgspec.Raw] | None:
    """The same below what was made of a page, in which a record is text."""
    (_, name, many), rest = steps[0], steps[1:]
    inner = getattr(page, name, None)
    if inner is None or not rest:
        return inner if many or inner is None else [inner]
    if not many:
        return _found_raw(inner, rest)
    items = [item for item in inner if item is not None]
    (_, last, listed), further = rest[0], rest[1:]
    if further or listed:
        return [record for item in items for record in _found_raw(item, rest) or ()]
    return [record for record in map(attrgetter(last), items) if record not in _ABSENT]


def _type_of(places: Sequence[_Steps], carried: Sequence[str] = ()) -> type[msgspec.Struct]:
    """The class of the values from which these steps lead to records, with what is carried."""
    below: dict[tuple[str, str, bool], list[_Steps]] = {}
    for first, *rest in places:
        below.setdefault(first, []).extend([tuple(rest)] if rest else [])
    fields: list[tuple[str, Any, Any]] = []
    for (_, attribute, many), rest in below.items():
        kind = _type_of(rest) | None if rest else msgspec.Raw
        fields.append((attribute, list[kind] | None, None) if many else (attribute, kind, None if rest else _NOTHING))
    said = {f"said{at}": name for at, name in enumerate(carried)}
    fields += [(name, Any, None) for name in said]
    rename = {attribute: name for name, attribute, _ in below} | said
    return msgspec.defstruct("Page", fields, rename=rename)


plain = Paged((), ())
"""The records of a list, or the value as the only record."""
