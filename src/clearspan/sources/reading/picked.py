"""One item of a nested list for each record: the first that says of itself that it is the one wanted."""

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc


def picked(items: pa.ListArray, field: str, where: str | None = None, among: tuple[str, ...] = ()) -> pa.Array:
    """The text in `field` of the first item of each list that has one and in which `where` is one of `among` (whatever the
    case); null where there is none. Without `where`, of the first item that has one."""
    parents = pc.list_parent_indices(items).to_numpy()
    flat = pc.list_flatten(items)
    values = flat.field(field)
    wanted = pc.fill_null(pc.not_equal(values, ""), False)
    if where is not None:
        stated = pc.utf8_lower(flat.field(where).cast(pa.string()))
        wanted = pc.and_(wanted, pc.fill_null(pc.is_in(stated, value_set=pa.array([name.lower() for name in among])), False))
    places = np.flatnonzero(np.asarray(wanted.to_numpy(zero_copy_only=False), dtype=np.bool_))
    rows, first = np.unique(parents[places], return_index=True)
    at = np.full(len(items), -1, np.int64)
    at[rows] = places[first]
    return values.take(pa.array(at, mask=at < 0))


def together(items: pa.ListArray, separator: str = ";") -> pa.Array:
    """The texts of each list as one, null where there are none."""
    filled = pc.binary_join(items, separator)
    return pc.if_else(pc.equal(filled, ""), pa.scalar(None, pa.string()), filled)
