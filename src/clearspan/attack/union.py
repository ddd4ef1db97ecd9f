"""Puts together what several surfaces show of the same cells."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.attack.observed import KEY, OBSERVED

VERSIONED = (*KEY, "metric_version")
"""What makes two observations the same cell of the same definition."""

SHEET_ORDER = ("metric", "tool", "kind", "start_day", "dimension", "group", "category")
TELLING = ("value", "numerator", "denominator", "low", "n")


def fullest(views: Sequence[pa.Table]) -> pa.Table:
    """Each cell of each definition once, as the view shows it that tells most of it."""
    together = pa.concat_tables(views) if views else OBSERVED.empty_table()
    silent = sum(pc.cast(pc.is_null(together[name]), pa.int8()).to_numpy() for name in TELLING)
    return _first(together, VERSIONED, [(pa.array(silent, pa.int64()), "ascending")])


def newest(table: pa.Table) -> pa.Table:
    """Each cell once, under its latest definition; ordered by sheet."""
    version = pc.fill_null(table["metric_version"], -1)
    return _first(table, KEY, [(version, "descending")]).sort_by([(name, "ascending") for name in SHEET_ORDER])


def _first(table: pa.Table, keys: tuple[str, ...], by: list[tuple[Any, str]]) -> pa.Table:
    """The first row of each key in the order of `by`, and of the rows themselves."""
    if table.num_rows == 0:
        return table
    marked = table.append_column("row", pa.array(range(table.num_rows)))
    for number, (column, _) in enumerate(by):
        marked = marked.append_column(f"by {number}", column)
    order = [*((f"by {number}", direction) for number, (_, direction) in enumerate(by)), ("row", "ascending")]
    rows = marked.sort_by(order).group_by(list(keys), use_threads=False).aggregate([("row", "first")])["row_first"]
    return table.take(rows)
