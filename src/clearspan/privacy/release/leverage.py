"""Rule 4, the linear audit: what any combination of the shown sets, added and subtracted in any way, tells about few.

Let A have a row for each shown set and a column for each person. Whatever can be computed from the sets' counts is u.v
for some u in the row space of A, v being the people's values. The *leverage* of person i is l_i = max over such u of
u_i^2 / |u|^2, the i-th diagonal entry of A'(AA')^+ A. So 1 / l_i is the smallest *effective number of people* |u|^2 / u_i^2 that
any computable figure can have in which i has a part; a figure over s people alike has s. Two things are refused:

- a *class* (people in exactly the same sets) of s people, s below the minimum, with s l_i = 1: then its own count is
  computable exactly, however many sets that takes;
- l_i > 1 / e with e one less than the minimum for counts: some computable figure rests on effectively fewer people.

The teams are disjoint, so with B the people that teams and other sets share, D the teams' sizes and C the people that the
other sets share, the inverse needs only the Schur complement S = C - B' D^-1 B, whose order is the number of sets that
are not teams: exact, and seconds for thousands of departments. A ridge of 1e-6 stands for the pseudo-inverse.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints, weighted
from clearspan.privacy.release.people import AT, Groups
from clearspan.vocabulary.grid import Dimension

RIDGE = 1e-6
"""Added to the diagonal of the Schur complement, in people."""

CERTAIN = 0.999
"""A class whose joint leverage reaches this is taken as computable."""

_TEAM = AT[Dimension.TEAM]


@dataclass(frozen=True)
class Classes:
    """People by the shown sets they are in. `sets` is (dimensions, classes), -1 for none; `size` the people of each."""

    sets: Ints
    size: Ints


def given_away(where: Ints, shown: Bools, groups: Groups, minimum: int, effective: int) -> Ints:
    """Shown sets to hide so that nobody's leverage is too high: the smallest set of each class that is given away, at
    most one under each set of the next larger size. Empty where the audit finds nothing."""
    classes = profile(where, shown)
    if classes.sets.shape[1] == 0:
        return np.zeros(0, dtype=np.int64)
    lever = leverages(classes, shown, groups)
    computable = (classes.size < minimum) & (lever * classes.size > CERTAIN)
    bad = np.flatnonzero(computable | (lever > 1 / effective + 1e-6))
    if len(bad) == 0:
        return bad
    size = np.bincount(where[where >= 0], minlength=groups.count)
    member = classes.sets[:, bad]
    sizes = np.where(member >= 0, size[member], np.iinfo(np.int64).max)
    order = np.argsort(sizes, axis=0, kind="stable")
    column = np.arange(len(bad))
    smallest, next_larger = member[order[0], column], member[order[1], column]
    ranked = np.argsort(-lever[bad], kind="stable")
    _, first = np.unique(next_larger[ranked], return_index=True)
    return np.unique(smallest[ranked][first])


def profile(where: Ints, shown: Bools) -> Classes:
    """The classes of a membership `where` (dimensions, people), looking at shown sets only; nobody's class is left out."""
    visible = np.where((where >= 0) & shown[where], where, -1)
    visible = visible[:, (visible >= 0).any(axis=0)]
    mark = np.zeros(visible.shape[1], dtype=np.uint64)
    for row in visible:
        mark = mark * np.uint64(6364136223846793005) + (row + 2).astype(np.uint64)
        mark ^= mark >> np.uint64(29)
    _, first, size = np.unique(mark, return_index=True, return_counts=True)
    return Classes(visible[:, first], size.astype(np.int64))


def leverages(classes: Classes, shown: Bools, groups: Groups) -> Floats:
    """(classes,) the leverage of one person of each class."""
    team, other, teams, others = _numbered(classes, shown, groups)
    border, gram, size = _shared(team, other, classes.size, teams, others)
    scaled = border / size[:, None]
    schur = np.linalg.inv(gram - border.T @ scaled + RIDGE * np.eye(others)) if others else gram
    through = np.vstack([scaled @ schur, np.zeros((1, others))])
    own = np.append(np.einsum("ij,ij->i", through[:-1], scaled), 0.0)
    lever = np.append(1 / size, 0.0)[team] + own[team]
    padded = np.zeros((others + 1, others + 1))
    padded[:others, :others] = schur
    through = np.hstack([through, np.zeros((teams + 1, 1))])
    for one in other:
        lever -= 2 * through[team, one]
        for two in other:
            lever += padded[one, two]
    return lever


def _numbered(classes: Classes, shown: Bools, groups: Groups) -> tuple[Ints, list[Ints], int, int]:
    """Shown teams and other shown sets numbered densely; the number after the last stands for none."""
    is_team = np.zeros(groups.count, dtype=np.bool_)
    is_team[groups.span(_TEAM)] = True
    team_number = np.where(shown & is_team, np.cumsum(shown & is_team) - 1, -1)
    other_number = np.where(shown & ~is_team, np.cumsum(shown & ~is_team) - 1, -1)
    teams, others = int((shown & is_team).sum()), int((shown & ~is_team).sum())
    team = np.where(classes.sets[_TEAM] >= 0, team_number[classes.sets[_TEAM]], teams)
    other = [np.where(row >= 0, other_number[row], others) for dimension, row in enumerate(classes.sets) if dimension != _TEAM]
    return team, other, teams, others


def _shared(team: Ints, other: list[Ints], size: Ints, teams: int, others: int) -> tuple[Floats, Floats, Floats]:
    """People that teams share with other sets (teams, others), that other sets share (others, others), and the
    teams' sizes (teams,)."""
    weights = size.astype(np.float64)
    border = np.zeros((teams + 1) * (others + 1))
    gram = np.zeros((others + 1) * (others + 1))
    for one in other:
        border += weighted(team * (others + 1) + one, weights, len(border))
        for two in other:
            gram += weighted(one * (others + 1) + two, weights, len(gram))
    sizes = weighted(team, weights, teams + 1)[:teams]
    shape = (others + 1, others + 1)
    return border.reshape(teams + 1, -1)[:teams, :others], gram.reshape(shape)[:others, :others], sizes
