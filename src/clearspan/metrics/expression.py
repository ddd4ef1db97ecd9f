"""The words of the query language that metrics are written in; the room's one door to Ibis.

Only forms that give the same result on DuckDB and on Spark are here: integer day numbers, 0/1 integers in place of
booleans, frames of rows on a dense spine, row numbers, explicit types.
"""

import importlib
from collections.abc import Callable
from itertools import count
from typing import Any, Protocol, TypeAlias, cast

from clearspan.metrics.arrow_rows import ArrowTable


class _LoadedWhenUsed:
    """Ibis, loaded by the first expression: whoever only reads the cards of metrics starts in half the time."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module("ibis"), name)


_ibis: Any = _LoadedWhenUsed()

Column: TypeAlias = Any
"""A column expression; its operators make further ones."""


class Table(Protocol):
    """A table expression: the part of Ibis that metrics use. Columns are attributes: `table.person`."""

    def __getattr__(self, name: str) -> Column: ...

    def __getitem__(self, name: str) -> Column: ...

    def filter(self, *predicates: Any) -> "Table": ...

    def select(self, *columns: Any, **named: Any) -> "Table": ...

    def mutate(self, *columns: Any, **named: Any) -> "Table": ...

    def rename(self, **new_to_old: str) -> "Table": ...

    def drop(self, *columns: str) -> "Table": ...

    def join(self, right: "Table", predicates: Any, /, *, how: str = "inner") -> "Table": ...

    def cross_join(self, right: "Table", /) -> "Table": ...

    def aggregate(self, **named: Any) -> "Table": ...

    def group_by(self, *keys: Any) -> Any: ...

    def distinct(self) -> "Table": ...

    def union(self, table: "Table", /, *rest: "Table", distinct: bool = False) -> "Table": ...

    def to_pyarrow(self) -> ArrowTable: ...


_numbers = count()

COUNTER_BITS = 8
"""Width of a packed counter: it counts to 255; seven fit into an int64."""

Materialise: TypeAlias = Callable[[Table, str], Table]
"""Computes an expression once and returns the table that holds its rows; the second argument names it."""


def in_memory(rows: ArrowTable) -> Table:
    """The Arrow rows (no nulls) as a table expression."""
    return cast(Table, _ibis.memtable(rows))


def kept_in(backend: Any) -> Materialise:
    """Keeps the rows of expressions in temporary tables of an Ibis backend, which last as long as its connection."""

    def keep(expression: Table, name: str) -> Table:
        unique = f"{name}_{next(_numbers)}"
        return cast(Table, backend.create_table(unique, expression, temp=True))

    return keep


def flag(condition: Column) -> Column:
    """1 where the condition holds, 0 where it does not or is null."""
    return _ibis.coalesce(_ibis.ifelse(condition, 1, 0), 0).cast("int32")


def day(expression: Column) -> Column:
    """The expression as a day number or small count (int32)."""
    return expression.cast("int32")


def whole(expression: Column) -> Column:
    """The expression as a large whole number (int64)."""
    return expression.cast("int64")


def amount(expression: Column) -> Column:
    """The expression as a number with a fraction (float64)."""
    return expression.cast("float64")


def first_known(*expressions: Any) -> Column:
    """The first of the expressions that is not null."""
    return _ibis.coalesce(*expressions)


def larger(left: Any, right: Any) -> Column:
    """The larger of two expressions."""
    return _ibis.greatest(left, right)


def smaller(left: Any, right: Any) -> Column:
    """The smaller of two expressions."""
    return _ibis.least(left, right)


def text(value: str) -> Column:
    """A constant text."""
    return _ibis.literal(value, type="string")


def no_text() -> Column:
    """A null of type text."""
    return _ibis.null("string")


def no_number(kind: str = "int32") -> Column:
    """A null of a type of number."""
    return _ibis.null(kind)


def band(*bands: tuple[Column, Any], otherwise: Any) -> Column:
    """The value beside the first condition that holds, else `otherwise`."""
    return _ibis.cases(*bands, else_=otherwise)


def counters_above_zero(packed: Column, count: int) -> Column:
    """How many of the first `count` counters of COUNTER_BITS bits each, packed into an int64, are not zero. Packed counters
    add up like numbers, which makes one sum of seven."""
    total: Column = _ibis.literal(0, type="int32")
    for position in range(count):
        mask = _ibis.literal(((1 << COUNTER_BITS) - 1) << (COUNTER_BITS * position), type="int64")
        total = total + flag((packed & mask) != 0)
    return day(total)


def over_rows(expression: Column, group_by: tuple[str, ...], order_by: str, rows_before: int) -> Column:
    """An aggregate over the row itself and the `rows_before` rows before it; the spine must be dense."""
    window = _ibis.window(group_by=list(group_by), order_by=order_by, preceding=rows_before, following=0)
    return expression.over(window)


def over_earlier_rows(expression: Column, group_by: tuple[str, ...], order_by: tuple[str, ...]) -> Column:
    """An aggregate over all rows before this one in its group; null on the first."""
    window = _ibis.window(group_by=list(group_by), order_by=list(order_by), preceding=(None, 1))
    return expression.over(window)


def place_in(group_by: tuple[str, ...], order_by: str) -> Column:
    """The row's place in its group by a column, from 0; which of equal rows comes first is not said."""
    return _ibis.row_number().over(_ibis.window(group_by=list(group_by), order_by=order_by)).cast("int64")


def count_in(group_by: tuple[str, ...]) -> Column:
    """How many rows the row's group has."""
    return _ibis._.count().over(_ibis.window(group_by=list(group_by))).cast("int64")


def running_total(expression: Column, group_by: tuple[str, ...], order_by: tuple[str, ...]) -> Column:
    """The sum over this row and all rows before it in its group."""
    window = _ibis.window(group_by=list(group_by), order_by=list(order_by), preceding=(None, 0))
    return expression.sum().over(window)


def one_of_each(table: Table, keys: tuple[str, ...], latest: tuple[str, ...]) -> Table:
    """One row for each key: the one with the largest values in `latest`, compared in order."""
    order = [_ibis.desc(name, nulls_first=False) for name in latest]
    number = _ibis.row_number().over(_ibis.window(group_by=list(keys), order_by=order))
    return table.mutate(row_number_of_key=number).filter(_ibis._.row_number_of_key == 0).drop("row_number_of_key")
