"""Types of the arrays in which people, teams and weeks are held."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

NEVER = 1_000_000
"""A day number later than any that is simulated: it has not happened, or it never ends."""


def sigmoid(values: Floats) -> Floats:
    """The probability of a log-odds."""
    return 1.0 / (1.0 + np.exp(-values))
