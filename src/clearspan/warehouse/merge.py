"""New rows merged with the rows that are there: one row a natural key, whatever the order of arrival."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock

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
"""Rows up to which partitions are merged in memory, in about twice their size: a month of 100,000 people; beyond that the query
engine does it, which spills."""

SIDE_BY_SIDE_ROWS = 2_500_000
"""Rows up to which two partitions are merged at the same time."""

PRECEDENCE = ("as_of", "arrival")
"""The larger wins, compared in this order; then the rest of the columns decide, so that no order of arrival does."""


class Merger:
    """Merges partitions, from several threads if need be; the query engine's part is done one partition at a time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, changes: Changes) -> None:
        self._connection, self._changes = connection, changes
        self._engine = Lock()

    def merge(self, table: Table, incoming: Incoming, target: Path) -> int:
        """How many rows were written to `target`: the incoming ones, one a natural key, changed, and sorted.

        The same rows give the same bytes, in whatever order they came.
        """
        plain = not self._changes and not self._changes.withdrawn
        kept = _in_memory(table, incoming) if plain and incoming.rows() <= IN_MEMORY_ROWS else None
        if kept is not None:
            rows, places = kept
            return _write(arrow_schema(table), made_ahead(_taken(rows, places)), target)
        with self._engine:
            return self._by_engine(table, incoming, target)

    def _by_engine(self, table: Table, incoming: Incoming, target: Path) -> int:
        inputs = [f"SELECT * FROM read_parquet({file_list(incoming.files)}, hive_partitioning = false)"] if incoming.files else []
        if incoming.held is not None:
            self._connection.register("held_rows", incoming.held)
            inputs.append("SELECT * FROM held_rows")
        everything = " UNION ALL ".join(inputs) or empty_select(table)
        if self._changes.withdrawn:
            taken_back = ", ".join(str(int(number)) for number in sorted(self._changes.withdrawn))
            everything = f"SELECT * FROM ({everything}) WHERE arrival NOT IN ({taken_back})"
        changed = self._changes.applied(table, _latest(table, everything))
        query = f"SELECT * FROM ({changed}) ORDER BY {name_list(_order(table))}"
        try:
            return _write(arrow_schema(table), self._connection.sql(query).to_arrow_reader(ROW_GROUP), target)
        finally:
            self._connection.unregister("held_rows")


def _in_memory(table: Table, incoming: Incoming) -> tuple[pa.Table, Ints] | None:
    """The rows in one piece and the places of those that stay, in order; None where that is for the query engine."""
    schema = arrow_schema(table)
    files = [pq.ParquetFile(file) for file in incoming.files]
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
