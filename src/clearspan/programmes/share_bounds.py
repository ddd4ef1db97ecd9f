"""Shares of small groups as bounds that no single person decides, and their interval for people like these."""

import numpy as np

FEWEST = 8
"""People below which no share is told."""
STEP = 0.05
"""Shares are told in steps of so much, rounded outwards."""
_Z = 1.959964


def left_out(hits: int, people: int) -> tuple[float, ...]:
    """The share with everyone, without one of the hits, and without one of the others."""
    return hits / people, max(hits - 1, 0) / (people - 1), min(hits, people - 1) / (people - 1)


def share_bounds(hits: int, people: int) -> tuple[float, float]:
    """Bounds in steps that hold the share whoever is left out. Half the minimum or less at either end is told as 'so many or
    fewer': the bound takes in nobody too."""
    shares, few = left_out(hits, people), FEWEST / 2 / people
    low, high = outwards(min(shares), max(shares))
    if low < few:
        low, high = 0.0, max(high, outwards(0.0, few)[1])
    if high > 1 - few:
        low, high = min(low, outwards(1 - few, 1.0)[0]), 1.0
    return low, high


def wilson(hits: int, people: int) -> tuple[float, float]:
    """The 95% interval of a share for people like these, in steps outwards. Wilson (1927), the score interval."""
    share, extra = hits / people, _Z**2 / people
    middle = (share + extra / 2) / (1 + extra)
    half = _Z / (1 + extra) * float(np.sqrt(share * (1 - share) / people + extra / 4 / people))
    return outwards(middle - half, middle + half)


def outwards(low: float, high: float) -> tuple[float, float]:
    """Bounds rounded outwards to whole steps, within 0 and 1."""
    bottom, top = np.floor(low / STEP + 1e-9) * STEP, np.ceil(high / STEP - 1e-9) * STEP
    return round(float(max(bottom, 0)), 2), round(float(min(top, 1)), 2)
