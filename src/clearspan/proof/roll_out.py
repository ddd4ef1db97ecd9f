"""Randomisation inference on a roll-out: the start dates are drawn again among the clusters, and the effect computed anew."""

from itertools import pairwise

import numpy as np

from clearspan.proof.arrays import Floats, Ints, sums_by
from clearspan.proof.choices import Choices
from clearspan.proof.panel import Panel
from clearspan.proof.randomisation import Draws, Randomised, affordable, constant_within, decide, shuffled
from clearspan.proof.sorted_units import SortedUnits

AT_ONCE = 4_000_000
"""Numbers that a batch of draws may hold."""


def dates_drawn_again(panel: Panel, choices: Choices, took: Floats | None = None) -> Randomised | None:
    """What drawing the start dates again says of the overall effect of a staggered start; of the effect of taking it up, where
    `took` (rows,) says how far each unit had by then.

    Dates are drawn among clusters where all in a cluster begin together, else among units; within strata where there are any.
    None where units are absent in some periods or there are controls (the effect is then no plain sum), or where units are too
    many.
    """
    if not panel.complete or panel.controls.size:
        return None
    sort = SortedUnits(panel, choices)
    cluster = np.unique(sort.cluster, return_inverse=True)[1]
    if not constant_within(np.searchsorted(sort.starts, sort.cohort), cluster).all():
        cluster = np.arange(len(sort.order))
    groups = int(cluster.max()) + 1
    draws = affordable(choices.draws, groups * len(sort.starts))
    if not draws:
        return None
    place, stratum = np.zeros(groups, dtype=np.int64), np.zeros(groups, dtype=np.int64)
    place[cluster] = np.searchsorted(sort.starts, sort.cohort)
    if len(panel.stratum):
        stratum[cluster] = panel.stratum[sort.order]
    size = np.bincount(cluster).astype(np.float64)
    sums = np.stack([sums_by(cluster, row, groups) for row in panel.grid[:, sort.order]])
    if took is None:
        begun = (panel.times[:, None] >= sort.starts[place]) * size
    else:
        begun = np.stack([sums_by(cluster, row, groups) for row in panel.on_grid(took)[:, sort.order]])
    drawn = np.vstack([place, shuffled(place.astype(np.float64), stratum, draws, choices.seed)])
    return decide(Draws(*_effects(sort, sums, begun, size, drawn.astype(np.int64)), exact=False), choices.level)


def _effects(sort: SortedUnits, sums: Floats, begun: Floats, size: Floats, drawn: Ints) -> tuple[Floats, Floats]:
    """The overall effect on the outcome, and on having begun (or taken it up), of each assignment (draws, groups) of groups to
    cohorts."""
    cohorts, periods = len(sort.starts), len(sums)
    both = np.vstack([sums, begun, size])
    step = max(1, AT_ONCE // (drawn.shape[1] * cohorts))
    found = []
    for low, high in pairwise([*range(0, len(drawn), step), len(drawn)]):
        within = (drawn[low:high, :, None] == np.arange(cohorts)).astype(np.float64)
        summed = both @ within
        found.append((_overall(sort, summed[:, :periods], summed[:, -1]), _overall(sort, summed[:, periods:-1], summed[:, -1])))
    return np.concatenate([each[0] for each in found]), np.concatenate([each[1] for each in found])


def _overall(sort: SortedUnits, sums: Floats, size: Floats) -> Floats:
    """The effect over all treated cells, by cohort size (draws,), of sums by period and cohort (draws, periods, cohorts)."""
    total, weight = np.zeros(len(size)), np.zeros(len(size))
    for cell in sort.cells():
        if sort.times[cell.time] < sort.starts[cell.group]:
            continue
        change = sums[:, cell.time] - sums[:, cell.base]
        others = sort.groups_in(cell.untreated)
        mean = change[:, cell.group] / size[:, cell.group]
        total += size[:, cell.group] * (mean - change[:, others].sum(axis=1) / size[:, others].sum(axis=1))
        weight += size[:, cell.group]
    return total / weight
