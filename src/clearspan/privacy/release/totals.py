"""Sums and means: withheld where people are too much alike, or where one of them is most of it.

A set shows its sum where at least `side` people add something, at least `side` people differ from the commonest value,
and nobody holds more than half of what the others hold together. The residual of a shown sum needs enough people in
all, enough who add something, and nobody who dominates it.

Noise is that of the people who add something, times the largest value in the set.
"""

import numpy as np

from clearspan.privacy.release.basis import Basis
from clearspan.privacy.release.columns import Bools, Floats, weighted
from clearspan.privacy.release.counts import largest, most_alike, ranked
from clearspan.privacy.release.figure import Figures, figures
from clearspan.privacy.release.relations import Relation
from clearspan.privacy.release.residual import Limits, Shown, covering_children, hide_smallest, outside_counts, settle


def mean_figures(basis: Basis) -> list[Figures]:
    """The sum of values over the sum of weights of each set."""
    shown, total = _protected(basis)
    pairs, values = basis.pairs, basis.values
    heaviest = largest(ranked(pairs, values.weight, values.counted))
    below = np.maximum(pairs.tally(values.weight) + (basis.told - basis.counted) * heaviest, heaviest)
    value = np.divide(total, below, out=np.full_like(total, np.nan), where=below > 0)
    if values.counted.any():
        value = np.minimum(value, (values.value[values.counted] / values.weight[values.counted]).max())
    return [figures(shown, numerator=total, denominator=np.rint(below), people=basis.told, value=value)]


def sum_figures(basis: Basis) -> list[Figures]:
    """The sum of values of each set."""
    shown, total = _protected(basis)
    return [figures(shown, numerator=total, denominator=basis.told, people=basis.told, value=total)]


def dominated(total: Floats, top: Floats) -> Bools:
    """Where the largest value is more than half of the rest."""
    return top > (total - top) / 2


def _protected(basis: Basis) -> tuple[Bools, Floats]:
    """Which sets show their sum, and the perturbed sums."""
    pairs, rules, value = basis.pairs, basis.protection, basis.values.value
    by_value = ranked(pairs, value, basis.values.counted)
    adding = basis.values.counted & (value != 0)
    adders, total, top = pairs.tally(adding.astype(np.float64)), pairs.tally(value), largest(by_value)
    shown = basis.enough.copy()
    if rules.homogeneity:
        shown &= (adders >= rules.side) & (basis.counted - most_alike(by_value) >= rules.side)
    if rules.dominance:
        shown &= ~dominated(total, top)
    if rules.complement:
        shown = _suppressed(basis, shown, adding, adders)
    return shown, np.maximum(total + basis.noise_of(adding) * top, 0.0)


def _suppressed(basis: Basis, opened: Bools, adding: Bools, adders: Floats) -> Bools:
    structure, rules = basis.plan.structure, basis.protection
    counted = basis.values.counted.astype(np.float64)
    strays = outside_counts(structure, counted, adding.astype(np.float64))
    shown = Shown(opened, np.zeros_like(opened), basis.counted, adders, 0 * adders, basis.counted)
    limits = Limits(rules.people, rules.side if rules.homogeneity else 0)
    moved = True
    while moved:
        settle(shown, structure, limits, strays)
        moved = rules.dominance and any([_hide_dominated(shown, each, basis) for each in structure.relations])
    return shown.open


def _hide_dominated(shown: Shown, relation: Relation, basis: Basis) -> bool:
    """Hides the smallest shown child of each root whose residual one person dominates; True where any was hidden."""
    covering = covering_children(shown, relation)
    if not covering.any():
        return False
    where, value, count = basis.plan.where, basis.values.value, len(shown.open)
    own = relation.dimension
    root_of = where[own]
    inside = np.zeros(where.shape[1], dtype=np.bool_)
    taken = np.full(count, -2, dtype=np.int64)
    taken[relation.children[covering]] = relation.roots[covering]
    for dimension in relation.levels:
        child = where[dimension]
        inside |= (child >= 0) & (taken[child] == root_of)
    rest = np.flatnonzero((root_of >= 0) & ~inside)
    total = weighted(root_of[rest], value[rest], count)
    top = np.zeros(count)
    np.maximum.at(top, root_of[rest], value[rest])
    bad = shown.open & (top > 0) & dominated(total, top)
    return hide_smallest(shown, relation, covering & bad[relation.roots])
