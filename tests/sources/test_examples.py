"""Every source's examples: what arrives, and what is stored of it.

A folder below tests/sources/<source>/ holds a file arrived.* and the file stored.json: what becomes of it after the door.
In stored.json days are written as dates and null columns are left out. CLEARSPAN_WRITE_EXAMPLES=1 writes it anew, for review.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.sources.counted import Counted

import clearspan.sources.vendors
from clearspan.shelf import read_shelf
from clearspan.sources.door import enter
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.fact_rows import fact_schema
from clearspan.sources.recognise import recognise
from clearspan.sources.source import Batch, Source
from clearspan.vocabulary.period import day_of
from clearspan.vocabulary.tables import TABLES

HERE = Path(__file__).parent
SOURCES = read_shelf(clearspan.sources.vendors, Source)
EXAMPLES = sorted(path for path in HERE.glob("*/**/arrived*") if path.is_file())
PERSONAL = re.compile(r"quillfeather|oystermouth|brambleby|thistlewick|[\w.+-]+@[\w-]+\.\w+", re.IGNORECASE)
"""Surnames of the people in the examples, and every e-mail address."""


def read_all(path: Path) -> tuple[dict[str, Any], list[Batch]]:
    """The example as stored, and its raw batches."""
    file = arrived(path, HERE)
    recognition = recognise(file, SOURCES.values())
    identities = Counted()
    batches = list(recognition.source.read(file))
    facts: dict[str, list[dict[str, Any]]] = {}
    for batch in batches:
        for name, rows in enter(batch, recognition.source, 1, identities).items():
            assert rows.schema == fact_schema(TABLES[name])
            facts.setdefault(name, []).extend(map(_legible, rows.to_pylist()))
    dropped = {reason: count for batch in batches for reason, count in batch.dropped.items()}
    rejects = sorted((reject for batch in batches for reject in batch.rejects), key=lambda reject: reject.record)
    records = sum(batch.records for batch in batches)
    stored = {
        "source": recognition.source.name,
        "why": recognition.why,
        "records": records,
        "kept": records - sum(dropped.values()) - len(rejects),
        "dropped": dropped,
        "rejected": [f"record {item.record}, {item.field or 'whole record'}: {item.reason}" for item in rejects],
        "fields_dropped": sorted(frozenset().union(*(batch.fields_dropped for batch in batches))),
        "facts": facts,
    }
    return stored, batches


def _legible(row: dict[str, Any]) -> dict[str, Any]:
    days = {name for name in row if name.endswith("_day") or name in ("day", "week", "as_of")}
    return {
        name: day_of(value).isoformat() if name in days else str(value) if name in ("cost", "monthly", "hourly") else value
        for name, value in row.items()
        if value is not None
    }


def _written(stored: dict[str, Any]) -> str:
    """stored.json with one fact a line."""
    facts = stored["facts"]
    body = json.dumps({**stored, "facts": {}}, indent=2, ensure_ascii=False).removesuffix("{}\n}")
    tables = [
        f"    {json.dumps(name)}: [\n" + ",\n".join("      " + json.dumps(row) for row in rows) + "\n    ]"
        for name, rows in facts.items()
    ]
    return body + "{\n" + ",\n".join(tables) + "\n  }\n}\n"


def _text(path: Path) -> str:
    return b"".join(arrived(path).blocks()).decode()


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_an_example(name: str) -> None:
    assert any(HERE / name in path.parents for path in EXAMPLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.parent.relative_to(HERE)))
def test_what_arrives_is_personal_and_what_is_stored_is_not(path: Path) -> None:
    stored, batches = read_all(path)
    text = _text(path).lower()
    raw = {
        value
        for batch in batches
        for rows in batch.facts.values()
        if isinstance(rows, pa.Table) and "identifier" in rows.column_names
        for value in rows.column("identifier").to_pylist()
    }
    personal = {match.group().lower() for match in PERSONAL.finditer(text)} | {value.lower() for value in raw if value}
    assert personal
    assert all(value in text for value in personal)
    kept = json.dumps(stored).lower()
    assert not [value for value in personal if value in kept]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.parent.relative_to(HERE)))
def test_what_is_stored_is_what_the_example_says(path: Path) -> None:
    stored, _ = read_all(path)
    golden = path.parent / "stored.json"
    if os.environ.get("CLEARSPAN_WRITE_EXAMPLES"):
        golden.write_text(_written(stored))
    assert json.loads(golden.read_text()) == json.loads(json.dumps(stored))
