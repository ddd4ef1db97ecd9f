"""A panel seen as two arms: each unit's outcome after the common start, and before it where it was seen then."""

from dataclasses import dataclass

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.arrays import Floats, Ints
from clearspan.proof.panel import Panel


@dataclass(frozen=True)
class TwoArms:
    """By unit: `after` and `before` (NaN where it was not seen), `treated` 0 or 1, `cluster`; `rows` of the panel behind it."""

    after: Floats
    before: Floats
    treated: Floats
    cluster: Ints
    stratum: Ints
    unit: Ints
    rows: int

    @property
    def has_before(self) -> bool:
        """Whether every unit was seen before the start."""
        return bool(len(self.before)) and not np.isnan(self.before).any()

    @property
    def clusters(self) -> int:
        """How many clusters there are."""
        return int(self.cluster.max()) + 1


def two_arms(panel: Panel) -> TwoArms:
    """The two arms. Raises CannotTell where there is no common start, an arm is empty, or one cluster is all there is."""
    inside = panel.cohorts[panel.cohorts <= panel.times[-1]]
    if len(inside) != 1:
        found = "nobody was treated" if not len(inside) else f"there are {len(inside)} start dates"
        raise CannotTell(f"two arms need one start date, and {found}", remedy="Ask for the effect of a staggered start.")
    start = int(np.searchsorted(panel.times, inside[0]))
    grid = panel.grid
    after, before = _mean(grid[start:]), _mean(grid[:start])
    seen = ~np.isnan(after)
    treated = (panel.cohort == inside[0])[seen].astype(np.float64)
    if not treated.any() or treated.all():
        raise CannotTell("no control: one of the two arms is empty", remedy="Add units that are not treated.")
    _, cluster = np.unique(panel.cluster[seen], return_inverse=True)
    if cluster.max() == 0:
        raise CannotTell("there is one cluster only, so that nothing tells its chance from an effect", remedy="Add clusters.")
    stratum = panel.stratum[seen] if len(panel.stratum) else np.zeros(int(seen.sum()), dtype=np.int64)
    rows = int((~np.isnan(grid[start:, seen])).sum())
    return TwoArms(after[seen], before[seen], treated, cluster, stratum, np.flatnonzero(seen), rows)


def _mean(grid: Floats) -> Floats:
    """Each unit's mean over periods, NaN where it was in none."""
    if grid.shape[0] == 0:
        return np.full(grid.shape[1], np.nan)
    known = ~np.isnan(grid)
    count = known.sum(axis=0)
    return np.where(count > 0, np.where(known, grid, 0.0).sum(axis=0) / np.maximum(count, 1), np.nan)
