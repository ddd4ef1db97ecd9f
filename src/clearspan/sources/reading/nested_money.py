"""Amounts of money in a nested list, added up per record."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.declared_type import leaf
from clearspan.sources.reading.sieve import Sieve

Read = Callable[[pa.Array, str, Sieve], pa.Array]
"""Turns a column into amounts; rejects in a sieve."""


def item_sums(rows: pa.StructArray, name: str, sieve: Sieve, read: Read) -> pa.Array:
    """decimal(18, 6) per record: the sum of the items of list[].field, null where a record has none.

    Rejects records in which an amount cannot be read, naming list[].field.
    """
    listed, field = name.split("[].")
    items = pc.struct_field(rows, listed)
    parents = pc.list_parent_indices(items).to_numpy()
    inner = Sieve(np.arange(len(parents), dtype=np.int64))
    amounts = read(leaf(pc.list_flatten(items), field), name, inner)
    wrong = np.zeros(len(rows), dtype=np.bool_)
    wrong[parents[[reject.record for reject in inner.rejects]]] = True
    sieve.reject(wrong, name, inner.rejects[0].reason if inner.rejects else "")
    found = pa.table({"parent": pa.array(parents), "amount": amounts})
    some = pc.ScalarAggregateOptions(min_count=1)
    sums = found.group_by("parent", use_threads=False).aggregate([("amount", "sum", some)])
    at = pc.index_in(pa.array(np.arange(len(rows))), value_set=sums["parent"].combine_chunks().cast(pa.int64()))
    return sums["amount_sum"].combine_chunks().take(at).cast(pa.decimal128(18, 6))
