"""Sums and yes-or-no over columns in which null is 'not reported': null only where nothing at all was reported."""

from collections.abc import Sequence

import pyarrow as pa

from clearspan.arrow import pc

Columns = Sequence[pa.Array]


def total(columns: Columns) -> pa.Array:
    """The sum of the columns row by row as int64, of what was reported."""
    reported = [column.cast(pa.int64()) for column in columns]
    sums = pc.fill_null(reported[0], 0)
    for column in reported[1:]:
        sums = pc.add(sums, pc.fill_null(column, 0))
    return pc.if_else(any_reported(reported), sums, pa.scalar(None, pa.int64()))


def any_positive(columns: Columns) -> pa.Array:
    """int8: 1 where one of the columns is above 0, 0 where the reported ones are all 0, null where none is reported."""
    largest = pc.max_element_wise(*[column.cast(pa.int64()) for column in columns])
    return pc.greater(largest, 0).cast(pa.int8())


def any_reported(columns: Columns) -> pa.Array:
    """Where at least one of the columns is not null."""
    found = pc.is_valid(columns[0])
    for column in columns[1:]:
        found = pc.or_(found, pc.is_valid(column))
    return found


def is_positive(column: pa.Array) -> pa.Array:
    """Where the column is above 0; null counts as not."""
    return pc.fill_null(pc.greater(column, 0), False)
