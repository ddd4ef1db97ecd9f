"""Whether two raters agree beyond chance: weighted kappa with its interval."""

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from clearspan.skills.interval import UNKNOWN, Estimate, normal
from clearspan.skills.irt.graded import Floats


class Weight(StrEnum):
    """How much a disagreement counts: all alike, by its distance, or by the square of its distance."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def weighted_kappa(first: Sequence[int], second: Sequence[int], levels: int, weight: Weight = Weight.QUADRATIC) -> Estimate:
    """The kappa of two raters who each gave one of `levels` (1 the lowest) to the same things (Cohen 1968), with the large-sample
    error of Fleiss, Cohen and Everitt (1969). UNKNOWN where both gave one and the same level to everything."""
    table = np.zeros((levels, levels))
    for one, other in zip(first, second, strict=True):
        table[one - 1, other - 1] += 1
    return kappa_of(table, weight)


def kappa_of(table: Floats, weight: Weight = Weight.QUADRATIC) -> Estimate:
    """The kappa of a table of counts (levels, levels): rows the first rater, columns the second."""
    total = float(table.sum())
    if total == 0:
        return UNKNOWN
    part, agreeing = table / total, _agreeing(len(table), weight)
    rows, columns = part.sum(axis=1), part.sum(axis=0)
    observed, expected = float((agreeing * part).sum()), float(rows @ agreeing @ columns)
    if math.isclose(expected, 1.0):
        return UNKNOWN
    value = (observed - expected) / (1 - expected)
    mean = (agreeing @ columns)[:, None] + (rows @ agreeing)[None, :]
    spread = float((part * (agreeing - mean * (1 - value)) ** 2).sum()) - (value - expected * (1 - value)) ** 2
    found = normal(value, max(spread, 0.0) / (total * (1 - expected) ** 2), int(total))
    return Estimate(value, max(found.low, -1.0), min(found.high, 1.0), int(total))


def _agreeing(levels: int, weight: Weight) -> Floats:
    """(levels, levels) how far two levels count as agreement: 1 for the same."""
    place = np.arange(levels)
    distance = np.abs(place[:, None] - place[None, :])
    if weight is Weight.NONE:
        return (distance == 0).astype(np.float64)
    return 1 - (distance / (levels - 1)) ** (1 if weight is Weight.LINEAR else 2)
