"""What business, IT and executives put first, as far as it may be told: places and bounds that no single person decides.

Each statement is published only as it holds whichever single person is left out: two things stand at different places for a group
only where everyone's absence would leave them in that order, and bounds are rounded outwards after the strongest such change.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from clearspan.listening.alignment import TOP, Estimate, Floats, align, changes_of, overlap
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period

VERSION = 1

EXECUTIVES, IT, BUSINESS = "executives", "it", "business"
GROUPS = (BUSINESS, IT, EXECUTIVES)
"""The groups that rank, in the order in which they are shown."""

STEP = 0.1
"""Bounds of W are told in steps of this size."""

AGREE, DISAGREE = 0.5, 0.3
"""From the first on people agree, below the second they do not."""

ROUNDED_TO = 5
"""Numbers of people are told in fives."""


@dataclass(frozen=True)
class Ranking:
    """Where one person puts the problems: the group that the person is in, and the places (things,)."""

    group: str
    places: Floats


def find_priorities(
    rankings: Sequence[Ranking], problems: Sequence[str], period: Period, minimum: int, seed: int
) -> Finding | None:
    """The finding of a quarter; None where fewer than the minimum ranked anything.

    A group of fewer people than the minimum is counted with the business; if it is the business, or if fewer than two groups are
    left, all are one.
    """
    if len(rankings) < minimum:
        return None
    groups, pooled = _pooled(rankings, minimum)
    found = align(groups, seed)
    low, high = _bounds(found.concordance, groups)
    tied = {name: steady_places(each) for name, each in groups.items()}
    details: dict[str, Any] = {
        "groups": tuple({"group": name, "people": _rounded(len(each)), "low": least, "high": most}
                        for name, each in groups.items()
                        for least, most in [_bounds(found.within[name], {name: each})]),
        "pooled": tuple(pooled),
        "problems": tuple({"problem": problem, **{name: float(tied[name][at]) for name in groups}}
                          for at, problem in enumerate(problems)),
        "low": low,
        "high": high,
        "shared": tuple(_shared(pair, tied, found.overlap[pair]) for pair in combinations(groups, 2)),
    }  # fmt: skip
    outcome = "agree" if low >= AGREE else "disagree" if high < DISAGREE else "partly" if high - low <= AGREE else "cannot tell"
    return Finding(FindingKind.ALIGNMENT, Dimension.ORGANISATION, WHOLE, period.name, period.start, outcome, VERSION, details)


def steady_places(rankings: Floats) -> Floats:
    """(things,) the place of each thing by the mean of the people's places; where some single person less would change
    the order, things share a place."""
    people, things = rankings.shape
    total = rankings.sum(axis=0)
    order = np.argsort(total / people, kind="stable")
    without = (total[None, :] - rankings) / max(people - 1, 1)
    sorted_without = without[:, order]
    surely = np.array([(sorted_without[:, at:, None] - sorted_without[:, None, :at]).min() > 1e-9 for at in range(1, things)])
    run = np.concatenate([[0], np.cumsum(surely)])
    ranks = np.arange(1.0, things + 1)
    means = np.bincount(run, weights=ranks) / np.bincount(run)
    places = np.empty(things)
    places[order] = means[run]
    return places


def _pooled(rankings: Sequence[Ranking], minimum: int) -> tuple[dict[str, Floats], list[str]]:
    """The rankings of each group that is large enough, and the names of groups that are counted with the business."""
    found = {name: [each.places for each in rankings if each.group == name] for name in GROUPS}
    small = [name for name in (IT, EXECUTIVES) if 0 < len(found[name]) < minimum]
    for name in small:
        found[BUSINESS] += found.pop(name)
    if len(found[BUSINESS]) < minimum:
        others = [name for name in found if name != BUSINESS and found[name]]
        small += others
        found = {BUSINESS: [places for each in found.values() for places in each]}
    return {name: np.array(each) for name, each in found.items() if each}, small


def _bounds(estimate: Estimate, groups: Mapping[str, Floats]) -> tuple[float, float]:
    """The ends of W's interval in steps, outwards, after what any single person could change."""
    changes = changes_of(groups)
    if not math.isfinite(estimate.low) or not np.isfinite(changes).all():
        return 0.0, 1.0
    low = math.floor((estimate.low + min(float(changes.min()), 0)) / STEP + 1e-9) * STEP
    high = math.ceil((estimate.high + max(float(changes.max()), 0)) / STEP - 1e-9) * STEP
    return round(max(low, 0.0), 2), round(min(high, 1.0), 2)


def _shared(pair: tuple[str, str], tied: Mapping[str, Floats], estimate: Estimate) -> dict[str, object]:
    """How many of the first places two groups share, by the places that are told, and the bounds in whole things."""
    one, other = (tied[name][None, :] for name in pair)
    low, high = math.floor(estimate.low + 1e-9), math.ceil(estimate.high - 1e-9)
    return {"one": pair[0], "other": pair[1], "shared": round(overlap(one, other), 1), "low": low, "high": high, "of": TOP}


def _rounded(people: int) -> int:
    return round(people / ROUNDED_TO) * ROUNDED_TO
