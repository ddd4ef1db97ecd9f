"""Distinct values in a table of facts, read file by file without a query engine."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from clearspan.errors import StoreError
from clearspan.warehouse.pointer import READ_ATTEMPTS
from clearspan.warehouse.schema import arrow_schema, table_named
from clearspan.warehouse.store import Store


def distinct_rows(store: Store, table: str, columns: Sequence[str]) -> pa.Table:
    """The distinct rows of some columns, in no order; in memory there is one file of these columns at a time."""
    schema = pa.schema([arrow_schema(table_named(table)).field(name) for name in columns])
    for _ in range(READ_ATTEMPTS):
        try:
            parts = [_distinct(pq.ParquetFile(file).read(columns=list(columns)).cast(schema)) for file in store.files(table)]
        except FileNotFoundError:
            continue
        return _distinct(pa.concat_tables(parts)) if parts else schema.empty_table()
    raise StoreError(
        f"a file of {table} that the manifest names does not exist",
        where=str(store.layout.root),
        remedy="Restore the folder from a backup, or remove it and run again on all exports.",
    )


def _distinct(rows: pa.Table) -> pa.Table:
    return rows.group_by(rows.column_names).aggregate([])
