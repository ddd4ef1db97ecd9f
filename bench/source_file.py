"""Writes a large file of a source by repeating the records of its example, of many invented people and days."""

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from bench.sound_example import Place, Written, inside, page_place, sound
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.source import FieldRole, KeptField, Source

PEOPLE = 5_000
PAGE_RECORDS = 100
"""Records of a page where a file has one a line; vendors send 50 to 1,000."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(.*)", re.DOTALL)
_NUMBERS = ("id", "qualifier", "sequence")


def example_of(source: Source, examples: Path) -> Path | None:
    """The example of the source from which most records are kept; None where there is none."""
    found = [path for path in (examples / source.name).glob("**/arrived*") if (path.parent / "stored.json").exists()]
    return max(found, key=lambda path: (_kept(path), str(path)), default=None)


def write(source: Source, example: Path, target: Path, size: int) -> None:
    """Write a file of about `size` bytes. Records that the source rejects are left out: a vendor's file hardly has any, and each
    costs the reading of its neighbours one by one."""
    file = arrived(example)
    text = b"".join(file.blocks()).decode()
    vary = _Variation(source.keeps)
    kind = file.sample().format
    with target.open("w", encoding="utf-8", newline="") as out:
        if kind == "csv":
            _write_table(text, vary, source, file.name, out, size)
        elif kind == "ndjson":
            _write_lines(text, vary, source, file.name, out, size)
        else:
            _write_document(text, vary, source, file.name, out, size)


def _kept(example: Path) -> int:
    return json.loads((example.parent / "stored.json").read_text())["kept"]


class _Variation:
    """The same record of another person, or of another day."""

    def __init__(self, keeps: tuple[KeptField, ...]) -> None:
        self._people = {_leaf(name) for item in keeps if item.role is FieldRole.IDENTIFIER for name in (item.name, *item.aliases)}
        telling = (item for item in keeps if item.becomes.endswith("not stored"))
        self._numbers = {_leaf(item.name) for item in telling if item.name.casefold().endswith(_NUMBERS)} - self._people

    def of(self, value: Any, turn: int, name: str = "") -> Any:
        """`value` with what is an identifier by its name made another person's, every number of an event another, and every day
        moved; also in a list of names and values, and in JSON that is written in a text."""
        if isinstance(value, dict):
            said = value.get("key")
            if isinstance(said, str) and isinstance(value.get("value"), dict):
                inner = {kind: self.of(found, turn, _leaf(said)) for kind, found in value["value"].items()}
                return {**value, "value": inner}
            return {key: self.of(inner, turn, _leaf(key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.of(inner, turn, name) for inner in value]
        return self._text(value, turn, name) if isinstance(value, str) and value else value

    def _text(self, value: str, turn: int, name: str) -> str:
        if value.startswith("{"):
            return orjson.dumps(self.of(_json(value), turn)).decode() if _json(value) else value
        if name in self._people:
            return _another(value, turn % PEOPLE)
        return f"{value}-{turn}" if name in self._numbers else _moved(value, turn // PEOPLE)


def _another(value: str, person: int) -> str:
    local, at, domain = value.partition("@")
    if at:
        return f"{local}{person}@{domain}"
    return f"{value[:-5]}{person:05}" if len(value) > 16 else f"{value}{person}"


def _moved(value: str, days: int) -> str:
    match = _DAY.fullmatch(value)
    if not match or not days:
        return value
    try:
        return (date.fromisoformat(match[1]) + timedelta(days=days)).isoformat() + match[2]
    except (ValueError, OverflowError):
        return value


def _write_table(text: str, vary: _Variation, source: Source, name: str, out: Any, size: int) -> None:
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    header, *found = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)

    def written(rows: list[Any]) -> bytes:
        table = io.StringIO(newline="")
        csv.writer(table, delimiter=delimiter).writerows([header, *rows])
        return table.getvalue().encode()

    rows = sound(source, Written(name, written), found)
    names = [_leaf(column) for column in header]
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    turn = 0
    while out.tell() < size:
        for row in rows:
            writer.writerow([vary.of(value, turn, column) for column, value in zip(names, row, strict=False)])
        turn += 1


def _write_lines(text: str, vary: _Variation, source: Source, name: str, out: Any, size: int) -> None:
    found = [record for line in text.splitlines() if line.strip() and (record := _json(line)) is not None]
    file = Written(name, _lines)
    values = [(value, page_place(source, file, [value])) for value in sound(source, file, found)]
    turn = 0
    while out.tell() < size:
        for value, place in values:
            out.write(_lines([_page(value, place[1:], vary, turn) if place else vary.of(value, turn)]).decode())
        turn += 1


def _write_document(text: str, vary: _Variation, source: Source, name: str, out: Any, size: int) -> None:
    file = Written(name, orjson.dumps)
    document = sound(source, file, json.JSONDecoder().raw_decode(text.lstrip())[0])
    records = inside(document, page_place(source, file, document) or ())
    once = list(records)
    each = max(len(orjson.dumps(once)), 1)
    records[:] = [vary.of(record, turn) for turn in range(-(-size // each)) for record in once]
    out.write(orjson.dumps(document).decode())


def _page(value: Any, place: Place, vary: _Variation, turn: int) -> Any:
    """The page with as many records as a vendor's page has."""
    page = vary.of(value, turn)
    records = inside(page, place)
    once, turns = inside(value, place), -(-PAGE_RECORDS // len(records))
    records[:] = [vary.of(record, turn * turns + more) for more in range(turns) for record in once]
    return page


def _lines(records: list[Any]) -> bytes:
    return b"".join(orjson.dumps(record) + b"\n" for record in records)


def _json(line: str) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None


def _leaf(name: str) -> str:
    return name.rsplit(".", 1)[-1].removesuffix("[]").casefold()
