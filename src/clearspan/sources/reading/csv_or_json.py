"""Files of a system that exports a table, and records through its API: one reading for both."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import Unwrap
from clearspan.sources.source import Batch, KeptField

Facts = dict[str, pa.Table]


@dataclass(frozen=True)
class OfTable:
    """The declared columns of a table, and the facts that are made of its rows."""

    fields: Sequence[KeptField]
    facts: Callable[[CsvRows], Facts]


@dataclass(frozen=True)
class OfRecords:
    """The declared type of JSON records, what finds them, and the facts that are made of them."""

    declared: pa.StructType
    unwrap: Unwrap
    facts: Callable[[JsonRows], Facts]


def read_csv_or_json(arrived: Arrived, table: OfTable, records: OfRecords) -> Iterator[Batch]:
    """The batches of a file, which is a table or holds records."""
    if arrived.sample().format == "csv":
        for rows in read_csv(arrived, table.fields):
            yield rows.batch(table.facts(rows))
        return
    for rows in read_json(arrived, records.declared, records.unwrap):
        yield rows.batch(records.facts(rows))
