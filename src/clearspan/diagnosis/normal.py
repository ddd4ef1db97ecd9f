"""The normal distribution on arrays."""

import math

import numpy as np

from clearspan.diagnosis.panel import Floats

_ERF = np.frompyfunc(math.erf, 1, 1)


def cumulative(z: Floats) -> Floats:
    """The probability below each value of the standard normal distribution."""
    return 0.5 * (1 + np.asarray(_ERF(z / math.sqrt(2)), dtype=np.float64))
