"""Rows divided into the partitions in which they are stored."""

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clearspan.errors import StoreError
from clearspan.vocabulary.column import Table
from clearspan.warehouse.manifest import Partition

WHOLE = "whole"
"""Month of a table that is not divided by month."""

NO_SOURCE = "none"
"""Source of rows that no source stands behind, such as the arrival of a file that nothing recognised."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def checked_source(name: str) -> str:
    """`name`, which becomes part of a path. Raises StoreError where it is not a plain name."""
    if not _NAME.fullmatch(name):
        raise StoreError("a source's name consists of small letters, digits and underscores", where="source")
    return name


def split(table: Table, rows: pa.Table) -> Iterator[tuple[Partition, pa.Table]]:
    """Each partition with its rows; every row comes out exactly once, in no promised order."""
    if rows.num_rows == 0:
        return
    sources = rows.column("source").combine_chunks().dictionary_encode()
    names = [checked_source(name) for name in sources.dictionary.to_pylist()] + [NO_SOURCE]
    of_source = sources.indices.fill_null(len(names) - 1).to_numpy()
    months = _months(table, rows)
    distinct, month_of_row = np.unique(months, return_inverse=True)
    codes = of_source.astype(np.int64) * len(distinct) + month_of_row
    used, counts = np.unique(codes, return_counts=True)
    order = np.argsort(codes, kind="stable") if len(used) > 1 else None
    begin = 0
    for code, count in zip(used.tolist(), counts.tolist(), strict=True):
        part = rows if order is None else rows.take(pa.array(order[begin : begin + count]))
        begin += count
        source, month = divmod(code, len(distinct))
        yield Partition(table.name, names[source], str(distinct[month]) if table.month else WHOLE), part


def _months(table: Table, rows: pa.Table) -> NDArray[np.datetime64]:
    if table.month is None:
        return np.zeros(rows.num_rows, dtype="datetime64[M]")
    days = rows.column(table.month).to_numpy().astype("datetime64[D]")
    return days.astype("datetime64[M]")
