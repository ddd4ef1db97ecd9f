"""JSON values taken apart into records: pages of an API, or a list; what a page says of all its records goes into each.

`Paged` called with a parsed value gives parsed records; of the text itself it tells where each record stands in it, without
making anything of them, which takes a fifth of the time of parsing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

Unwrap = Callable[[Any], list[Any]]
"""Turns one JSON value of a file into records."""

_LOOKED_AT = 256
_UNTOLD = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What says that records cannot be told apart."""

_LIST = msgspec.json.Decoder(list[msgspec.Raw])


@dataclass(frozen=True)
class RawRecords:
    """Records as they are written, of one page or of several. `stated` holds for each page the number of its records, and what it
    says of each that does not say it itself. Where `opened` is False, a record may yet be a page."""

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
    """Takes apart pages, one or a list of them: the records are the list of the name `under`, which may stand in an object of the
    name `inside`. A field of the page that is among `carried` stands in each record that has none of its own. What is no page is
    a record itself; without `under`, a list is one of records."""

    def __init__(self, carried: tuple[str, ...], under: str, inside: str) -> None:
        self._carried, self._under, self._inside = carried, under, inside

    @cached_property
    def _page(self) -> msgspec.json.Decoder[Any]:
        """What decodes a page; `inner` is the page in the object of the name `inside`."""
        names = {"records": self._under} | {f"said{at}": name for at, name in enumerate(self._carried)}
        said = ((f"said{at}", Any, None) for at in range(len(self._carried)))
        fields = [("records", list[msgspec.Raw] | None, None), *said]
        page = msgspec.defstruct("Page", [*fields, ("inner", None, None)], rename={**names, "inner": ""})
        if self._inside:
            page = msgspec.defstruct("Outer", [*fields, ("inner", page | None, None)], rename={**names, "inner": self._inside})
        return msgspec.json.Decoder(page)

    def __call__(self, value: Any) -> list[Any]:
        """The records of a value."""
        if not self._under:
            return value if isinstance(value, list) else [value]
        if isinstance(value, list):
            return [record for item in value for record in self._records(item)]
        return self._records(value)

    def of_document(self, text: bytes) -> RawRecords | None:
        """The records of a document; None where they cannot be told apart, or it is one record."""
        try:
            if text[:_LOOKED_AT].lstrip()[:1] == b"{":
                return self._pages([text])
            raws = _LIST.decode(text)
            return self._pages(raws) or RawRecords(raws, opened=not self._under)
        except _UNTOLD:
            return None

    def of_lines(self, lines: bytes) -> RawRecords | None:
        """The records of pages that stand one a line; None where one is none, or cannot be told apart."""
        try:
            return self._pages(lines.split(b"\n"))
        except _UNTOLD:
            return None

    def _pages(self, texts: Sequence[bytes | msgspec.Raw]) -> RawRecords | None:
        """The records of pages; None where one is none, or there is none."""
        records: list[msgspec.Raw] = []
        stated: list[tuple[int, Mapping[str, Any]]] = []
        for text in texts if self._under else ():
            outer = self._page.decode(text)
            page = outer if outer.inner is None else outer.inner
            if page.records is None:
                return None
            said = {name: getattr(page, f"said{at}") for at, name in enumerate(self._carried)}
            records += page.records
            stated.append((len(page.records), {name: value for name, value in said.items() if value is not None}))
        return RawRecords(records, stated) if stated else None

    def _records(self, value: Any) -> list[Any]:
        if self._inside and isinstance(value, dict) and isinstance(value.get(self._inside), dict):
            value = value[self._inside]
        if not isinstance(value, dict) or not isinstance(value.get(self._under), list):
            return [value]
        stated = {name: value[name] for name in self._carried if value.get(name) is not None}
        for record in value[self._under] if stated else ():
            state(record, stated)
        return value[self._under]


def paged(*carried: str, under: str = "data", inside: str = "") -> Paged:
    """What takes pages apart."""
    return Paged(carried, under, inside)


plain = Paged((), "", "")
"""The records of a list, or the value as the only record."""


def state(record: Any, stated: Mapping[str, Any]) -> None:
    """Nothing; a record that is an object holds what its page states, where it says nothing itself."""
    if isinstance(record, dict):
        for name, said in stated.items():
            if record.get(name) is None:
                record[name] = said


def first_record(value: Any, under: str = "data", inside: str = "") -> dict[str, Any] | None:
    """The first record of what may be a record, a page, or a list of either; None where there is none."""
    for _ in range(3):
        if inside and isinstance(value, dict) and isinstance(value.get(inside), dict):
            value = value[inside]
        inner = value[under] if isinstance(value, dict) and isinstance(value.get(under), list) else value
        value = (inner[0] if inner else None) if isinstance(inner, list) else inner
    return value if isinstance(value, dict) else None
