"""Figures with the ends of their intervals, for shares, means and differences."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from scipy.special import stdtrit

Z_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Estimate:
    """A figure with the ends of its 95% interval, and of how many observations it is. NaN where there is no figure."""

    value: float
    low: float
    high: float
    of: int = 0

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return math.isfinite(self.value)

    def holds(self, truth: float) -> bool:
        """Whether the interval holds a value."""
        return self.low <= truth <= self.high


UNKNOWN = Estimate(math.nan, math.nan, math.nan)


def share(hits: int, of: int) -> Estimate:
    """A share with its score interval (Wilson 1927): it keeps its promise at the ends and in small numbers."""
    if of == 0:
        return UNKNOWN
    part, z2 = hits / of, Z_95**2
    middle = (part + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 / (1 + z2 / of) * math.sqrt(part * (1 - part) / of + z2 / (4 * of**2))
    return Estimate(part, max(middle - half, 0.0), min(middle + half, 1.0), of)


def difference(first: Estimate, second: Estimate) -> Estimate:
    """The first share less the second, of two independent groups, with the interval that squares and adds those of the shares
    (Newcombe 1998, method 10)."""
    if not (first.known and second.known):
        return UNKNOWN
    value = first.value - second.value
    below = math.hypot(first.value - first.low, second.high - second.value)
    above = math.hypot(first.high - first.value, second.value - second.low)
    return Estimate(value, value - below, value + above, first.of + second.of)


def mean(values: Sequence[float]) -> Estimate:
    """A mean with its interval by Student's t; without an interval's ends (infinite) for a single value."""
    if not len(values):
        return UNKNOWN
    middle = float(np.mean(values))
    if len(values) == 1:
        return Estimate(middle, -math.inf, math.inf, 1)
    half = float(stdtrit(len(values) - 1, 0.975) * np.std(values, ddof=1) / math.sqrt(len(values)))
    return Estimate(middle, middle - half, middle + half, len(values))


def normal(value: float, variance: float, of: int) -> Estimate:
    """A figure whose error is normal with a variance."""
    half = Z_95 * math.sqrt(variance)
    return Estimate(value, value - half, value + half, of)
