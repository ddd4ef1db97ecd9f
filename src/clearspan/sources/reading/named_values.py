"""Lists of names and values, as some vendors write the properties of an event."""

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc


def named_value(items: pa.ListArray, name: str, key: str = "name", value: str = "value") -> pa.Array:
    """Of each row the value of the first item of that name, null where there is none."""
    flat = pc.list_flatten(items)
    parents = pc.list_parent_indices(items).to_numpy()
    here = np.flatnonzero(pc.fill_null(pc.equal(flat.field(key), name), False).to_numpy(zero_copy_only=False))
    rows, first = np.unique(parents[here], return_index=True)
    place = np.zeros(len(items), dtype=np.int64)
    none = np.ones(len(items), dtype=np.bool_)
    place[rows], none[rows] = here[first], False
    return flat.field(value).take(pa.array(place, mask=none))
