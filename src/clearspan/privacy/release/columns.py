"""The door between Arrow tables and numpy arrays: typed columns in, typed tables out."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow  # pyright: ignore[reportMissingTypeStubs]
import pyarrow.compute  # pyright: ignore[reportMissingTypeStubs, reportUnusedImport]

pa: Any = pyarrow

ArrowTable: TypeAlias = Any
"""A pyarrow.Table; pyarrow carries no type stubs."""

Ints: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = npt.NDArray[np.int32] | npt.NDArray[np.int64]
"""Whole numbers of either width: what is kept for long is kept narrow."""
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]


TWO_BYTES = 1 << 16
"""Numbers below it fit into two bytes."""


@dataclass(frozen=True)
class Texts:
    """A text column: `codes[i]` is the position in `names`, -1 where the text is null."""

    codes: Ints
    names: tuple[str, ...]


def integers(table: ArrowTable, name: str) -> Ints:
    """An integer column without nulls, (rows,)."""
    return np.asarray(table.column(name).to_numpy(), dtype=np.int64)


def numbers(table: ArrowTable, name: str) -> Floats:
    """A number column, (rows,); NaN where null."""
    return np.asarray(table.column(name).cast(pa.float64()).to_numpy(), dtype=np.float64)


def texts(table: ArrowTable, name: str) -> Texts:
    """A text column as codes into its distinct names."""
    column: Any = table.column(name)
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    encoded: Any = column.cast(pa.string()).combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    codes = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
    return Texts(codes, tuple(str(text) for text in encoded.dictionary.to_pylist()))


def named(texts_of: Texts, order: dict[str, int]) -> Ints:
    """The codes of a text column in a shared numbering `order` (name -> number), -1 where null or unknown."""
    lookup = np.array([*(order.get(name, -1) for name in texts_of.names), -1], dtype=np.int64)
    return lookup[texts_of.codes]


def table_of(columns: dict[str, Any], types: dict[str, str]) -> ArrowTable:
    """A table of the columns (lists or arrays; None or masked where null) in the types named by Arrow's own aliases."""
    arrays: dict[str, Any] = {
        name: values if isinstance(values, pa.ChunkedArray | pa.Array) else pa.array(values, type=arrow_type(types[name]))
        for name, values in columns.items()
    }
    return pa.table(arrays)


def arrow_type(name: str) -> Any:
    """The Arrow type of an alias: int32, float64, string, bool, text (each distinct string once), or people (a list of
    int32)."""
    if name == "text":
        return pa.dictionary(pa.int32(), pa.string())
    return pa.list_(pa.int32()) if name == "people" else getattr(pa, {"bool": "bool_"}.get(name, name))()


def weighted(codes: Ints, weights: Floats, length: int) -> Floats:
    """(length,) the sum of the weights of each code."""
    return np.asarray(np.bincount(codes, weights=weights, minlength=length), dtype=np.float64)


def sorted_order(numbers: Ints, below: int) -> Ints:
    """The stable order of `numbers`, all of them from 0 to `below` - 1; two-byte numbers are sorted by their digits."""
    return np.argsort(numbers.astype(np.uint16) if below <= TWO_BYTES else numbers, kind="stable")
