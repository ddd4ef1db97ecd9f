"""Everything that can be computed from some sets by adding and subtracting them: their span, by linear algebra.

Let A have a row for each shown set and a column for each person. What can be computed from the sets' counts is u.v for u
in the row space of A, v being the people's values; P = A'(AA')^+ A projects on that space.

Teams are disjoint. With D the teams' sizes, B the people that teams and other sets share and C the people that the other
sets share, (AA')^+ needs only the Schur complement S = C - B' D^-1 B, whose order is the number of sets that are not teams:
exact, and seconds for thousands of departments. A ridge of 1e-6 stands for the pseudo-inverse.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints, weighted
from clearspan.privacy.release.overlap import spread
from clearspan.privacy.release.people import AT, Groups
from clearspan.vocabulary.grid import Dimension

RIDGE = 1e-6
"""Added to the diagonal of the Schur complement, in people."""

TOLERANCE = 0.01
"""A target is taken as computable when the part of it outside the span is smaller than this, in people."""

TEAM = AT[Dimension.TEAM]


@dataclass(frozen=True)
class Gram:
    """How many people sets share: `teams` and `others` are set numbers. A team shares people with a handful of other
    sets, so these are listed as edges, in order of the team."""

    teams: Ints
    others: Ints
    size: Floats
    """(teams,)"""
    first: Ints
    """(teams + 1,) where each team's edges begin."""
    edge: Ints
    """(edges,) position of the other set."""
    shared: Floats
    """(edges,) people that the team and the other set share."""
    inner: Floats
    """(others, others)"""
    number: Ints
    """(sets + 1,) position of a set among its kind; the number of its kind where it is none of them."""


@dataclass(frozen=True)
class Solved:
    """The inverse for the shown sets of a Gram; sets that are not shown have zeros everywhere."""

    gram: Gram
    schur: Floats
    """(others, others) inverse of the Schur complement."""
    share: Floats
    """(teams,) one over the team's size."""


