"""New rows merged with the rows that are there: one row a natural key, whatever the order of arrival."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from clearspan.vocabulary.column import Table
from clearspan.warehouse.changes import Changes
from clearspan.warehouse.quote import file_list, name_list
from clearspan.warehouse.schema import arrow_schema, empty_select
from clearspan.warehouse.spool import Incoming

ROW_GROUP = 122_880
"""Rows of a Parquet row group: what DuckDB scans as one unit."""

PRECEDENCE = ("as_of", "arrival")
"""The larger wins, compared in this order; then the rest of the columns decide, so that no order of arrival does."""


def merge(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    incoming: Incoming,
    changes: Changes,
    target: Path,
) -> int:
    """How many rows were written to `target`: the incoming ones, one a natural key, changed, and sorted.

    The same rows give the same bytes, in whatever order they came.
    """
    inputs = [f"SELECT * FROM read_parquet({file_list(incoming.files)}, hive_partitioning = false)"] if incoming.files else []
    if incoming.held is not None:
        connection.register("held_rows", incoming.held)
        inputs.append("SELECT * FROM held_rows")
    everything = " UNION ALL ".join(inputs) or empty_select(table)
    latest = _latest(table, changes.kept(table, everything))
    query = f"SELECT * FROM ({changes.applied(table, latest)}) ORDER BY {name_list(_order(table))}"
    try:
        return _write(arrow_schema(table), connection.sql(query).to_arrow_reader(ROW_GROUP), target)
    finally:
        connection.unregister("held_rows")


def _write(schema: pa.Schema, reader: pa.RecordBatchReader, target: Path) -> int:
    """How many rows were written. Row groups have a fixed size whatever the batches are, so that equal rows give equal
    bytes; only one row group is in memory."""
    rows = 0
    waiting = schema.empty_table()
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in reader:
            waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch]).cast(schema)])
            rows += batch.num_rows
            while waiting.num_rows >= ROW_GROUP:
                writer.write_table(waiting.slice(0, ROW_GROUP).combine_chunks(), ROW_GROUP)
                waiting = waiting.slice(ROW_GROUP)
        if waiting.num_rows:
            writer.write_table(waiting.combine_chunks(), ROW_GROUP)
    return rows


def _latest(table: Table, query: str) -> str:
    names = [column.name for column in table.columns]
    first = [name for name in PRECEDENCE if name in names and name not in table.key]
    rest = [name for name in names if name not in first and name not in table.key]
    order = ", ".join(f'"{name}" DESC NULLS LAST' for name in [*first, *rest])
    window = f"PARTITION BY {name_list(table.key)} ORDER BY {order}"
    return f"SELECT * FROM ({query}) QUALIFY row_number() OVER ({window}) = 1"


def _order(table: Table) -> list[str]:
    leading = [name for name in ("person", table.month) if name and any(c.name == name for c in table.columns)]
    return [*leading, *(name for name in table.key if name not in leading)]
