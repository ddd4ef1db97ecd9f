"""Answers of some as a sample of all: the interval that belongs to a mean of answers, from released counts alone."""

import math
from dataclasses import replace

from clearspan.answers.figure import Figure

Z = 1.96
"""Standard errors on either side of a 95% interval."""

MOST_POINTS = 100.0

CENSUS = 0.95
"""Where so many of a group answered, it is counted in full: coverage, no interval."""


def answered_share(figure: Figure, employed: Figure | None) -> float | None:
    """The share of a group that answered, by both released numbers; None where one of them is not told."""
    if figure.n is None or employed is None or not employed.n:
        return None
    return min(figure.n / employed.n, 1.0)


def sampled(figure: Figure, employed: Figure | None) -> Figure:
    """The figure with its 95% interval, where fewer than nearly all of the group answered.

    The spread of answers is not released, so that the widest possible is taken: answers between 0 and 100 with mean m vary by at
    most m (100 - m) (Bhatia and Davis 2000). The interval shrinks as more of the group answer (finite population correction);
    it says nothing of how those who did not answer would have.
    """
    if figure.value is None or not figure.n or figure.low is not None or figure.high is not None:
        return figure
    share = answered_share(figure, employed) or 0.0
    if share >= CENSUS:
        return figure
    value = min(max(figure.value, 0.0), MOST_POINTS)
    error = math.sqrt(value * (MOST_POINTS - value) / figure.n * (1 - share))
    return replace(figure, low=max(value - Z * error, 0.0), high=min(value + Z * error, MOST_POINTS))
