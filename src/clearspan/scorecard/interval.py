"""Intervals of the scorecard's figures."""

import math
from collections.abc import Sequence

import numpy as np

Z_95 = 1.959964
BINS = 10
DRAWS = 4_000


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927): it keeps its promise at the ends and in small numbers."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = hits / of, Z_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def calibration_error(stated: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error: how far stated probabilities and what came true lie apart, over bins of equal numbers."""
    if not stated:
        return 0.0
    order = np.argsort(stated, kind="stable")
    told, true = np.asarray(stated)[order], np.asarray(right, dtype=float)[order]
    parts = [part for part in np.array_split(np.arange(len(told)), BINS) if len(part)]
    return float(sum(len(part) * abs(told[part].mean() - true[part].mean()) for part in parts) / len(told))


def perfect_calibration(stated: Sequence[float], seed: int = 7) -> float:
    """The calibration error that a perfectly calibrated engine with the same stated probabilities stays below 95 times in 100."""
    if not stated:
        return 0.0
    draws = np.random.default_rng(seed)
    told = np.sort(np.asarray(stated))
    parts = [part for part in np.array_split(np.arange(len(told)), BINS) if len(part)]
    came = draws.random((DRAWS, len(told))) < told
    errors = sum(len(part) * np.abs(told[part].mean() - came[:, part].mean(axis=1)) for part in parts) / len(told)
    return float(np.quantile(errors, 0.95))
