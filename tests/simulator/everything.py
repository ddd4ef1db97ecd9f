"""What the sources read of a simulated organisation that writes every format."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.sources.counted import Counted

import clearspan.sources.vendors
from clearspan.shelf import read_shelf
from clearspan.sources.door import enter
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.recognise import recognise
from clearspan.sources.source import Source
from clearspan.vocabulary.tables import TABLES

SOURCES = read_shelf(clearspan.sources.vendors, Source)

Row = dict[str, Any]


@dataclass
class Read:
    """What one source read: its files, how many records, what was dropped and rejected, and its facts by table and natural
    key, in which a later file replaces an earlier one; `known` are the identities of all sources by kind and name."""

    known: dict[tuple[str, str], int]
    files: list[str] = field(default_factory=list[str])
    records: int = 0
    dropped: Counter[str] = field(default_factory=Counter[str])
    rejected: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    facts: dict[str, dict[tuple[Any, ...], Row]] = field(default_factory=dict[str, dict[tuple[Any, ...], Row]])

    def rows(self, table: str, **having: object) -> list[Row]:
        """The rows of a table, with these values."""
        return [row for row in self.facts.get(table, {}).values() if all(row[name] == value for name, value in having.items())]


def read_everything(exports: Path) -> dict[str, Read]:
    """What each source on the shelf read of the files that are its own; raises where a file is no source's, or two sources'.

    A file without content is the vendor's answer for a day of which it knows nothing yet, and nobody's.
    """
    identities = Counted()
    found = {name: Read(identities.known) for name in SOURCES}
    for number, path in enumerate(sorted(path for path in exports.rglob("*") if path.is_file() and path.stat().st_size), 1):
        file = arrived(path, exports)
        source = recognise(file, SOURCES.values()).source
        read = found[source.name]
        read.files.append(str(path.relative_to(exports)))
        for batch in source.read(file):
            for name, table in enter(batch, source, number, identities).items():
                rows = read.facts.setdefault(name, {})
                key = TABLES[name].key
                rows.update((tuple(row[column] for column in key), row) for row in table.to_pylist())
            read.records += batch.records
            read.dropped.update(batch.dropped)
            read.rejected.update((reject.field, reject.reason) for reject in batch.rejects)
    return found
