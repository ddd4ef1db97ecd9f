"""Randomisation inference: the assignment is drawn again as it was drawn, and the effect set among those of the other draws.

Fisher, The Design of Experiments (1935); intervals by inversion, Rosenbaum, Observational Studies (2002), 2.6.2: every effect is
kept that, taken away from the treated, leaves the assignment unremarkable. Valid however few groups there are, for an effect
that is the same on all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import comb, inf

import numpy as np

from clearspan.proof.arrays import Bools, Floats, Ints

ROUNDING = 1e-9
"""How much two effects may differ by rounding and be one."""


MOST_NUMBERS = 8_000_000
"""Draws times groups that are made at most."""
FEWEST = 399
"""Draws below which drawing again is left out: with so many groups, Student's t is as good."""


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
    """For each assignment, the observed one first: the effect on the outcome, and on having been treated (1 for the first), or on
    having taken up what was offered.

    Where known, `variance` (3, draws): of the effect on the outcome, its covariance with that on having been treated, and the
    variance of the latter, from clusters. Effects are then compared in their standard errors: that holds for a mean of effects
    that differ, too, where many groups were drawn (Wu and Ding, Randomization tests for weak null hypotheses, JASA 116, 2021).
    """

    effect: Floats
    treated: Floats
    exact: bool
    variance: Floats | None = None


def arms(groups: Ints, stratum: Ints, draws: int, seed: int) -> tuple[Floats, bool]:
    """Assignments (draws, groups) of two arms as 0 and 1, the observed `groups` first; all of them where these are few enough.

    `stratum` (groups,): within each, as many are treated as were.
    """
    observed = groups.astype(np.float64)
    whole = 1
    for each in np.unique(stratum):
        inside = groups[stratum == each]
        whole *= comb(len(inside), int(inside.sum()))
    if whole <= draws + 1:
        found = np.array(list(_all(groups, stratum)))
        others = found[(found != observed).any(axis=1)]
        return np.vstack([observed, others]), True
    return np.vstack([observed, shuffled(observed, stratum, draws, seed)]), False


def affordable(draws: int, numbers: int) -> int:
    """How many draws of so many numbers are made of those wished for: fewer where these are many, 0 where too few would be."""
    made = min(draws, MOST_NUMBERS // numbers)
    return made if made >= min(draws, FEWEST) else 0


def shuffled(observed: Floats, stratum: Ints, draws: int, seed: int) -> Floats:
    """The observed assignment (groups,), shuffled within strata (draws, groups)."""
    random = np.random.default_rng(seed)
    found = np.tile(observed, (draws, 1))
    for each in np.unique(stratum):
        inside = np.flatnonzero(stratum == each)
        found[:, inside] = random.permuted(found[:, inside], axis=1)
    return found


def _all(groups: Ints, stratum: Ints) -> Iterator[Floats]:
    """Every assignment with as many treated in each stratum as were."""
    inside = [np.flatnonzero(stratum == each) for each in np.unique(stratum)]
    for chosen in product(*(combinations(members.tolist(), int(groups[members].sum())) for members in inside)):
        row = np.zeros(len(groups))
        row[[place for each in chosen for place in each]] = 1
        yield row


def decide(draws: Draws, level: float = 0.95) -> Randomised:
    """What the draws say of the effect."""
    return Randomised(p_at(draws, 0.0), *_inverted(draws, 1 - level), len(draws.effect), draws.exact)


def p_at(draws: Draws, effect: float) -> float:
    """The probability of what was observed if the effect on each treated had been this one."""
    seen = np.abs(draws.effect - effect * draws.treated)
    if draws.variance is not None:
        own, both, treated = draws.variance
        seen = seen / np.sqrt(np.maximum(own - 2 * effect * both + effect**2 * treated, np.finfo(np.float64).tiny))
        return float((seen >= seen[0] * (1 - ROUNDING)).mean())
    return float((seen >= seen[0] * (1 - ROUNDING) - ROUNDING * np.abs(draws.effect).max()).mean())


def _inverted(draws: Draws, alpha: float) -> tuple[float, float]:
    """The smallest and the largest effect that is not ruled out."""
    observed = float(draws.effect[0] / draws.treated[0])
    spread = float(np.std(draws.effect)) / abs(float(draws.treated[0])) or abs(observed) or 1.0
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


@dataclass(frozen=True)
class GroupSums:
    """By group, sums over its units: `size` (groups,), `held` (groups, k) of the columns held fixed, the constant first; `square`
    (groups, k, k) of their products; `left` (groups,) of what they leave of the outcome, and `product` (groups, k) of that with
    them."""

    size: Floats
    held: Floats
    square: Floats
    left: Floats
    product: Floats


def linear_draws(arms: Floats, sums: GroupSums, exact: bool, studentised: bool, took: GroupSums | None = None) -> Draws:
    """The effects of assignments of groups (draws, groups), each a regression of the outcome on being treated and what is held
    fixed; with their variances by group (Liang and Zeger), where `studentised`. Where `took` are the sums of having taken up what
    was offered, the effect on that stands in place of the effect on having been treated."""
    whole = sums.square.sum(axis=0)
    slopes = np.linalg.solve(whole, (arms @ sums.held).T).T
    observed, own = arms[0], slopes[0]
    bottom = arms @ sums.size - ((arms @ sums.held) * slopes).sum(axis=1)
    left = sums.size * observed - sums.held @ own if took is None else took.left
    effect, treated = (arms @ sums.left) / bottom, (arms @ left) / bottom
    if not studentised:
        return Draws(effect, treated, exact)
    product = sums.held * observed[:, None] - sums.square @ own if took is None else took.product
    square = sums.square.reshape(len(observed), -1)
    crossed = (slopes[:, :, None] * slopes[:, None, :]).reshape(len(slopes), -1)
    spread = arms * sums.size - 2 * arms * (slopes @ sums.held.T) + crossed @ square.T
    first = arms * sums.left - slopes @ sums.product.T - effect[:, None] * spread
    second = arms * left - slopes @ product.T - treated[:, None] * spread
    variance = np.stack([np.einsum("dg,dg->d", a, b) for a, b in ((first, first), (first, second), (second, second))])
    return Draws(effect, treated, exact, variance / bottom**2)


def constant_within(values: Ints | Floats, cluster: Ints) -> Bools:
    """By cluster, whether all its units have one value."""
    clusters = int(cluster.max()) + 1
    low, high = np.full(clusters, np.inf), np.full(clusters, -np.inf)
    np.minimum.at(low, cluster, values.astype(np.float64))
    np.maximum.at(high, cluster, values.astype(np.float64))
    return low == high
