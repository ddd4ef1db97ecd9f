"""Effects of cohorts and periods drawn together: overall, by cohort, by period, by time since the start.

Callaway and Sant'Anna (2021), section 3; the influence of estimated cohort shares on the weights is part of every error.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.proof.arrays import Bools, Floats, Ints, sums_by
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


@dataclass(frozen=True)
class _Mix:
    """How cells are mixed: the weight of each, and how much of each cohort's share enters through the weights (cohorts,)."""

    cells: Floats
    shares: Floats


def simple(found: GroupTime) -> Drawn:
    """The mean over all treated cells, each cohort by its size."""
    return _drawn(found, [_by_share(found, found.time >= found.group)])[0]


def by_cohort(found: GroupTime) -> Series:
    """The mean of each cohort since its start; overall, by their sizes."""
    treated = found.time >= found.group
    at = np.array([cohort for cohort in found.cohorts if (treated & (found.group == cohort)).any()], dtype=np.int64)
    mixes = [_even(found, treated & (found.group == cohort)) for cohort in at]
    place = np.searchsorted(found.cohorts, at)
    effects = np.array([mix.cells @ found.effect for mix in mixes])
    weight, moved = _weights(found.share[place], place, effects, len(found.cohorts))
    overall = _Mix(np.sum([share * mix.cells for share, mix in zip(weight, mixes, strict=True)], axis=0), moved)
    return _series(found, at, mixes, overall)


def by_period(found: GroupTime) -> Series:
    """The mean of each period over those treated in it; overall, each period alike."""
    treated = found.time >= found.group
    at = np.unique(found.time[treated])
    mixes = [_by_share(found, treated & (found.time == time)) for time in at]
    return _series(found, at, mixes, _mean(mixes))


def by_time_since(found: GroupTime) -> Series:
    """The mean at each time since the start, also before it; overall, each time from 0 on alike."""
    since = found.time - found.group
    at = np.unique(since)
    mixes = [_by_share(found, since == each) for each in at]
    return _series(found, at, mixes, _mean([mix for mix, each in zip(mixes, at, strict=True) if each >= 0]))


def _by_share(found: GroupTime, cells: Bools) -> _Mix:
    place = np.searchsorted(found.cohorts, found.group[cells])
    share, moved = _weights(found.share[place], place, found.effect[cells], len(found.cohorts))
    weight = np.zeros(len(cells))
    weight[cells] = share
    return _Mix(weight, moved)


def _weights(share: Floats, place: Ints, effects: Floats, cohorts: int) -> tuple[Floats, Floats]:
    """Shares as weights, and how much the mean of `effects` moves with each cohort's share (cohorts,)."""
    total = share.sum()
    middle = share @ effects / total
    return share / total, sums_by(place, (effects - middle) / total, cohorts)


def _even(found: GroupTime, cells: Bools) -> _Mix:
    return _Mix(cells / cells.sum(), np.zeros(len(found.cohorts)))


def _mean(mixes: list[_Mix]) -> _Mix:
    return _Mix(np.mean([mix.cells for mix in mixes], axis=0), np.mean([mix.shares for mix in mixes], axis=0))


def _series(found: GroupTime, at: Ints, mixes: list[_Mix], overall: _Mix) -> Series:
    *parts, whole = _drawn(found, [*mixes, overall])
    return Series(at, tuple(parts), whole)


def _drawn(found: GroupTime, mixes: list[_Mix]) -> list[Drawn]:
    cells, shares = np.array([mix.cells for mix in mixes]), np.array([mix.shares for mix in mixes])
    influence = cells @ found.influence.T + shares @ found.share_influence.T
    errors = np.sqrt(found.factor * np.einsum("mc,mc->m", influence, influence))
    effects = (cells @ found.effect).tolist()
    return [
        Drawn(effect, error if error > 0 else float("nan"), moved)
        for effect, error, moved in zip(effects, errors.tolist(), influence, strict=True)
    ]
