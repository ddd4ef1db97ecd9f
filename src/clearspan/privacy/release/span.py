"""Everything that can be computed from some sets by adding and subtracting them: their span, by linear algebra.

Let A have a row for each shown set and a column for each person. What can be computed from the sets' counts is u.v for u
in the row space of A, v being the people's values; P = A'(AA')^+ A projects on that space.

Teams are disjoint. With D the teams' sizes, B the people that teams and other sets share and C the people that the other
sets share, (AA')^+ needs only the Schur complement S = C - B' D^-1 B. Departments are disjoint as well, so that their part of S
is diagonal but for departments that share a team (of unchanged members): it is inverted piece by piece, and what is left is as
large as the few sets that are neither team nor department. Exact, and fast for thousands of teams and departments. A
ridge of 1e-6 stands for the pseudo-inverse.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints, weighted
from clearspan.privacy.release.overlap import spread
from clearspan.privacy.release.people import AT, Groups
from clearspan.privacy.release.pieces import Pieces, pieces_of
from clearspan.vocabulary.grid import Dimension

RIDGE = 1e-6
"""Added to the diagonal of the Schur complement, in people."""

TOLERANCE = 0.01
"""A target is taken as computable when the part of it outside the span is smaller than this, in people."""

FEW = 50_000
"""Up to so many pairs of a team and another set, judging every hidden set exactly is as fast as looking for suspects."""

TEAM = AT[Dimension.TEAM]
DEPARTMENT = AT[Dimension.DEPARTMENT]


@dataclass(frozen=True)
class Gram:
    """How many people sets share: `teams` and `others` are set numbers, departments first among the others. A team shares
    people with a handful of other sets, so these are listed as edges, in order of the team."""

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
    """(others, border) people that each other set shares with those that are neither team nor department."""
    whole: Floats
    """(others,) people of each other set."""
    number: Ints
    """(sets + 1,) position of a set among its kind; the number of its kind where it is none of them."""
    sums: Floats
    """(sets, DRAWS) sums over each set's people of random numbers, one a person and draw: see `suspects`; (0, DRAWS) where
    there are so few sets that all are judged."""

    @property
    def departments(self) -> int:
        """How many of the others are departments."""
        return len(self.others) - self.inner.shape[1]

    def row(self, other: Ints) -> Floats:
        """(other, others) people that the other sets at these positions share with each other set."""
        count = self.departments
        found = np.zeros((len(other), len(self.others)))
        found[:, count:] = self.inner[other]
        border = np.flatnonzero(other >= count)
        found[border, :count] = self.inner[:count, other[border] - count].T
        found[np.arange(len(other)), other] = self.whole[other]
        return found


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
    kind = np.repeat(np.arange(len(groups.names)), np.diff(groups.first))
    teams = np.flatnonzero(chosen & (kind == TEAM))
    departments, border = np.flatnonzero(chosen & (kind == DEPARTMENT)), np.flatnonzero(chosen & (kind != TEAM))
    others = np.concatenate([departments, border[kind[border] != DEPARTMENT]])
    number = np.where(np.append(kind == TEAM, True), len(teams), len(others))
    number[teams], number[others] = np.arange(len(teams)), np.arange(len(others))
    team = np.where(where[TEAM] >= 0, number[where[TEAM]], len(teams))
    rest = np.stack([np.where(row >= 0, number[row], len(others)) for at, row in enumerate(where) if at != TEAM])
    wide = len(others) + 1
    both, at = np.unique(team * wide + rest, return_inverse=True)
    shared = weighted(at.ravel(), np.tile(weights, len(rest)), len(both))
    real = (both // wide < len(teams)) & (both % wide < len(others))
    narrow = wide - len(departments)
    at_border = np.where(rest >= len(departments), rest - len(departments), narrow - 1)
    inner = np.zeros(wide * narrow)
    for row in rest:
        inner += weighted((row * narrow + at_border).ravel(), np.tile(weights, len(rest)), wide * narrow)
    return Gram(
        teams,
        others,
        weighted(team, weights, len(teams) + 1)[:-1],
        np.searchsorted(both[real] // wide, np.arange(len(teams) + 1)).astype(np.int64),
        both[real] % wide,
        shared[real],
        inner.reshape(wide, narrow)[:-1, :-1],
        weighted(rest.ravel(), np.tile(weights, len(rest)), wide)[:-1],
        number,
        _random_sums(where, weights, groups.count) if len(teams) * len(others) > FEW else np.zeros((0, DRAWS)),
    )


def solve(gram: Gram, shown: Bools) -> Solved:
    """The inverse for the sets of the Gram that are `shown` (sets,)."""
    share, pieces = _eliminated(gram, shown)
    return Solved(gram, pieces.inverse(), share)


DRAWS = 8
"""Random numbers a person by which `suspects` looks."""

FAR = 0.25
"""A target farther than this from the span, in people, is left to itself."""


def suspects(gram: Gram, shown: Bools) -> Ints:
    """The sets of the Gram that are not `shown` (sets,) and may be computable from those that are; no computable set is missing.

    With z a random number a person, what the sums of z over shown sets tell of another set's sum leaves a rest that is normal
    with variance d^2, the part of the set outside the span: next to 0 for a computable set. Of sets with d^2 below TOLERANCE
    fewer than one in 10^30 have a mean square over DRAWS draws above FAR; what is found is to be judged exactly.
    """
    sets = np.concatenate([gram.teams, gram.others])
    if len(gram.sums) == 0:
        return sets[~shown[sets]]
    share, pieces = _eliminated(gram, shown)
    owner = np.repeat(np.arange(len(gram.teams)), np.diff(gram.first))
    of_teams, of_others = gram.sums[gram.teams], gram.sums[gram.others]
    rest = np.where(shown[gram.others][:, None], of_others - _through(gram, owner, of_teams * share[:, None]), 0.0)
    factors = pieces.apply(rest)
    left = of_teams - _columns(owner, factors[gram.edge] * gram.shared[:, None], len(gram.teams))
    count = gram.departments
    told = gram.inner @ factors[count:]
    told[:count] += gram.whole[:count, None] * factors[:count]
    told[count:] += gram.inner[:count].T @ factors[:count]
    beyond = of_others - told - _through(gram, owner, left * share[:, None])
    near = (np.concatenate([left, beyond]) ** 2).mean(axis=1) < FAR
    return sets[near & ~shown[sets]]


def _through(gram: Gram, owner: Ints, of_teams: Floats) -> Floats:
    """(others, columns) for each other set, the sum of its teams' values (teams, columns), weighted by the people shared."""
    return _columns(gram.edge, of_teams[owner] * gram.shared[:, None], len(gram.others))


