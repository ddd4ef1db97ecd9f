"""Randomisation inference: the assignment is drawn again as it was drawn, and the effect set among those of the other draws.

Fisher, The Design of Experiments (1935); intervals by inversion, Rosenbaum, Observational Studies (2002), 2.6.2: every effect is
kept that, taken away from the treated, leaves the assignment unremarkable. Valid however few groups there are, for an effect
that is the same on all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb, inf

import numpy as np

from clearspan.proof.arrays import Bools, Floats, Ints

ROUNDING = 1e-9
"""How much two effects may differ by rounding and be one."""


@dataclass(frozen=True)
class Randomised:
    """The probability of an effect at least as large by the draw alone, the 95% interval by inversion (infinite where so few
    assignments are possible that nothing could be ruled out), the number of assignments, and whether these are all there are."""

    p: float
    low: float
    high: float
    draws: int
    exact: bool


@dataclass(frozen=True)
class Draws:
    """For each assignment, the observed one first: the effect on the outcome, and on having been treated (1 for the first)."""

    effect: Floats
    treated: Floats
    exact: bool


def arms(groups: Ints, stratum: Ints, draws: int, seed: int) -> tuple[Floats, bool]:
    """Assignments (draws, groups) of two arms as 0 and 1, the observed `groups` first; all of them where these are few enough.

    `stratum` (groups,): within each, as many are treated as were.
    """
    observed = groups.astype(np.float64)
    whole = 1
    for each in np.unique(stratum):
        inside = groups[stratum == each]
        whole *= comb(len(inside), int(inside.sum()))
    if whole <= draws + 1 and len(np.unique(stratum)) == 1:
        found = np.array(list(_all(len(groups), int(groups.sum()))))
        others = found[(found != observed).any(axis=1)]
        return np.vstack([observed, others]), True
    return np.vstack([observed, shuffled(observed, stratum, draws, seed)]), False


def shuffled(observed: Floats, stratum: Ints, draws: int, seed: int) -> Floats:
    """The observed assignment (groups,), shuffled within strata (draws, groups)."""
    random = np.random.default_rng(seed)
    found = np.tile(observed, (draws, 1))
    for each in np.unique(stratum):
        inside = np.flatnonzero(stratum == each)
        found[:, inside] = random.permuted(found[:, inside], axis=1)
    return found


def _all(groups: int, treated: int) -> Iterator[Floats]:
    for chosen in combinations(range(groups), treated):
        row = np.zeros(groups)
        row[list(chosen)] = 1
        yield row


def decide(draws: Draws, level: float = 0.95) -> Randomised:
    """What the draws say of the effect."""
    return Randomised(p_at(draws, 0.0), *_inverted(draws, 1 - level), len(draws.effect), draws.exact)


def p_at(draws: Draws, effect: float) -> float:
    """The probability of what was observed if the effect on each treated had been this one."""
    seen = np.abs(draws.effect - effect * draws.treated)
    return float((seen >= seen[0] * (1 - ROUNDING) - ROUNDING * np.abs(draws.effect).max()).mean())


def _inverted(draws: Draws, alpha: float) -> tuple[float, float]:
    """The smallest and the largest effect that is not ruled out."""
    observed = float(draws.effect[0])
    spread = float(np.std(draws.effect)) or abs(observed) or 1.0
    ends = []
    for sign in (-1.0, 1.0):
        inside, outside = observed, observed + sign * spread
        while p_at(draws, outside) > alpha:
            outside += sign * abs(outside - observed)
            if abs(outside - observed) > 1e6 * spread:
                break
        else:
            for _ in range(50):
                middle = (inside + outside) / 2
                inside, outside = (middle, outside) if p_at(draws, middle) > alpha else (inside, middle)
            ends.append((inside + outside) / 2)
            continue
        ends.append(sign * inf)
    return ends[0], ends[1]


def linear_draws(arms: Floats, left: Floats, held: Floats, square: Floats, size: Floats, exact: bool) -> Draws:
    """The effects of assignments of groups, each a regression of the outcome on being treated and what is held fixed.

    `arms` (draws, groups) 0 or 1; by group, sums over its units: `left` (groups,), what the held columns leave of the outcome,
    and `held` (groups, k), those columns, the constant first; `square` (k, k) is their cross product; `size` (groups,).
    """
    sums = arms @ held
    solved = np.linalg.solve(square, sums.T).T
    bottom = arms @ size - (sums * solved).sum(axis=1)
    both = (arms * arms[0]) @ size - solved @ sums[0]
    return Draws((arms @ left) / bottom, both / bottom, exact)


def constant_within(values: Ints | Floats, cluster: Ints) -> Bools:
    """By cluster, whether all its units have one value."""
    clusters = int(cluster.max()) + 1
    low, high = np.full(clusters, np.inf), np.full(clusters, -np.inf)
    np.minimum.at(low, cluster, values.astype(np.float64))
    np.maximum.at(high, cluster, values.astype(np.float64))
    return low == high
