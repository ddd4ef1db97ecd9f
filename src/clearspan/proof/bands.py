"""Bands that hold for several effects at once, and the test that nothing happened before the start."""

from dataclasses import dataclass

import numpy as np

from clearspan.proof.arrays import Floats
from clearspan.proof.group_time import GroupTime
from clearspan.proof.interval import chi_square_above, f_above

DRAWS = 20_000
DEFINITE = 1e-10
"""Share of the largest eigenvalue below which a covariance is not of full rank."""


@dataclass(frozen=True)
class Pretest:
    """Whether cohorts moved apart from the others before their start: the Wald statistic `w` of so many `cells`, its `p` by the
    chi-square distribution, as it is published, and `p_few` by Hotelling's, for where cohorts cannot be drawn again."""

    w: float
    p: float
    p_few: float
    cells: int


def joint_reach(covariance: Floats, degrees: int, level: float = 0.95, seed: int = 7) -> float:
    """How many standard errors bands must reach so that all effects (k,) lie inside at once so often (sup-t).

    Montiel Olea and Plagborg-Møller (2019); drawn from Student's distribution, because errors come from few clusters.
    """
    error = np.sqrt(np.diag(covariance))
    known = error > 0
    if not known.any():
        return float("nan")
    correlation = covariance[np.ix_(known, known)] / np.outer(error[known], error[known])
    values, vectors = np.linalg.eigh(correlation)
    random = np.random.default_rng(seed)
    drawn = random.standard_normal((DRAWS, len(values))) * np.sqrt(np.maximum(values, 0)) @ vectors.T
    drawn /= np.sqrt(random.chisquare(degrees, DRAWS) / degrees)[:, None]
    return float(np.quantile(np.abs(drawn).max(axis=1), level))


def pretest(found: GroupTime) -> Pretest | None:
    """The test that no cohort moved apart before its start; None where nothing was seen before, or by too few clusters."""
    before = (found.time < found.group) & np.isfinite(found.error)
    effect, influence = found.effect[before], found.influence[:, before]
    if not len(effect):
        return None
    covariance = found.factor * influence.T @ influence
    values = np.linalg.eigvalsh(covariance)
    if len(effect) >= found.clusters - 1 or values[0] <= DEFINITE * values[-1]:
        return None
    w = float(effect @ np.linalg.solve(covariance, effect))
    q, clusters = len(effect), found.clusters
    return Pretest(w, chi_square_above(w, q), f_above(w * (clusters - q) / (q * (clusters - 1)), q, clusters - q), q)
