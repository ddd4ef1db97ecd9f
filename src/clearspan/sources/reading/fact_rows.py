"""Fact tables as Arrow tables: the stored schema, and raw rows that still carry the identifier in place of the person."""

from functools import cache
from typing import Any

import pyarrow as pa

from clearspan.vocabulary.column import ColumnType, Table
from clearspan.vocabulary.tables import TABLES

ARROW: dict[ColumnType, pa.DataType] = {
    ColumnType.INT8: pa.int8(),
    ColumnType.INT32: pa.int32(),
    ColumnType.INT64: pa.int64(),
    ColumnType.FLOAT: pa.float64(),
    ColumnType.TEXT: pa.string(),
    ColumnType.MONEY: pa.decimal128(18, 6),
}

WHO = ("person", "identity")
"""Columns that the door fills from the raw identifier."""

DOOR = (*WHO, "source", "arrival")
"""All columns that the door fills."""

RAW = ("identifier", "identifier_kind")
"""Columns that stand for the person until the door."""

OTHER = ("other_identifier", "other_identifier_kind")
"""Raw columns that stand for the second person of a tie until the door, in place of `other`."""

RECORD = "record"
"""Optional raw column: the number of the record a row was made of, so that the door can say which records it held back."""


def fact_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a stored fact table."""
    return pa.schema([pa.field(column.name, ARROW[column.type]) for column in table.columns])


def raw_schema(table: Table) -> pa.Schema:
    """The Arrow schema of the table's rows before the door: raw identifier first, without what the door fills."""
    names = {column.name for column in table.columns}
    raw = [*(pa.field(name, pa.string()) for name in RAW), pa.field(RECORD, pa.int64())] if "identity" in names else []
    second = [pa.field(name, pa.string()) for name in OTHER] if "other" in names else []
    left = [column for column in table.columns if column.name not in (*DOOR, "other")]
    return pa.schema([*raw, *second, *(pa.field(column.name, ARROW[column.type]) for column in left)])


def raw_rows(table_name: str, rows: int, columns: dict[str, Any]) -> pa.Table:
    """`rows` rows of a fact table before the door, from arrays or single values by column name; the rest is null.

    Raises KeyError for a column the table does not have, ValueError where a column that may not be null is missing.
    """
    schema, needed = _shape(table_name)
    if unknown := sorted(columns.keys() - set(schema.names)):
        raise KeyError(f"{table_name} has no column {unknown[0]}")
    if lacking := sorted(needed - columns.keys()):
        raise ValueError(f"{table_name} needs the column {lacking[0]}")
    arrays: list[pa.Array | pa.ChunkedArray] = []
    nothing: dict[pa.DataType, pa.Array] = {}
    for item in schema:
        value = columns.get(item.name)
        if value is None:
            arrays.append(nothing.get(item.type) or nothing.setdefault(item.type, pa.nulls(rows, item.type)))
        else:
            arrays.append(_array(value, item.type, rows))
    return pa.Table.from_arrays(arrays, schema=schema)


@cache
def _shape(table_name: str) -> tuple[pa.Schema, frozenset[str]]:
    """The schema of raw rows, and the columns that each of them must have."""
    table = TABLES[table_name]
    schema = raw_schema(table)
    stored = [name for name in schema.names if name not in (*RAW, *OTHER, RECORD)]
    return schema, frozenset(name for name in stored if not table.column(name).nullable)


def _array(value: Any, kind: pa.DataType, rows: int) -> "pa.Array | pa.ChunkedArray":
    if isinstance(value, pa.Array | pa.ChunkedArray):
        return value if value.type == kind else value.cast(kind)
    return pa.repeat(pa.scalar(value, kind), rows)
