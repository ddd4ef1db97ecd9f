"""The JSON values of a file: one a line, or whole documents; parsed by orjson, so that no input can do harm."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from clearspan.errors import UnreadableFile
from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.lines import Overlong, grouped_lines
from clearspan.sources.reading.pages import Paged, RawRecords, Unwrap, state

VALUES_A_PIECE = 512
"""Values of a document handed on at a time; small groups stay in the processor's cache."""


@dataclass(frozen=True)
class Broken:
    """Stands for a line that is no JSON value."""

    reason: str


Piece = bytes | Overlong | list[Any] | RawRecords
"""Some whole lines, a line left out, some values of a document that was parsed as a whole, or records as they are written."""


Rescue = Callable[[bytes], Any | None]
"""Makes a record of a line that is no JSON value, or None."""


def json_pieces(arrived: Arrived, unwrap: Unwrap) -> Iterator[Piece]:
    """The file in pieces: of its lines where each is a value, else of its documents; the items of a list come one by one, and
    the records of pages as they are written where `unwrap` can tell them apart.

    Raises UnreadableFile where a document is over the limit or is not complete.
    """
    if arrived.sample().format == "ndjson":
        yield from grouped_lines(arrived.blocks(), arrived.limits.line_bytes)
        return
    text = _whole_text(arrived)
    pages = unwrap.of_document(text) if isinstance(unwrap, Paged) else None
    if pages is not None:
        yield from pages.parts(VALUES_A_PIECE)
        return
    for document in _documents(text, arrived.name):
        values = document if isinstance(document, list) else [document]
        for start in range(0, len(values), VALUES_A_PIECE):
            yield values[start : start + VALUES_A_PIECE]


def parsed(piece: bytes | Overlong | list[Any], rescue: Rescue | None = None) -> list[Any]:
    """The values of a piece. Lines are parsed at once as one list where all are sound, else one by one; a line that is none is
    what `rescue` makes of it, or Broken."""
    if isinstance(piece, list):
        return piece
    if isinstance(piece, Overlong):
        return [Broken(f"the line is longer than {piece.limit:,} bytes")]
    lines = piece.strip()
    try:
        values = orjson.loads(b"[" + lines.replace(b"\n", b"\n,") + b"]")
        if len(values) == lines.count(b"\n") + 1:
            return values
    except orjson.JSONDecodeError:
        pass
    return [_value(line, rescue) for line in piece.split(b"\n") if line and not line.isspace()]


def parsed_records(piece: RawRecords, rescue: Rescue | None = None) -> list[Any]:
    """The records of a piece, each with what its page states; one that is no JSON is what `rescue` makes of it, or Broken."""
    try:
        records = orjson.loads(piece.text())
    except orjson.JSONDecodeError:
        records = [_value(bytes(record), rescue) for record in piece.records]
    for page, stated in piece.runs(records):
        for record in page:
            state(record, stated)
    return records


def _value(line: bytes, rescue: Rescue | None) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        found = rescue(line) if rescue else None
        return Broken("the line is not complete JSON") if found is None else found


def _whole_text(arrived: Arrived) -> bytes:
    blocks, size = [], 0
    for block in arrived.blocks():
        size += len(block)
        if size > arrived.limits.document_bytes:
            raise UnreadableFile(
                f"is one JSON document of more than {arrived.limits.document_bytes:,} bytes.",
                where=arrived.name,
                remedy="Save it with one record a line.",
            )
        blocks.append(block)
    return b"".join(blocks)


def _documents(text: bytes, where: str) -> Iterator[Any]:
    """The documents, one after the other."""
    try:
        yield orjson.loads(text)
        return
    except orjson.JSONDecodeError:
        pass
    try:
        rest = text.decode().strip()
    except UnicodeDecodeError:
        raise UnreadableFile("is not UTF-8 text.", where=where, remedy="Export it again, as UTF-8.") from None
    decoder = json.JSONDecoder()
    at, count = 0, 0
    while at < len(rest):
        try:
            value, at = decoder.raw_decode(rest, at)
        except (ValueError, RecursionError):
            raise UnreadableFile(
                f"is not complete JSON after {count} whole documents.", where=where, remedy="Download it again."
            ) from None
        yield value
        count += 1
        while at < len(rest) and rest[at] in " \t\r\n,":
            at += 1
