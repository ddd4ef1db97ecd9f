"""Counts in a nested list, added up per record and family of the list's items."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import LARGEST_COUNT


def counts_by_family(
    rows: pa.StructArray, key: str, families: Mapping[str, str], counters: Sequence[str], sieve: Sieve
) -> dict[str, dict[str, pa.Array]]:
    """family -> counter -> int64 per record, null where the record has no item of that family.

    `key` is written list[].field; `families` maps the field's value to a family, other values belong to the family ''.
    Rejects records in which a counter is negative or no whole number, naming list[].counter.
    """
    name, field = key.split("[].")
    items = pc.struct_field(rows, name)
    length = len(items)
    parents = pc.list_parent_indices(items).to_numpy()
    flat = pc.list_flatten(items)
    names = [*dict.fromkeys(families.values()), ""]
    place = {value: names.index(family) for value, family in families.items()}
    known = pa.array(list(place), pa.string())
    at = pc.fill_null(pc.index_in(flat.field(field), value_set=known), len(place)).to_numpy()
    cell = parents * len(names) + np.array([*place.values(), names.index("")])[at]
    found: dict[str, dict[str, pa.Array]] = {family: {} for family in names}
    for counter in counters:
        values = _counts(flat.field(counter), parents, length, sieve, f"{name}[].{counter}")
        sums = np.bincount(cell, weights=values, minlength=length * len(names)).reshape(length, len(names))
        present = np.bincount(cell, minlength=length * len(names)).reshape(length, len(names)) > 0
        for index, family in enumerate(names):
            found[family][counter] = pa.array(sums[:, index].astype(np.int64), mask=~present[:, index])
    return found


def _counts(column: pa.Array, parents: np.ndarray, rows: int, sieve: Sieve, name: str) -> np.ndarray:
    """The counter of every item, 0 where it is null or rejected."""
    values = column.fill_null(0).to_numpy(zero_copy_only=False)
    wrong = ~((values >= 0) & (values <= LARGEST_COUNT) & (values == np.floor(values)))
    if not wrong.any():
        return values
    mask = np.zeros(rows, dtype=np.bool_)
    mask[parents[wrong]] = True
    sieve.reject(mask, name, "is negative or not a whole number")
    return np.where(wrong, 0, values)
