"""Effects of cohorts and periods drawn together: overall, by cohort, by period, by time since the start.

Callaway and Sant'Anna (2021), section 3; the influence of estimated cohort shares on the weights is part of every error.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.proof.arrays import Bools, Floats, Ints
from clearspan.proof.group_time import GroupTime


@dataclass(frozen=True)
class Drawn:
    """One drawn-together effect: `effect`, its standard `error`, and each cluster's `influence` (clusters,)."""

    effect: float
    error: float
    influence: Floats


@dataclass(frozen=True)
class Series:
    """Drawn-together effects at each `at` (cohort, period or time since the start), and their overall mean."""

    at: Ints
    parts: tuple[Drawn, ...]
    overall: Drawn

    @property
    def covariance(self) -> Floats:
        """The covariance of the parts (parts, parts), without the factor for few clusters."""
        moved = np.column_stack([part.influence for part in self.parts])
        return moved.T @ moved


def simple(found: GroupTime) -> Drawn:
    """The mean over all treated cells, each cohort by its size."""
    return _by_share(found, found.time >= found.group)


def by_cohort(found: GroupTime) -> Series:
    """The mean of each cohort since its start; overall, by their sizes."""
    treated = found.time >= found.group
    at = np.array([cohort for cohort in found.cohorts if (treated & (found.group == cohort)).any()], dtype=np.int64)
    parts = tuple(_even(found, treated & (found.group == cohort)) for cohort in at)
    place = np.searchsorted(found.cohorts, at)
    weight, moved = _weights(found.share[place], found.share_influence[:, place])
    effects = np.array([part.effect for part in parts])
    influence = np.column_stack([part.influence for part in parts]) @ weight + moved @ effects
    return Series(at, parts, _drawn(found, float(weight @ effects), influence))


def by_period(found: GroupTime) -> Series:
    """The mean of each period over those treated in it; overall, each period alike."""
    treated = found.time >= found.group
    at = np.unique(found.time[treated])
    parts = tuple(_by_share(found, treated & (found.time == time)) for time in at)
    return Series(at, parts, _mean(found, parts))


def by_time_since(found: GroupTime) -> Series:
    """The mean at each time since the start, also before it; overall, each time from 0 on alike."""
    since = found.time - found.group
    at = np.unique(since)
    parts = tuple(_by_share(found, since == each) for each in at)
    return Series(at, parts, _mean(found, tuple(part for part, each in zip(parts, at, strict=True) if each >= 0)))


def _by_share(found: GroupTime, cells: Bools) -> Drawn:
    place = np.searchsorted(found.cohorts, found.group[cells])
    weight, moved = _weights(found.share[place], found.share_influence[:, place])
    effects = found.effect[cells]
    return _drawn(found, float(weight @ effects), found.influence[:, cells] @ weight + moved @ effects)


def _weights(share: Floats, influence: Floats) -> tuple[Floats, Floats]:
    """Shares as weights, and each cluster's influence on them (clusters, weights)."""
    total = share.sum()
    return share / total, influence / total - np.outer(influence.sum(axis=1), share / total**2)


def _even(found: GroupTime, cells: Bools) -> Drawn:
    return _drawn(found, float(found.effect[cells].mean()), found.influence[:, cells].mean(axis=1))


def _mean(found: GroupTime, parts: tuple[Drawn, ...]) -> Drawn:
    influence = np.mean([part.influence for part in parts], axis=0)
    return _drawn(found, float(np.mean([part.effect for part in parts])), influence)


def _drawn(found: GroupTime, effect: float, influence: Floats) -> Drawn:
    error = float(np.sqrt(found.factor * influence @ influence))
    return Drawn(effect, error if error > 0 else float("nan"), influence)
