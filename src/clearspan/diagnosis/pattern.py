"""Weighs readings against a pattern of expectations."""

from collections.abc import Callable

import numpy as np

from clearspan.diagnosis.cause import Expectation
from clearspan.diagnosis.panel import Floats
from clearspan.diagnosis.readings import Reading, Readings

FREEDOM = 6.0
"""Degrees of freedom of Student's t: teams lie further out than a normal distribution allows."""

LEAST_ERROR = 1.0
"""Points of 100 below which no difference means anything."""

MOST_FROM_ONE = 6.0
"""No single signal speaks louder than this log-likelihood ratio: a wrong figure must not decide alone."""


def by_pattern(*expects: Expectation) -> Callable[[Readings], Floats]:
    """A function that weighs groups by how well the expectations fit them."""

    def weigh(readings: Readings) -> Floats:
        total = np.zeros(len(readings))
        for expected in expects:
            total += evidence(readings.signals[expected.signal], expected)
        return total

    return weigh


def evidence(reading: Reading, expected: Expectation) -> Floats:
    """How much a signal speaks for the expectation, as a log-likelihood ratio by group; 0 where nothing is known."""
    usual = np.sqrt(reading.error**2 + reading.spread**2 + LEAST_ERROR**2)
    wide = np.sqrt(usual**2 + expected.give**2)
    ratio = _log_t((reading.shift - expected.shift) / wide) - np.log(wide) - _log_t(reading.shift / usual) + np.log(usual)
    return np.where(np.isnan(ratio), 0.0, np.clip(ratio, -MOST_FROM_ONE, MOST_FROM_ONE))


def _log_t(z: Floats) -> Floats:
    """The logarithm of Student's t density without its constant."""
    return -(FREEDOM + 1) / 2 * np.log1p(z**2 / FREEDOM)
