"""Columns and tables of facts: names, types, keys, and what each means."""

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """The types in which facts are stored; days are integer day numbers since 1970-01-01, UTC."""

    INT8 = "int8"
    INT32 = "int32"
    INT64 = "int64"
    FLOAT = "float64"
    TEXT = "string"
    MONEY = "decimal(18,6)"


@dataclass(frozen=True)
class Column:
    """One column: its name, type, meaning, and whether it may be null (null is 'not reported', never 0)."""

    name: str
    type: ColumnType
    meaning: str
    nullable: bool = False


@dataclass(frozen=True)
class Table:
    """One table of facts. `key` is the natural key within a source: an equal key replaces. `month` names the day
    column by whose month the table is partitioned, None for a table that is kept whole."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    month: str | None = None

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")
