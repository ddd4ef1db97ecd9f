"""Several outcomes at once: probabilities that allow for having looked at all of them.

Holm (1979); Benjamini and Hochberg (1995); Romano and Wolf, Exact and approximate stepdown methods for multiple hypothesis
testing, JASA 100 (2005), on the draws of the assignment (Westfall and Young 1993).
"""

import numpy as np

from clearspan.proof.arrays import Floats


def holm(p: Floats) -> Floats:
    """Probabilities (outcomes,) such that the chance of even one false effect among those below alpha is alpha."""
    order = np.argsort(p)
    stepped = np.maximum.accumulate(np.minimum(1.0, p[order] * np.arange(len(p), 0, -1)))
    return _back(stepped, order)


def benjamini_hochberg(p: Floats) -> Floats:
    """Probabilities (outcomes,) such that of the effects below alpha, a share of alpha is false at most."""
    order = np.argsort(p)
    stepped = np.minimum.accumulate((p[order] * len(p) / np.arange(1, len(p) + 1))[::-1])[::-1]
    return _back(np.minimum(stepped, 1.0), order)


def romano_wolf(effects: Floats) -> Floats:
    """Probabilities (outcomes,) as Holm's, sharper where outcomes move together.

    `effects` (draws, outcomes): the effects under each assignment, the observed one first; all outcomes by the same assignments.
    """
    size = np.abs(effects) / np.maximum(effects.std(axis=0), np.finfo(np.float64).tiny)
    order = np.argsort(-size[0])
    largest = np.maximum.accumulate(size[:, order[::-1]], axis=1)[:, ::-1]
    reached = (largest >= size[0, order] * (1 - 1e-12)).mean(axis=0)
    return _back(np.maximum.accumulate(reached), order)


def _back(values: Floats, order: np.ndarray) -> Floats:
    found = np.empty(len(values))
    found[order] = values
    return found
