"""Small rows of fact tables: every column filled in, the named ones as given."""

from typing import Any

import pyarrow as pa

from clearspan.vocabulary.column import ColumnType, Table
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema

JANUARY = 20454  # 2026-01-01
FEBRUARY = JANUARY + 31

_FILLED: dict[ColumnType, Any] = {
    ColumnType.INT8: 1,
    ColumnType.INT32: 1,
    ColumnType.INT64: 1,
    ColumnType.FLOAT: 0.5,
    ColumnType.TEXT: "text",
}


def rows_of(name: str, *records: dict[str, Any]) -> pa.Table:
    """Rows of a table of facts: nullable columns are null and others filled, unless a record says otherwise."""
    table = TABLES[name]
    return pa.Table.from_pylist([_default(table) | record for record in records], schema=arrow_schema(table))


def _default(table: Table) -> dict[str, Any]:
    filled = {
        column.name: None if column.nullable else _FILLED[column.type] for column in table.columns if column.name != "monthly"
    }
    return filled | ({"monthly": 30} if table.name == "price" else {}) | {"source": "neutral"}


def usage(**given: Any) -> pa.Table:
    """One row of usage of person and identity 1 on 1 January."""
    day = given.get("start_day", JANUARY)
    return rows_of("usage", {"start_day": day, "end_day": day, "as_of": day, "tool": "claude", **given})


def people(*numbers: int, **given: Any) -> pa.Table:
    """One row of usage a person; the identity has the person's number."""
    return pa.concat_tables([usage(person=number, identity=number, **given) for number in numbers])
