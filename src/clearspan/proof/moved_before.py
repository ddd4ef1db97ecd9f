"""Whether cohorts moved apart before the first start: by drawing again who belongs to which."""

import numpy as np

from clearspan.proof.arrays import Floats, sums_by
from clearspan.proof.panel import Panel

MOST_CLUSTERS = 400
"""Above so many clusters the tests by a distribution hold their size, and drawing again would take long."""

DRAWS = 1999
ROUNDING = 1e-9


def moved_before(panel: Panel, anticipated: int = 0, seed: int = 7) -> float | None:
    """The probability of cohorts moving apart so far before the first start, were they nothing but groups drawn at random; None
    where fewer than two periods lie before it, clusters mix cohorts, or there are very many of them.

    Wald tests of each cohort and period reject far too often where cohorts have few teams (simulated: 27 times in 100 of 24
    teams, 18 periods and two starts, where 5 are meant). This one holds its size by construction. Two things count alike: how
    far cohorts' courses differ in all periods, and how far their slopes do.
    """
    before = panel.times < panel.cohorts.min() - anticipated
    cohort = np.full(panel.clusters, -1, dtype=np.int64)
    cohort[panel.cluster] = panel.cohort
    if before.sum() < 2 or panel.clusters > MOST_CLUSTERS or (cohort[panel.cluster] != panel.cohort).any():
        return None
    course = _courses(panel, before)
    whole = np.isfinite(course).all(axis=1)
    course, cohort = course[whole], cohort[whole]
    _, member = np.unique(cohort, return_inverse=True)
    if member.max(initial=0) < 1 or len(member) < 4:
        return None
    random = np.random.default_rng(seed)
    drawn = np.vstack([np.arange(len(member)), *(random.permutation(len(member)) for _ in range(DRAWS))])
    time = np.arange(course.shape[1]) - (course.shape[1] - 1) / 2
    slope = (course @ time / (time @ time))[:, None]
    apart = np.zeros(len(drawn))
    for each in (course, slope):
        between = _between(each, member, drawn)
        apart += between / (between.mean() or 1.0)
    return float(np.mean(apart >= apart[0] * (1 - ROUNDING)))


def _courses(panel: Panel, before: np.ndarray) -> Floats:
    """(clusters, periods before) the mean outcome of each cluster, less its own mean; NaN where it was not seen."""
    place = np.cumsum(before) - 1
    kept = before[panel.time]
    periods = int(before.sum())
    at = panel.cluster[panel.unit[kept]] * periods + place[panel.time[kept]]
    sums = sums_by(at, panel.outcome[kept], panel.clusters * periods)
    counts = np.bincount(at, minlength=panel.clusters * periods)
    mean = np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0).reshape(-1, periods)
    return mean - mean.mean(axis=1, keepdims=True)


def _between(course: Floats, member: np.ndarray, drawn: np.ndarray) -> Floats:
    """(draws,) the sum of squares between the cohorts of each draw, every period by its own spread."""
    spread = course.std(axis=0)
    scaled = np.divide(course - course.mean(axis=0), spread, out=np.zeros_like(course), where=spread > 0)
    sizes = np.bincount(member)
    found = np.zeros(len(drawn))
    for cohort, size in enumerate(sizes):
        chosen = drawn[:, np.flatnonzero(member == cohort)]
        found += (scaled[chosen].sum(axis=1) ** 2).sum(axis=1) / size
    return found
