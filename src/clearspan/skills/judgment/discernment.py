"""How well sound and faulty output are told apart, and to which side somebody leans: signal detection."""

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from clearspan.skills.interval import UNKNOWN, Z_95, Estimate, normal
from clearspan.skills.judgment.attempt import Attempt

NORMAL = NormalDist()
HALVINGS = 40
"""How often a range of 1 is halved until its ends are the same number."""


def discernment(hits: int, seeded: int, false_alarms: int, clean: int) -> tuple[Estimate, Estimate]:
    """d' and the criterion c, from how often an error was called where there was one and where there was none.

    Both rates are corrected log-linearly (Hautus 1995), so that nobody is infinitely able; the variance is that of Gourevitch and
    Galanter (1967). d' is 0 for guessing; c is above 0 for who calls too few errors (trusts), below 0 for who calls too many.
    """
    if not seeded or not clean:
        return UNKNOWN, UNKNOWN
    hit, alarm = (hits + 0.5) / (seeded + 1), (false_alarms + 0.5) / (clean + 1)
    z_hit, z_alarm = NORMAL.inv_cdf(hit), NORMAL.inv_cdf(alarm)
    variance = _variance(hit, z_hit, seeded) + _variance(alarm, z_alarm, clean)
    of = seeded + clean
    return normal(z_hit - z_alarm, variance, of), normal(-(z_hit + z_alarm) / 2, variance / 4, of)


def _variance(rate: float, z: float, of: int) -> float:
    return rate * (1 - rate) / (of * NORMAL.pdf(z) ** 2)


def discernment_of(attempts: Sequence[Attempt]) -> tuple[Estimate, Estimate]:
    """d' and c of some answers; the upper three steps call an error."""
    seeded = [each for each in attempts if each.seeded]
    clean = [each for each in attempts if not each.seeded]
    return discernment(sum(each.says_wrong for each in seeded), len(seeded), sum(each.says_wrong for each in clean), len(clean))


def area(attempts: Sequence[Attempt]) -> Estimate:
    """The area under the ROC curve of the six steps: how often a faulty output is held to be wrong more surely than a sound one;
    0.5 for guessing. The interval is a score interval, which holds at 1 and in small numbers, too (Newcombe 2006, method 5)."""
    seeded = np.array([each.confidence for each in attempts if each.seeded])
    clean = np.array([each.confidence for each in attempts if not each.seeded])
    if not len(seeded) or not len(clean):
        return UNKNOWN
    value = wins(seeded, clean) / (len(seeded) * len(clean))
    low, high = area_interval(value, len(seeded), len(clean))
    return Estimate(value, low, high, len(attempts))


def wins(seeded: np.ndarray, clean: np.ndarray) -> float:
    """In how many pairs the faulty output is held to be wrong more surely; ties count half."""
    return float((seeded[:, None] > clean[None, :]).sum() + 0.5 * (seeded[:, None] == clean[None, :]).sum())


def area_interval(value: float, seeded: int, clean: int) -> tuple[float, float]:
    """The 95% interval of an area, from its value and the numbers of outputs."""
    star = (seeded + clean) / 2 - 1

    def is_inside(truth: float) -> bool:
        spread = 1 + star * (1 - truth) / (2 - truth) + star * truth / (1 + truth)
        return abs(value - truth) <= Z_95 * math.sqrt(truth * (1 - truth) * spread / (seeded * clean))

    ends = []
    for furthest in (0.0, 1.0):
        inside, outside = value, furthest
        for _ in range(HALVINGS):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if is_inside(middle) else (inside, middle)
        ends.append(inside)
    return ends[0], ends[1]
