"""Which question to ask next: the one whose answer would most change what is thought (expected value of information)."""

from collections.abc import Mapping

import numpy as np

from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.panel import Floats
from clearspan.diagnosis.readings import Readings
from clearspan.diagnosis.signal import SIGNALS, Kind

ASKED = 10
"""How many people would be asked."""

GRID = np.arange(-70.0, 45.0, 2.5)
"""Shifts of a question's figure over which the expectation is taken, in points of 100."""

LEAST_GAIN = 0.15
"""Bits below which no question is worth asking."""

ROUNDED_TO = 0.1
"""Probabilities are rounded to this before the question is chosen, so that no single answer shows in the choice."""


def next_question(causes: Mapping[str, Cause], names: tuple[str, ...], probability: Floats, readings: Readings) -> str:
    """The name of the question, or an empty text where none would help. `probability` is one group's, by hypothesis."""
    rounded = np.maximum(np.round(probability / ROUNDED_TO) * ROUNDED_TO, 1e-3)
    rounded /= rounded.sum()
    gains = {
        name: _gain(name, causes, names, rounded, readings) for name, signal in SIGNALS.items() if signal.kind is Kind.ANSWER
    }
    best = max(gains, key=lambda name: gains[name])
    return best if gains[best] >= LEAST_GAIN else ""


def _gain(question: str, causes: Mapping[str, Cause], names: tuple[str, ...], probability: Floats, readings: Readings) -> float:
    """By how many bits a question is expected to lower the uncertainty."""
    likelihood = np.stack([_predicted(question, causes.get(name), readings) for name in names])
    joint = probability[:, None] * likelihood
    total = joint.sum(axis=0)
    after = joint / np.maximum(total, 1e-300)
    return _entropy(probability) - float((total * np.array([_entropy(column) for column in after.T])).sum())


def _predicted(question: str, cause: Cause | None, readings: Readings) -> Floats:
    """How likely each figure of the grid would be if the cause held; with none, if nothing were the matter with it."""
    reading = readings.signals[question]
    known = reading.error[~np.isnan(reading.error)]
    error = float(np.median(known)) if len(known) else ASKED
    shift, give = 0.0, 0.0
    for expected in cause.expects if cause else ():
        if expected.signal == question:
            shift, give = expected.shift, expected.give
    deviation = float(np.sqrt(error**2 + reading.spread**2 + give**2))
    density = np.exp(-0.5 * ((GRID - shift) / deviation) ** 2)
    return density / density.sum()


def _entropy(probability: Floats) -> float:
    kept = probability[probability > 0]
    return float(-(kept * np.log2(kept)).sum())
