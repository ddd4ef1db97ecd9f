"""How far people agree on what comes first: Kendall's W with ties, and how many of the first places two groups share.

Rankings are arrays (people, things) of places, 1 the first; things tied for places share their mean. With a group in them, people
are weighted so that each group counts alike, however many of it answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

TOP = 3
"""Of how many first places an overlap is counted."""
DRAWS = 1000
"""Samples of the bootstrap."""
COVERAGE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A figure with the ends of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Alignment:
    """How far groups agree: `concordance` is Kendall's W over all of them, each group counting alike; `within` is W inside each
    group; `overlap` is how many of the first TOP things each pair of groups shares."""

    concordance: Estimate
    within: Mapping[str, Estimate]
    overlap: Mapping[tuple[str, str], Estimate]


def concordance(rankings: Floats, weight: Floats | None = None) -> float:
    """Kendall's W, corrected for ties: 1 where everyone ranks alike, 0 where the mean places are all the same.

    With m judges, n things and R the sums of places, W = 12 S / (m² (n³ - n) - m Σ(t³ - t)), where S is the sum of squares of R
    about its mean and t the sizes of the groups of ties (Kendall and Babington Smith 1939; Siegel 1956, section 9.5). `weight`
    (people,) counts judges unequally; W is then that of their weighted mean places. NaN where nobody distinguishes anything.
    """
    people = len(rankings)
    share = np.full(people, 1 / people) if weight is None else weight / weight.sum()
    return float(concordances(share[None, :] @ rankings, share[None, :] @ ties_of(rankings))[0])


def concordances(places: Floats, ties: Floats) -> Floats:
    """(samples,) W of samples, from the mean places (samples, things) and the mean of t³ - t (samples,)."""
    things = places.shape[1]
    spread = ((places - places.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    possible = (things**3 - things - ties) / 12
    return np.divide(spread, possible, out=np.full(len(spread), np.nan), where=possible > 1e-12)


def ties_of(rankings: Floats) -> Floats:
    """(people,) the sum of t³ - t over each ranking's groups of ties."""
    alike = (rankings[:, :, None] == rankings[:, None, :]).sum(axis=2)
    return (alike**2 - 1).sum(axis=1).astype(np.float64)


def overlap(one: Floats, other: Floats, top: int = TOP) -> float:
    """How many of the first `top` things of two groups' mean places are the same; a thing tied for the last of these places
    counts in part."""
    return float(_overlaps(one.mean(axis=0)[None, :], other.mean(axis=0)[None, :], top)[0])


def _overlaps(one: Floats, other: Floats, top: int = TOP) -> Floats:
    return np.minimum(_firsts(one, top), _firsts(other, top)).sum(axis=1)


def _firsts(places: Floats, top: int) -> Floats:
    """(samples, things) 1 for each thing surely among the first, a part of 1 for those tied for the last of these places."""
    places = np.round(places, 9)
    last = np.sort(places, axis=1)[:, top - 1 : top]
    inside, tied = places < last, places == last
    return inside + tied * ((top - inside.sum(axis=1)) / tied.sum(axis=1))[:, None]


def mid_ranks(chosen: Floats, things: int) -> Floats:
    """(people, things) places from `chosen` (people, things), which holds the places that each person gave and NaN for the rest:
    these share the mean of the places that are left."""
    given = np.isfinite(chosen).sum(axis=1, keepdims=True)
    return np.where(np.isfinite(chosen), chosen, (given + 1 + things) / 2)


def align(groups: Mapping[str, Floats], seed: int = 0, draws: int = DRAWS) -> Alignment:
    """The agreement of groups (name -> rankings), with intervals from resampling people within each group.

    W is too high by about (1 - W) / m, and a resampled one by about as much again: its interval is moved down by twice what the
    resampled ones are above the figure on average.
    """
    chance = np.random.default_rng(seed)
    places, ties = dict[str, Floats](), dict[str, Floats]()
    for name, each in groups.items():
        people = len(each)
        share = np.vstack([np.ones(people), chance.multinomial(people, np.full(people, 1 / people), draws)]) / people
        places[name], ties[name] = share @ each, share @ ties_of(each)
    together = concordances(np.mean(list(places.values()), axis=0), np.mean(list(ties.values()), axis=0))
    pairs = combinations(groups, 2)
    return Alignment(
        concordance=_moved(together),
        within={name: _moved(concordances(places[name], ties[name])) for name in groups},
        overlap={(one, other): _estimate(_overlaps(places[one], places[other])) for one, other in pairs},
    )


def _moved(figures: Floats) -> Estimate:
    """W and its interval, from W (first) and the resampled ones."""
    value, drawn = float(figures[0]), figures[1:][np.isfinite(figures[1:])]
    if not len(drawn):
        return Estimate(value, float("nan"), float("nan"))
    found = _estimate(np.concatenate([[value], np.clip(drawn - 2 * (drawn.mean() - value), 0, 1)]))
    return Estimate(value, found.low, found.high)


def _estimate(figures: Floats) -> Estimate:
    value, drawn = float(figures[0]), figures[1:]
    low, high = np.quantile(drawn, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return Estimate(value, min(float(low), value), max(float(high), value))


def changes_of(groups: Mapping[str, Floats]) -> Floats:
    """(people,) how much W over all groups would change without each single person."""
    means = {name: each.mean(axis=0) for name, each in groups.items()}
    ties = {name: ties_of(each) for name, each in groups.items()}
    tied = float(np.mean([each.mean() for each in ties.values()]))
    whole = concordances(np.mean(list(means.values()), axis=0)[None, :], np.array([tied]))
    found = []
    for name, each in groups.items():
        rest = max(len(each) - 1, 1)
        moved = (len(each) * means[name] - each) / rest - means[name]
        untied = (ties[name].sum() - ties[name]) / rest - ties[name].mean()
        places = np.mean(list(means.values()), axis=0) + moved / len(groups)
        found.append(concordances(places, tied + untied / len(groups)))
    return np.concatenate(found) - whole[0]
