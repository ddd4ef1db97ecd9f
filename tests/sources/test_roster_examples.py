"""The examples of staff lists as spells: what stands in the files, and what is stored of it.

spells.json beside an example holds the rows of person_spell with days as dates and without nulls, and what was found
wrong. CLEARSPAN_WRITE_EXAMPLES=1 writes it anew, for review.
"""

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.sources.staff_lists import person_spells

import clearspan.sources.vendors
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import key_of
from clearspan.shelf import read_shelf
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.source import Source
from clearspan.sources.staff.roster_files import RosterFile
from clearspan.sources.staff.roster_rows import ROSTER, ROSTER_SCHEMA
from clearspan.vocabulary.period import day_of

HERE = Path(__file__).parent
SOURCES = {name: source for name, source in read_shelf(clearspan.sources.vendors, Source).items() if source.kind == "roster"}
EXAMPLES = sorted(path for name in SOURCES for path in (HERE / name).glob("**/arrived*"))


def told(path: Path, register: Identities) -> dict[str, Any]:
    name = path.relative_to(HERE).parts[0]
    file, source = arrived(path, HERE / name), SOURCES[name]
    rows = pa.concat_tables([batch.facts[ROSTER] for batch in source.read(file)])
    assert rows.schema == ROSTER_SCHEMA
    spells = person_spells([RosterFile(file.name, 1, rows)], register)
    return {
        "spells": [legible(row) for row in spells.rows.to_pylist()],
        "findings": [str(finding) for finding in spells.findings],
        "managers_outside": spells.managers_outside,
    }


def legible(row: dict[str, Any]) -> dict[str, Any]:
    days = {name for name in row if name.endswith("_day") or name == "as_of"}
    stated = {name: value for name, value in row.items() if value is not None}
    return {name: day_of(value).isoformat() if name in days else value for name, value in stated.items()}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.parent.relative_to(HERE)))
def test_spells_are_what_the_example_says(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARSPAN_NOW", "2026-06-01T00:00:00Z")
    with Identities(tmp_path, key_of(bytes(range(32)))) as register:
        spells = told(path, register)
    golden = path.parent / "spells.json"
    if os.environ.get("CLEARSPAN_WRITE_EXAMPLES"):
        rows = ",\n    ".join(json.dumps(row) for row in spells["spells"])
        rest = json.dumps({**spells, "spells": []}, indent=2).replace('"spells": []', f'"spells": [\n    {rows}\n  ]')
        golden.write_text(rest + "\n")
    assert json.loads(golden.read_text()) == json.loads(json.dumps(spells))
    kept = golden.read_text().lower()
    assert not [name for name in ("quillfeather", "oystermouth", "brambleby", "thistlewick", "@") if name in kept]
