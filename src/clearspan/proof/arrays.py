"""The kinds of arrays that estimators work on."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def sums_by(group: Ints, values: Floats, groups: int) -> Floats:
    """The sum of `values` (n,) in each of so many groups (groups,)."""
    return np.bincount(group, weights=values, minlength=groups).astype(np.float64, copy=False)
