"""What kind of period a span of days is."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_GRAINS = pa.array(["day", "week", "month", "window"])
Days = npt.NDArray[np.integer]


def span_grains(start: Days, end: Days) -> pa.Array:
    """day for one day, week for seven, month for a whole calendar month, else window; both ends are inclusive."""
    length = end - start + 1
    first = start.astype("datetime64[D]")
    month = first.astype("datetime64[M]")
    last_of_month = (month + 1).astype("datetime64[D]") - 1
    is_month = (month.astype("datetime64[D]") == first) & (last_of_month == end.astype("datetime64[D]"))
    return _GRAINS.take(pa.array(np.select([length == 1, length == 7, is_month], [0, 1, 2], 3)))
