"""Bounds that a figure is told by: coarse, and true whichever single person is left out."""

import math

import numpy as np

from clearspan.diagnosis.panel import Floats


def band(figures: Floats, step: float) -> tuple[float, float]:
    """The bounds of a figure, of which all values are given (with everyone, and with each person left out): multiples of the
    step that hold all of them, at least one step apart."""
    low, high = float(np.min(figures)), float(np.max(figures))
    bottom, top = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return round(bottom, 9), round(max(top, bottom + step), 9)
