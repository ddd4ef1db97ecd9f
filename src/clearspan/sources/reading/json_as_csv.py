"""JSON records as rows of text columns, for reports that a vendor writes as CSV and as JSON with the same columns."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.header import plain_name
from clearspan.sources.reading.json_rows import read_json
from clearspan.sources.reading.pages import Unwrap
from clearspan.sources.reading.typed import texts
from clearspan.sources.source import KeptField


def read_json_as_csv(arrived: Arrived, fields: Sequence[KeptField], unwrap: Unwrap) -> Iterator[CsvRows]:
    """The records that `unwrap` finds, as read_csv gives rows; at least one batch.

    A key matches a field's name or alias whatever its case, spaces and signs, as in a header. Numbers and truth become text. A
    column is absent where no record so far had its key.
    """
    names = {plain_name(name): item.name for item in fields for name in (item.name, *item.aliases)}
    declared = pa.struct([pa.field(item.name, pa.string()) for item in fields])
    known: dict[str, str] = {}
    found: set[str] = set()

    def named(key: str) -> str:
        if key not in known:
            known[key] = names.get(plain_name(key), key)
            found.add(known[key])
        return known[key]

    def opened(value: Any) -> list[Any]:
        return [
            {named(key): _text(inner) for key, inner in record.items()} if isinstance(record, dict) else record
            for record in unwrap(value)
        ]

    for batch in read_json(arrived, declared, opened):
        columns = {item.name: texts(pc.struct_field(batch.rows, item.name)) for item in fields if item.name in found}
        yield CsvRows(columns, batch.sieve, batch.records, batch.undeclared)


def _text(value: Any) -> Any:
    """Numbers and truth as text; anything else as it is."""
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int | float) else value
