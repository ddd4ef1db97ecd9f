"""New rows merged with the rows that are there: one row a natural key, whatever the order of arrival."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from clearspan.ahead import made_ahead
from clearspan.vocabulary.column import Table
from clearspan.warehouse.changes import Changes
from clearspan.warehouse.latest_rows import Ints, latest_places
from clearspan.warehouse.quote import file_list, name_list
from clearspan.warehouse.schema import arrow_schema, empty_select
from clearspan.warehouse.spool import Incoming

ROW_GROUP = 122_880
"""Rows of a Parquet row group: what DuckDB scans as one unit."""

IN_MEMORY_ROWS = 2_000_000
"""Rows up to which a partition is merged in memory, in about twice their size: a month of 100,000 people; beyond that the query
engine does it, which spills."""

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
    kept = _in_memory(table, incoming) if not changes and not changes.withdrawn else None
    if kept is not None:
        rows, places = kept
        return _write(arrow_schema(table), made_ahead(_taken(rows, places)), target)
    inputs = [f"SELECT * FROM read_parquet({file_list(incoming.files)}, hive_partitioning = false)"] if incoming.files else []
    if incoming.held is not None:
        connection.register("held_rows", incoming.held)
        inputs.append("SELECT * FROM held_rows")
    everything = " UNION ALL ".join(inputs) or empty_select(table)
    if changes.withdrawn:
        taken_back = ", ".join(str(int(number)) for number in sorted(changes.withdrawn))
        everything = f"SELECT * FROM ({everything}) WHERE arrival NOT IN ({taken_back})"
    query = f"SELECT * FROM ({changes.applied(table, _latest(table, everything))}) ORDER BY {name_list(_order(table))}"
    try:
        return _write(arrow_schema(table), connection.sql(query).to_arrow_reader(ROW_GROUP), target)
    finally:
        connection.unregister("held_rows")


def _in_memory(table: Table, incoming: Incoming) -> tuple[pa.Table, Ints] | None:
    """The rows in one piece and the places of those that stay, in order; None where that is for the query engine."""
    files = [pq.ParquetFile(file) for file in incoming.files]
    held = incoming.held.num_rows if incoming.held is not None else 0
    if held + sum(file.metadata.num_rows for file in files) > IN_MEMORY_ROWS:
        return None
    schema = arrow_schema(table)
    tables = [file.read().cast(schema) for file in files] + ([incoming.held.cast(schema)] if incoming.held is not None else [])
    rows = pa.concat_tables([schema.empty_table(), *tables]).combine_chunks()
    places = latest_places(rows, table.key, _precedence(table), _order(table))
    return None if places is None else (rows, places)


def _taken(rows: pa.Table, places: Ints) -> Iterator[pa.RecordBatch]:
    """The rows at the places, a row group at a time. Text is gathered by the numbers of its distinct values, which is faster."""
    columns = [column.combine_chunks() for column in rows.columns]
    coded = [column.dictionary_encode() if pa.types.is_string(column.type) else column for column in columns]
    for begin in range(0, len(places), ROW_GROUP):
        at = pa.array(places[begin : begin + ROW_GROUP])
        yield pa.RecordBatch.from_arrays([_at(column, at) for column in coded], schema=rows.schema)


def _at(column: pa.Array, places: pa.Array) -> pa.Array:
    if isinstance(column, pa.DictionaryArray):
        return column.dictionary.take(column.indices.take(places))
    return column.take(places)


def _write(schema: pa.Schema, reader: Iterable[pa.RecordBatch], target: Path) -> int:
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
    first = _precedence(table)
    rest = [column.name for column in table.columns if column.name not in first and column.name not in table.key]
    order = ", ".join(f'"{name}" DESC NULLS LAST' for name in [*first, *rest])
    window = f"PARTITION BY {name_list(table.key)} ORDER BY {order}"
    return f"SELECT * FROM ({query}) QUALIFY row_number() OVER ({window}) = 1"


def _precedence(table: Table) -> list[str]:
    return [name for name in PRECEDENCE if any(column.name == name for column in table.columns) and name not in table.key]


def _order(table: Table) -> list[str]:
    leading = [name for name in ("person", table.month) if name and any(c.name == name for c in table.columns)]
    return [*leading, *(name for name in table.key if name not in leading)]
