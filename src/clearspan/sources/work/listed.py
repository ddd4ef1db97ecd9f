"""The items of a list inside each record, as flat columns that know their record."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.declared_type import leaf
from clearspan.sources.reading.sieve import Sieve, as_mask
from clearspan.sources.reading.typed import texts

Places = npt.NDArray[np.int64]
Read = Callable[[pa.Array, str, Sieve], pa.Array]


@dataclass(frozen=True)
class Listed:
    """`items` are all items of all records one after the other; `record` is the place of each item's record in the batch."""

    items: pa.Array
    record: Places

    def __len__(self) -> int:
        return len(self.record)

    def texts(self, name: str) -> pa.Array:
        """A field of the items as trimmed text; dotted where nested."""
        return texts(leaf(self.items, name))

    def read(self, read: Read, name: str, said: str, sieve: Sieve) -> pa.Array:
        """A field of the items, read by one of the functions of `typed`; a record with an item that cannot be read is rejected
        for the field `said`."""
        inner = Sieve(np.arange(len(self), dtype=np.int64))
        values = read(leaf(self.items, name), said, inner)
        if inner.rejects:
            wrong = np.zeros(len(sieve.open), dtype=np.bool_)
            wrong[self.record[~inner.open]] = True
            sieve.reject(wrong, said, inner.rejects[0].reason)
        return values

    def where(self, mask: pa.Array) -> "Listed":
        """The items for which the mask is true; null counts as false."""
        keep = as_mask(mask)
        return Listed(self.items.filter(pa.array(keep)), self.record[keep])

    def counts(self, records: int) -> npt.NDArray[np.int64]:
        """How many items each of `records` records has."""
        return np.bincount(self.record, minlength=records).astype(np.int64)

    def first(self, values: pa.Array, records: int) -> pa.Array:
        """For each of `records` records the value of its first item that has one, else null."""
        valid = as_mask(pc.is_valid(values))
        record, places = self.record[valid], np.flatnonzero(valid)
        at = np.flatnonzero(np.diff(record, prepend=-1))
        found = record[at]
        take = np.zeros(records, dtype=np.int64)
        missing = np.ones(records, dtype=np.bool_)
        take[found], missing[found] = places[at], False
        return values.take(pa.array(take, mask=missing))


def listed(rows: pa.Array, name: str) -> Listed:
    """The items of the list at a dotted name. A part of the name that ends in [] is a list on the way."""
    *outer, last = name.split("[].")
    inside = Listed(rows, np.arange(len(rows), dtype=np.int64))
    for part in (*outer, last.removesuffix("[]")):
        inside = _below(inside, part)
    return inside


def listed_below(above: Listed, name: str) -> tuple[Listed, Places]:
    """The items of a list inside the items, and for each of them the place of the item it is in."""
    lists = leaf(above.items, name)
    parents = np.asarray(pc.list_parent_indices(lists), dtype=np.int64)
    return Listed(pc.list_flatten(lists), above.record[parents]), parents


def _below(above: Listed, name: str) -> Listed:
    return listed_below(above, name)[0]