def _columns(codes: Ints, values: Floats, length: int) -> Floats:
    """(length, columns) the sum of the rows of `values` of each code."""
    return np.stack([weighted(codes, column, length) for column in values.T], axis=1)


def _random_sums(where: Ints, weights: Floats, count: int) -> Floats:
    drawn = np.random.default_rng(len(weights)).standard_normal((where.shape[1], DRAWS)) * np.sqrt(weights)[:, None]
    inside = where >= 0
    sets, columns = where[inside], np.nonzero(inside)[1]
    return _columns(sets, drawn[columns], count)


def _eliminated(gram: Gram, shown: Bools) -> tuple[Floats, Pieces]:
    """One over each shown team's size (teams,), and what is left of the other shown sets once teams are eliminated."""
    share = np.where(shown[gram.teams] & (gram.size > 0), 1 / np.maximum(gram.size, 1), 0.0)
    count = gram.departments
    owner = np.repeat(np.arange(len(gram.teams)), np.diff(gram.first))
    to_border = gram.edge >= count
    border = np.zeros((len(gram.teams), len(gram.others) - count))
    border[owner[to_border], gram.edge[to_border] - count] = gram.shared[to_border]
    scaled = border * share[:, None]
    department, team, people = gram.edge[~to_border], owner[~to_border], gram.shared[~to_border]
    order = np.argsort(department, kind="stable")
    begin = np.flatnonzero(np.diff(department[order], prepend=-1))
    across = gram.inner[:count].copy()
    if len(order):
        across[department[order][begin]] -= np.add.reduceat(scaled[team[order]] * people[order][:, None], begin, axis=0)
    degree = np.bincount(team, minlength=len(gram.teams))
    one, two = spread((np.cumsum(degree) - degree)[team], degree[team])
    product = people[one] * people[two] * share[team[one]]
    own = department[one] == department[two]
    diagonal = gram.whole[:count] - weighted(department[one][own], product[own], count)
    coupled = (department[one][~own], department[two][~own], -product[~own])
    kept = shown[gram.others]
    return share, pieces_of(diagonal, coupled, across, gram.inner[count:] - border.T @ scaled, kept, RIDGE)


@dataclass(frozen=True)
class Targets:
    """Sets of people that might be computed: `with_teams` (targets, teams) and `with_others` (targets, others) are the
    people that each shares with each set, and `size` (targets,) its people."""

    with_teams: Floats
    with_others: Floats
    size: Floats


def sets_as_targets(gram: Gram, sets: Ints) -> Targets:
    """The sets (of the Gram) as sets of people that might be computed."""
    is_team = np.isin(sets, gram.teams)
    teams, others = gram.number[sets[is_team]], gram.number[sets[~is_team]]
    border = np.zeros((len(gram.teams), len(gram.others)))
    border[np.repeat(np.arange(len(gram.teams)), np.diff(gram.first)), gram.edge] = gram.shared
    with_teams, with_others = np.zeros((len(sets), len(gram.teams))), np.zeros((len(sets), len(gram.others)))
    with_teams[~is_team], with_others[is_team], with_others[~is_team] = border[:, others].T, border[teams], gram.row(others)
    size = np.zeros(len(sets))
    size[is_team], size[~is_team] = gram.size[teams], gram.whole[others]
    return Targets(with_teams, with_others, size)


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
