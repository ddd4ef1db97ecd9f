"""Rule 4, the linear audit: what any combination of the shown sets, added and subtracted in any way, tells about few.

The *leverage* of person i is l_i = max of u_i^2 / |u|^2 over all computable figures u.v (see span), the i-th diagonal entry of
the projection P. So 1 / l_i is the smallest *effective number of people* |u|^2 / u_i^2 that any computable figure can have in
which i has a part; a figure over s people alike has s. Three things are refused:

- a *class* (people in exactly the same sets) of s people, s below the minimum, with s l_i = 1: then its own count is
  computable exactly, however many sets that takes;
- l_i > 1 / e, with e one less than the minimum for counts: some computable figure rests on effectively fewer people;
- a withheld group whose people of now lie in the span: then it is not withheld.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints, weighted
from clearspan.privacy.release.overlap import spread
from clearspan.privacy.release.people import DIMENSIONS, Groups
from clearspan.privacy.release.span import (
    TEAM,
    TOLERANCE,
    Solved,
    Targets,
    cheapest,
    computable,
    gram_of,
    losses,
    nearest,
    solve,
)

AT_ONCE = 200
"""Classes that are dealt with in one pass, the worst first."""

ENOUGH = 0.01
"""By how much a computable class must become less certain."""

CERTAIN = 0.999
"""A class whose joint leverage reaches this is taken as computable."""


@dataclass(frozen=True)
class Classes:
    """People by the shown sets they are in. `sets` is (dimensions, classes), -1 for none; `size` the people of each."""

    sets: Ints
    size: Ints


@dataclass(frozen=True)
class Limit:
    """The minimum of people, and the effective number below which no computable figure may rest."""

    people: int
    effective: int


def given_away(where: Ints, current: Ints, shown: Bools, groups: Groups, limit: Limit) -> Ints:
    """Shown sets to hide, because with them too much can be computed; empty where the audit finds nothing.

    `where` (dimensions, people) is of whom the sets consist, `current` who is in each group in the period.
    """
    classes = profile(where, shown)
    if classes.sets.shape[1] == 0:
        return np.zeros(0, dtype=np.int64)
    solved = solve(gram_of(classes.sets, classes.size.astype(np.float64), shown, groups), shown)
    size = np.bincount(where[where >= 0], minlength=groups.count)
    lever = leverages(classes, solved)
    telling = (classes.size < limit.people) & (lever * classes.size > CERTAIN)
    bad = np.flatnonzero(telling | (lever > 1 / limit.effective + 1e-6))
    if len(bad):
        worst = bad[np.argsort(-lever[bad], kind="stable")][:AT_ONCE]
        needed = np.where(telling[worst], ENOUGH, lever[worst] - 1 / limit.effective)
        lost = losses(solved, nearest(solved, _class_targets(classes, worst, solved)))
        return cheapest(lost, np.maximum(needed, ENOUGH / limit.people), size)
    found = [computable(solved, _withheld(each, where, shown, solved, groups))[1] for each in (current, where)]
    lost = losses(solved, np.vstack(found))
    return cheapest(lost, np.full(len(lost), TOLERANCE), size)


def profile(where: Ints, shown: Bools) -> Classes:
    """The classes of a membership `where` (dimensions, people), looking at shown sets only."""
    visible = np.where((where >= 0) & shown[where], where, -1)
    visible = visible[:, (visible >= 0).any(axis=0)]
    mark = np.zeros(visible.shape[1], dtype=np.uint64)
    for row in visible:
        mark = mark * np.uint64(6364136223846793005) + (row + 2).astype(np.uint64)
        mark ^= mark >> np.uint64(29)
    _, first, size = np.unique(mark, return_index=True, return_counts=True)
    return Classes(visible[:, first], size.astype(np.int64))


def leverages(classes: Classes, solved: Solved) -> Floats:
    """(classes,) the leverage of one person of each class."""
    gram, schur = solved.gram, np.pad(solved.schur, ((0, 1), (0, 1)))
    team = np.where(classes.sets[TEAM] >= 0, gram.number[classes.sets[TEAM]], len(gram.teams))
    rest = [np.where(row >= 0, gram.number[row], len(gram.others)) for at, row in enumerate(classes.sets) if at != TEAM]
    degree = np.append(np.diff(gram.first), 0)
    share = np.append(solved.share, 0.0)
    owner = np.repeat(np.arange(len(degree)), degree)
    one, two = spread(gram.first[owner], degree[owner])
    pairs = gram.shared[one] * gram.shared[two] * schur[gram.edge[one], gram.edge[two]]
    lever = (share + weighted(owner[one], pairs, len(share)) * share**2)[team]
    which, at = spread(gram.first[team], degree[team])
    for each in rest:
        through = weighted(which, gram.shared[at] * schur[gram.edge[at], each[which]], len(team))
        lever = lever - 2 * through * share[team] + sum(schur[each, other] for other in rest)
    return lever


def _class_targets(classes: Classes, chosen: Ints, solved: Solved) -> Targets:
    """One person of each chosen class."""
    gram = solved.gram
    with_teams = np.zeros((len(chosen), len(gram.teams) + 1))
    with_others = np.zeros((len(chosen), len(gram.others) + 1))
    for dimension, row in enumerate(classes.sets[:, chosen]):
        shared = with_teams if dimension == TEAM else with_others
        shared[np.arange(len(chosen)), np.where(row >= 0, gram.number[row], -1)] = 1.0
    return Targets(with_teams[:, :-1], with_others[:, :-1], np.ones(len(chosen)))


def _withheld(targets: Ints, where: Ints, shown: Bools, solved: Solved, groups: Groups) -> Targets:
    """The groups of `targets` (dimensions, people) that are not shown."""
    gram = solved.gram
    hidden = np.zeros(groups.count, dtype=np.bool_)
    hidden[targets[targets >= 0]] = True
    aims = np.flatnonzero(hidden & ~shown)
    position = np.full(groups.count + 1, -1, dtype=np.int64)
    position[aims] = np.arange(len(aims))
    with_teams, with_others = np.zeros((len(aims), len(gram.teams))), np.zeros((len(aims), len(gram.others)))
    size = np.zeros(len(aims))
    for row in targets:
        aim = position[row]
        inside = np.flatnonzero(aim >= 0)
        np.add.at(size, aim[inside], 1.0)
        for other in range(len(DIMENSIONS)):
            sets = where[other][inside]
            seen = np.flatnonzero((sets >= 0) & shown[sets])
            shared = with_teams if other == TEAM else with_others
            np.add.at(shared, (aim[inside][seen], gram.number[sets[seen]]), 1.0)
    return Targets(with_teams, with_others, size)
