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

USED = 1e-3
"""A set with a smaller coefficient is not used in a computation."""

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


def computable(solved: Solved, with_teams: Floats, with_others: Floats, size: Floats) -> tuple[Ints, Bools]:
    """Which targets lie in the span, and for each of those which sets (targets, sets) the computation uses.

    A target is a set of people: `with_teams` (targets, teams) and `with_others` (targets, others) are the people that it
    shares with each set, and `size` (targets,) its people.
    """
    gram = solved.gram
    owner = np.repeat(np.arange(len(gram.teams)), np.diff(gram.first))
    rest = with_others.copy()
    weighed = with_teams * solved.share
    for target in np.flatnonzero(weighed.any(axis=1)):
        rest[target] -= weighted(gram.edge, weighed[target][owner] * gram.shared, len(gram.others))
    factors = rest @ solved.schur
    explained = (with_teams * weighed).sum(axis=1) + (rest * factors).sum(axis=1)
    found = np.flatnonzero((size > 0) & (size - explained < TOLERANCE))
    uses = np.zeros((len(found), len(gram.number) - 1), dtype=np.bool_)
    for at, target in enumerate(found):
        through = weighted(owner, factors[target][gram.edge] * gram.shared, len(gram.teams))
        uses[at, gram.teams] = np.abs(weighed[target] - through * solved.share) > USED
        uses[at, gram.others] = np.abs(factors[target]) > USED
    return found, uses


def cheapest(uses: Bools, size: Floats | Ints) -> Ints:
    """The smallest set that each computation uses; `uses` is (computations, sets)."""
    some = uses[uses.any(axis=1)]
    return np.unique(np.where(some, size, np.inf).argmin(axis=1)).astype(np.int64)
