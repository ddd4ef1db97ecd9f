"""Fact tables as Arrow knows them: schemas, and the check that rows must pass before they are stored."""

import pyarrow as pa

from clearspan.errors import StoreError
from clearspan.vocabulary.column import Column, ColumnType, Table
from clearspan.vocabulary.tables import TABLES

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    ColumnType.INT8: pa.int8(),
    ColumnType.INT32: pa.int32(),
    ColumnType.INT64: pa.int64(),
    ColumnType.FLOAT: pa.float64(),
    ColumnType.TEXT: pa.string(),
    ColumnType.MONEY: pa.decimal128(18, 6),
}

SQL_TYPES: dict[ColumnType, str] = {
    ColumnType.INT8: "TINYINT",
    ColumnType.INT32: "INT",
    ColumnType.INT64: "BIGINT",
    ColumnType.FLOAT: "DOUBLE",
    ColumnType.TEXT: "STRING",
    ColumnType.MONEY: "DECIMAL(18, 6)",
}
"""Names that DuckDB and Spark both understand."""


def table_named(name: str) -> Table:
    """The table of facts of that name. Raises StoreError where there is none."""
    if name not in TABLES:
        raise StoreError("there is no such table of facts", where=name, remedy=f"The tables are {', '.join(TABLES)}.")
    return TABLES[name]


def arrow_schema(table: Table) -> pa.Schema:
    """The table's columns, in order, as they are stored."""
    return pa.schema([pa.field(column.name, ARROW_TYPES[column.type], nullable=column.nullable) for column in table.columns])


def empty_select(table: Table) -> str:
    """A query without rows whose columns have the table's names and types, on every engine."""
    columns = ", ".join(f"CAST(NULL AS {SQL_TYPES[column.type]}) AS {column.name}" for column in table.columns)
    return f"SELECT {columns} WHERE 1 = 0"


def conform(table: Table, rows: pa.Table) -> pa.Table:
    """`rows` with exactly the table's columns and types, in order; equal values in another type are cast.

    Raises StoreError, naming table and column but no value, where a column is missing or unknown, a value does not
    fit its type, or a null stands where the table allows none.
    """
    unknown = sorted(set(rows.column_names) - {column.name for column in table.columns})
    if unknown:
        raise StoreError(f"the table has no column {', '.join(unknown)}", where=table.name)
    return pa.table([_column(table, column, rows) for column in table.columns], schema=arrow_schema(table))


def _column(table: Table, column: Column, rows: pa.Table) -> pa.ChunkedArray:
    where = f"{table.name}.{column.name}"
    if column.name not in rows.column_names:
        raise StoreError("the column is missing", where=where)
    values = rows.column(column.name)
    if values.null_count and not column.nullable:
        raise StoreError(f"{values.null_count} values are missing, and the column allows none", where=where)
    wanted = ARROW_TYPES[column.type]
    if values.type == wanted:
        return values
    fault = ""
    try:
        return values.cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        fault = f"values of type {values.type} do not fit {wanted}"
    raise StoreError(fault, where=where)