def gram_of(where: Ints, weights: Floats, chosen: Bools, groups: Groups) -> Gram:
    """The Gram of the `chosen` sets (sets,). `where` (dimensions, columns) is the set of each person, or class of people,
    in each dimension, -1 for none, and `weights` (columns,) the people of each column."""
    is_team = np.zeros(groups.count, dtype=np.bool_)
    is_team[groups.span(TEAM)] = True
    teams, others = np.flatnonzero(chosen & is_team), np.flatnonzero(chosen & ~is_team)
    number = np.where(np.append(is_team, True), len(teams), len(others))
    number[teams], number[others] = np.arange(len(teams)), np.arange(len(others))
    team = np.where(where[TEAM] >= 0, number[where[TEAM]], len(teams))
    rest = np.stack([np.where(row >= 0, number[row], len(others)) for at, row in enumerate(where) if at != TEAM])
    wide = len(others) + 1
    both, at = np.unique(team * wide + rest, return_inverse=True)
    shared = weighted(at.ravel(), np.tile(weights, len(rest)), len(both))
    real = (both // wide < len(teams)) & (both % wide < len(others))
    inner = weighted((rest[:, None] * wide + rest[None]).ravel(), np.tile(weights, len(rest) ** 2), wide * wide)
    return Gram(
        teams,
        others,
        weighted(team, weights, len(teams) + 1)[:-1],
        np.searchsorted(both[real] // wide, np.arange(len(teams) + 1)).astype(np.int64),
        both[real] % wide,
        shared[real],
        inner.reshape(wide, wide)[:-1, :-1],
        number,
    )


def solve(gram: Gram, shown: Bools) -> Solved:
    """The inverse for the sets of the Gram that are `shown` (sets,)."""
    share = np.where(shown[gram.teams] & (gram.size > 0), 1 / np.maximum(gram.size, 1), 0.0)
    count = len(gram.others)
    degree = np.diff(gram.first)
    owner = np.repeat(np.arange(len(degree)), degree)
    one, two = spread(gram.first[owner], degree[owner])
    product = gram.shared[one] * gram.shared[two] * share[owner[one]]
    lost = weighted(gram.edge[one] * count + gram.edge[two], product, count * count).reshape(count, count)
    kept = np.flatnonzero(shown[gram.others])
    schur = np.zeros((count, count))
    if len(kept):
        complement = (gram.inner - lost)[np.ix_(kept, kept)]
        schur[np.ix_(kept, kept)] = np.linalg.inv(complement + RIDGE * np.eye(len(kept)))
    return Solved(gram, schur, share)


@dataclass(frozen=True)
class Targets:
    """Sets of people that might be computed: `with_teams` (targets, teams) and `with_others` (targets, others) are the
    people that each shares with each set, and `size` (targets,) its people."""

    with_teams: Floats
    with_others: Floats
    size: Floats


def computable(solved: Solved, targets: Targets) -> tuple[Ints, Floats]:
    """Which targets lie in the span, and for each of those the coefficient of each set (targets, sets)."""
    factors, explained = _projected(solved, targets)
    found = np.flatnonzero((targets.size > 0) & (targets.size - explained < TOLERANCE))
    return found, coefficients(solved, targets, factors, found)


def nearest(solved: Solved, targets: Targets) -> Floats:
    """(targets, sets) the coefficients of the computable figure nearest to each target."""
    factors, _ = _projected(solved, targets)
    return coefficients(solved, targets, factors, np.arange(len(targets.size)))


def coefficients(solved: Solved, targets: Targets, factors: Floats, chosen: Ints) -> Floats:
    """(chosen, sets) the coefficients of all sets, from those of the sets that are not teams."""
    gram = solved.gram
    owner = np.repeat(np.arange(len(gram.teams)), np.diff(gram.first))
    found = np.zeros((len(chosen), len(gram.number) - 1))
    for at, target in enumerate(chosen):
        through = weighted(owner, factors[target][gram.edge] * gram.shared, len(gram.teams))
        found[at, gram.teams] = (targets.with_teams[target] - through) * solved.share
        found[at, gram.others] = factors[target]
    return found


def losses(solved: Solved, factors: Floats) -> Floats:
    """(targets, sets) by how much less of each target would lie in the span without the set: its coefficient squared over
    its diagonal entry of (AA')^-1."""
    gram = solved.gram
    degree = np.diff(gram.first)
    owner = np.repeat(np.arange(len(degree)), degree)
    one, two = spread(gram.first[owner], degree[owner])
    pairs = gram.shared[one] * gram.shared[two] * solved.schur[gram.edge[one], gram.edge[two]]
    diagonal = np.zeros(len(gram.number) - 1)
    diagonal[gram.teams] = solved.share + weighted(owner[one], pairs, len(degree)) * solved.share**2
    diagonal[gram.others] = np.diag(solved.schur)
    return np.divide(factors**2, diagonal, out=np.zeros_like(factors), where=diagonal > 0)


def cheapest(lost: Floats, needed: Floats, size: Floats | Ints) -> Ints:
    """Sets to hide so that every target loses what is `needed` (targets,), few and small ones; `lost` is (targets, sets).

    A target that no single set helps enough takes the set that helps most.
    """
    helps = lost >= needed[:, None]
    helps[np.arange(len(lost)), lost.argmax(axis=1)] = lost.max(axis=1, initial=0) > 0
    chosen: list[int] = []
    left = helps.any(axis=1)
    while left.any():
        gain = helps[left].sum(axis=0) / np.maximum(size, 1)
        chosen.append(int(gain.argmax()))
        left &= ~helps[:, chosen[-1]]
    return np.array(sorted(chosen), dtype=np.int64)


def _projected(solved: Solved, targets: Targets) -> tuple[Floats, Floats]:
    """The coefficients of the sets that are not teams (targets, others), and how much of each target lies in the span."""
    gram = solved.gram
    owner = np.repeat(np.arange(len(gram.teams)), np.diff(gram.first))
    rest = targets.with_others.copy()
    weighed = targets.with_teams * solved.share
    for target in np.flatnonzero(weighed.any(axis=1)):
        rest[target] -= weighted(gram.edge, weighed[target][owner] * gram.shared, len(gram.others))
    factors = rest @ solved.schur
    return factors, (targets.with_teams * weighed).sum(axis=1) + (rest * factors).sum(axis=1)
