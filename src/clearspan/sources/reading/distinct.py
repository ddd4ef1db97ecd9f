"""Texts that stand in a column again and again: what is asked of them is asked once of each."""

from collections.abc import Callable

import pyarrow as pa


def by_distinct(column: pa.Array, of: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """What `of` makes of the column, asked of its distinct texts alone; null where the column is null."""
    coded = column.dictionary_encode()
    return of(coded.dictionary).take(coded.indices)
