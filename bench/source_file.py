"""Writes a large file of a source by repeating the records of its example, of many invented people and days."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from clearspan.sources.reading.arrived import arrived
from clearspan.sources.source import FieldRole, Source

PEOPLE = 5_000
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(.*)", re.DOTALL)


def example_of(source: Source, examples: Path) -> Path | None:
    """The example of the source from which most records are kept; None where there is none."""
    found = [path for path in (examples / source.name).glob("**/arrived*") if (path.parent / "stored.json").exists()]
    return max(found, key=lambda path: (_kept(path), str(path)), default=None)


def write(source: Source, example: Path, target: Path, size: int) -> None:
    """Write a file of about `size` bytes. Records that the source rejects are left out where they can be told: a vendor's file
    hardly has any, and each costs the reading of its neighbours one by one."""
    file = arrived(example)
    batches = list(source.read(file))
    numbers = {reject.record for batch in batches for reject in batch.rejects}
    faulty = _Faulty(sum(batch.records for batch in batches), numbers)
    text = b"".join(file.blocks()).decode()
    names = {_leaf(name) for item in source.keeps if item.role is FieldRole.IDENTIFIER for name in (item.name, *item.aliases)}
    vary = _Variation(names)
    kind = file.sample().format
    with target.open("w", encoding="utf-8", newline="") as out:
        if kind == "csv":
            _write_table(text, vary, faulty, out, size)
        elif kind == "ndjson":
            _write_lines(text, vary, faulty, out, size)
        else:
            _write_document(text, vary, faulty, out, size)


def _kept(example: Path) -> int:
    return json.loads((example.parent / "stored.json").read_text())["kept"]


@dataclass(frozen=True)
class _Faulty:
    """The numbers of the records that the source rejects, of so many."""

    records: int
    numbers: set[int]

    def left_out(self, records: list[Any]) -> list[Any]:
        """The sound records; all of them where these are not the records that are numbered, or none is sound."""
        if len(records) != self.records:
            return records
        return [record for number, record in enumerate(records, 1) if number not in self.numbers] or records


class _Variation:
    """The same record of another person, or of another day."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def of(self, value: Any, turn: int, name: str = "") -> Any:
        """`value` with what is an identifier by its name made another person's, and every day moved."""
        if isinstance(value, dict):
            return {key: self.of(inner, turn, _leaf(key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.of(inner, turn, name) for inner in value]
        if name in self._names and isinstance(value, str) and value:
            return _another(value, turn % PEOPLE)
        return _moved(value, turn // PEOPLE) if isinstance(value, str) else value


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


def _write_table(text: str, vary: _Variation, faulty: _Faulty, out: Any, size: int) -> None:
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    header, *found = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    rows = faulty.left_out(found)
    names = [_leaf(name) for name in header]
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    turn = 0
    while out.tell() < size:
        for row in rows:
            writer.writerow([vary.of(value, turn, name) for name, value in zip(names, row, strict=False)])
        turn += 1


def _write_lines(text: str, vary: _Variation, faulty: _Faulty, out: Any, size: int) -> None:
    found = [_json(line) for line in text.splitlines() if line.strip()]
    records = [record for record in faulty.left_out(found) if record is not None]
    turn = 0
    while out.tell() < size:
        out.writelines(orjson.dumps(vary.of(record, turn)).decode() + "\n" for record in records)
        turn += 1


def _write_document(text: str, vary: _Variation, faulty: _Faulty, out: Any, size: int) -> None:
    document, _ = json.JSONDecoder().raw_decode(text.lstrip())
    records = _longest(document)
    once = faulty.left_out(list(records))
    each = max(len(orjson.dumps(once)), 1)
    records[:] = [vary.of(record, turn) for turn in range(-(-size // each)) for record in once]
    out.write(orjson.dumps(document).decode())


def _longest(document: Any) -> list[Any]:
    """The outermost list of objects with most text in it."""
    found = [inner for inner in _lists(document) if any(isinstance(item, dict) for item in inner)]
    return max(found, key=lambda inner: len(orjson.dumps(inner)))


def _lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _lists(inner)


def _json(line: str) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None


def _leaf(name: str) -> str:
    return name.rsplit(".", 1)[-1].removesuffix("[]").casefold()
