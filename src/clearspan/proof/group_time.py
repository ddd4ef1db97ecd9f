"""Effects by cohort and period: each cohort against those who are untreated, from the last period before its start.

Callaway and Sant'Anna, Difference-in-differences with multiple time periods, Journal of Econometrics 225 (2021). Standard errors
come from the influence of each cluster, in closed form; the weights of aggregates are estimated, and count in them.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.adjusted import adjusted_effect
from clearspan.proof.arrays import Bools, Floats, Ints, sums_by
from clearspan.proof.choices import Choices, Comparison
from clearspan.proof.panel import Panel
from clearspan.proof.sorted_units import Cell, SortedUnits


@dataclass(frozen=True)
class GroupTime:
    """Effects by cohort and period.

    `group`, `time`, `effect` (cells,); `influence` (clusters, cells): a cluster's part in each effect, the squares of which add
    up to the variance (times `factor`). `cohorts` and `share` (cohorts,) with `share_influence` (clusters, cohorts): the share of
    units in each. `clusters` counts the clusters; where each unit is its own, the factor is 1.
    """

    group: Ints
    time: Ints
    effect: Floats
    influence: Floats
    cohorts: Ints
    share: Floats
    share_influence: Floats
    units: int
    clusters: int
    factor: float
    notes: tuple[str, ...] = ()

    @property
    def error(self) -> Floats:
        """The standard error by cell; NaN for the period that the others are compared with."""
        found = np.sqrt(self.factor * (self.influence**2).sum(axis=0))
        return np.where(found > 0, found, np.nan)


def group_time(panel: Panel, choices: Choices = Choices()) -> GroupTime:  # noqa: B008  frozen
    """The effects of every cohort in every period. Raises CannotTell where no one is untreated, or no cohort is seen before."""
    sort = SortedUnits(panel, choices)
    _refuse_without_control(panel, sort, choices)
    cells = list(sort.cells())
    if not any(sort.times[cell.time] >= sort.starts[cell.group] for cell in cells):
        raise CannotTell(
            "no treated unit can be compared after its start with one that is still untreated",
            remedy="Give earlier periods, or units that are treated later or never.",
        )
    plain = panel.complete and not panel.controls.size
    clusters, cluster = _numbered(sort.cluster)
    found = _plain(panel, sort, cells, cluster) if plain else _careful(panel, sort, cells, cluster, choices)
    group = np.array([sort.starts[cell.group] for cell in cells], dtype=np.int64)
    time = np.array([panel.times[cell.time] for cell in cells], dtype=np.int64)
    effect, influence = found
    cohorts, share, moved = _shares(sort, cluster, clusters)
    units = len(sort.order)
    factor = 1.0 if clusters == units else clusters / (clusters - 1)
    return GroupTime(group, time, effect, influence, cohorts, share, moved, units, clusters, factor, _notes(panel, sort))


def _refuse_without_control(panel: Panel, sort: SortedUnits, choices: Choices) -> None:
    remedy = "Add units that are not treated, or not yet."
    if not sort.has_never and len(sort.starts) < 2:
        raise CannotTell("no control: everyone is treated, and no one later than the others", remedy=remedy)
    if not len(sort.groups()):
        raise CannotTell("nobody is treated after the first period", remedy="Give periods before the start.")
    if choices.comparison is Comparison.NEVER and not sort.has_never:
        raise CannotTell("no control: no one is never treated", remedy="Compare with those who are not yet treated.")
    if panel.clusters < 2:
        raise CannotTell("there is one cluster only, so that nothing tells its chance from an effect", remedy="Add clusters.")


def _numbered(cluster: Ints) -> tuple[int, Ints]:
    """How many clusters are left, and their numbers without gaps; where each unit is its own, in the order of units."""
    present, numbered = np.unique(cluster, return_inverse=True)
    return len(present), np.arange(len(cluster)) if len(present) == len(cluster) else numbered


def _plain(panel: Panel, sort: SortedUnits, cells: list[Cell], cluster: Ints) -> tuple[Floats, Floats]:
    """Effects and influences as differences of means: only sums over the units of a cluster that begin together are needed."""
    sums, size, of_sum = _summed(panel, sort, cluster)
    edges = np.searchsorted(of_sum[1], sort.edges[:-1], side="left")
    edges = np.append(edges, sums.shape[1])
    place = {int(edge): int(edges[at]) for at, edge in enumerate(sort.edges)}
    effect, influence = np.empty(len(cells)), np.zeros((len(cells), sums.shape[1]))
    for at, cell in enumerate(cells):
        effect[at] = 0.0
        for sign, side in ((1.0, (cell.treated,)), (-1.0, cell.untreated)):
            parts = [slice(place[each.start], place[each.stop]) for each in side]
            changes = [sums[cell.time, part] - sums[cell.base, part] for part in parts]
            n = sum(float(size[part].sum()) for part in parts)
            mean = sum(float(change.sum()) for change in changes) / n
            effect[at] += sign * mean
            for part, change in zip(parts, changes, strict=True):
                influence[at, part] = sign * (change - size[part] * mean) / n
    clusters = int(cluster.max()) + 1
    owner = of_sum[0]
    if clusters == len(cluster):
        return effect, influence.T
    added = np.zeros((clusters, len(cells)))
    np.add.at(added, owner, influence.T)
    return effect, added


def _summed(panel: Panel, sort: SortedUnits, cluster: Ints) -> tuple[Floats, Floats, tuple[Ints, Ints]]:
    """Sums of the outcome by period and by units of one cluster and cohort (in the order of cohorts), the units in each, and
    each one's cluster and first unit."""
    laid = panel.grid[:, sort.order]
    units = len(cluster)
    if int(cluster.max()) + 1 == units:
        return laid, np.ones(units), (cluster, np.arange(units))
    rank = np.searchsorted(sort.starts, sort.cohort)
    key, first, of_unit = np.unique(rank * units + cluster, return_index=True, return_inverse=True)
    order = np.argsort(key, kind="stable")
    size = np.bincount(of_unit, minlength=len(key)).astype(np.float64)
    sums = np.stack([sums_by(of_unit, row, len(key)) for row in laid])
    rank_first = sort.edges[:-1][key[order] // units]
    return sums[:, order], size[order], (cluster[first[order]], np.maximum(rank_first, 0))


def _careful(panel: Panel, sort: SortedUnits, cells: list[Cell], cluster: Ints, choices: Choices) -> tuple[Floats, Floats]:
    """Effects and influences unit by unit: with controls, or where not everyone is seen in every period."""
    laid = panel.grid[:, sort.order]
    controls = [panel.on_grid(column)[:, sort.order] for column in panel.controls.T]
    clusters = int(cluster.max()) + 1
    effect, influence = np.full(len(cells), np.nan), np.zeros((len(cells), clusters))
    for at, cell in enumerate(cells):
        who = np.concatenate([np.arange(each.start, each.stop) for each in (cell.treated, *cell.untreated)])
        change = laid[cell.time, who] - laid[cell.base, who]
        seen = ~np.isnan(change)
        who, change = who[seen], change[seen]
        treated: Bools = (who >= cell.treated.start) & (who < cell.treated.stop)
        if cell.time == cell.base:
            effect[at] = 0.0
        elif treated.any() and not treated.all():
            earlier = min(cell.time, cell.base)
            held = np.column_stack([np.ones(len(who)), *(column[earlier, who] for column in controls)])
            effect[at], moved = _effect(
                change, treated, held, choices, (panel.told(int(sort.starts[cell.group])), panel.told(int(sort.times[cell.time])))
            )
            influence[at] = sums_by(cluster[who], moved / len(who), clusters)
    return effect, influence.T


def _effect(
    change: Floats, treated: Bools, held: Floats, choices: Choices, cell: tuple[int | str, int | str]
) -> tuple[float, Floats]:
    if held.shape[1] == 1:
        share = treated.mean()
        first, second = change[treated].mean(), change[~treated].mean()
        moved = np.where(treated, (change - first) / share, (second - change) / (1 - share))
        return float(first - second), moved
    try:
        return adjusted_effect(change, treated, held, choices.adjustment)
    except CannotTell as error:
        where = f"cohort {cell[0]}, period {cell[1]}"
        raise CannotTell(error.what, where=where, remedy=error.remedy) from error


def _shares(sort: SortedUnits, cluster: Ints, clusters: int) -> tuple[Ints, Floats, Floats]:
    """The cohorts, the share of all units in each, and each cluster's influence on the shares."""
    units = len(cluster)
    size = np.bincount(cluster, minlength=clusters) / units
    shares, moved = [], []
    for place in sort.groups():
        side = sort.side(place)
        share = (side.stop - side.start) / units
        moved.append(np.bincount(cluster[side], minlength=clusters) / units - size * share)
        shares.append(share)
    cohorts = sort.starts[: len(shares)]
    return cohorts, np.array(shares), np.column_stack(moved)


def _notes(panel: Panel, sort: SortedUnits) -> tuple[str, ...]:
    found = []
    if sort.dropped:
        found.append(f"{sort.dropped} units were treated in the first period already; they show no start and are left out.")
    alone = int((np.diff(sort.edges)[: len(sort.groups())] == 1).sum())
    if alone:
        found.append(f"{alone} start dates are those of a single unit each: the errors of their own effects are too small.")
    if not panel.complete:
        missing = panel.units * panel.periods - len(panel.outcome)
        found.append(
            f"{missing} of {panel.units * panel.periods} unit-periods are absent; each comparison uses the units seen in both of "
            "its periods. Where people leave because of how they do, this bends the result."
        )
    return tuple(found)
