"""How far two camps of a group keep to themselves, given who works with whom."""

import numpy as np

from clearspan.diagnosis.panel import Bools, Floats

FEWEST = 5
"""People below which the count of ways to form camps is too small to judge by."""


def across_camps(strength: Floats, camp: Bools) -> float:
    """How many standard deviations the work across two camps lies above (or, negative, below) what chance would give.

    `strength` is between each two people (symmetric, zero on the diagonal), `camp` says who is of one of the camps. Chance is
    that the same number of people, drawn without regard to ties, form the camp: its mean and variance are exact (join counts
    under random labels: Cliff and Ord, Spatial Processes, 1981). NaN where it cannot be said: a camp of nobody, too few
    people, no ties.
    """
    count, one = len(camp), int(camp.sum())
    other = count - one
    total = float(strength.sum())
    if count < FEWEST or not one or not other or total <= 0:
        return float("nan")
    squares, margins = 2 * float((strength**2).sum()), 4 * float((strength.sum(axis=1) ** 2).sum())
    pair = 2 * one * other / (count * (count - 1))
    sharing = one * other / (count * (count - 1))
    apart = 4 * one * (one - 1) * other * (other - 1) / (count * (count - 1) * (count - 2) * (count - 3))
    second = squares * pair + (margins - 2 * squares) * sharing + (total**2 + squares - margins) * apart
    mean = total * pair
    found = 2 * float(strength[camp][:, ~camp].sum())
    deviation = np.sqrt(max(second - mean**2, 0.0))
    return float((found - mean) / deviation) if deviation > 1e-9 * total else float("nan")
