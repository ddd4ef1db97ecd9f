"""Whether one group is taken on less often than another: the four-fifths rule with a test and an interval."""

import math
from dataclasses import dataclass
from enum import StrEnum

from clearspan.skills.interval import UNKNOWN, Z_95, Estimate, share

FOUR_FIFTHS = 0.8
"""Uniform Guidelines on Employee Selection Procedures (1978), section 4D, 29 CFR 1607.4."""
FEWEST = 10
"""People in each group below whom nothing is said."""
LIKELY = 0.05


class Impact(StrEnum):
    """What the figures say."""

    TOO_FEW = "too_few"
    ADVERSE = "adverse"
    """Below four fifths, and hardly by chance."""
    BELOW = "below"
    """Below four fifths; chance could do that. Look into it."""
    NO_SIGN = "no_sign"
    """At or above four fifths; that alone proves nothing."""


IMPACT_WORDS = {
    Impact.TOO_FEW: f"Fewer than {FEWEST} people in a group, or nobody taken on: nothing can be said.",
    Impact.ADVERSE: "One group is taken on less than four fifths as often, and hardly by chance. Stop, and find out why.",
    Impact.BELOW: "One group is taken on less than four fifths as often; chance could do that. Look into it, and keep counting.",
    Impact.NO_SIGN: "No sign of adverse impact in these figures. That alone proves nothing.",
}


@dataclass(frozen=True)
class ImpactCheck:
    """The shares taken on in both groups, the ratio of the lower to the higher share with its interval, the probability of so
    large a difference by chance (Fisher's exact test, two-sided), and what that amounts to."""

    first: Estimate
    second: Estimate
    ratio: Estimate
    probability: float
    impact: Impact


def adverse_impact(first: tuple[int, int], second: tuple[int, int]) -> ImpactCheck:
    """The check of two groups, each (taken on, applied). The interval of the ratio is that of Katz et al. (1978), with half a
    person added where a group has nobody taken on or nobody turned down."""
    shares = share(*first), share(*second)
    if min(first[1], second[1]) < FEWEST or first[0] + second[0] == 0:
        return ImpactCheck(*shares, UNKNOWN, math.nan, Impact.TOO_FEW)
    lower, higher = sorted((first, second), key=lambda each: each[0] / each[1])
    ratio = _ratio(lower, higher)
    probability = fisher(first, second)
    below = Impact.ADVERSE if probability < LIKELY else Impact.BELOW
    impact = Impact.NO_SIGN if ratio.value >= FOUR_FIFTHS else below
    return ImpactCheck(*shares, ratio, probability, impact)


def fisher(first: tuple[int, int], second: tuple[int, int]) -> float:
    """The probability of a table as unlikely as this one, or more, where both groups had the same chance (Fisher's exact test,
    two-sided)."""
    taken, people = first[0] + second[0], first[1] + second[1]
    fewest, most = max(0, taken - second[1]), min(taken, first[1])
    ways = {k: math.comb(first[1], k) * math.comb(second[1], taken - k) for k in range(fewest, most + 1)}
    as_unlikely = sum(count for count in ways.values() if count <= ways[first[0]])
    return as_unlikely / math.comb(people, taken)


def _ratio(lower: tuple[int, int], higher: tuple[int, int]) -> Estimate:
    value = (lower[0] / lower[1]) / (higher[0] / higher[1])
    add = 0.5 if lower[0] == 0 or higher[0] == higher[1] else 0.0
    taken, other = lower[0] + add, higher[0] + add
    applied, others = lower[1] + add, higher[1] + add
    middle = math.log((taken / applied) / (other / others))
    half = Z_95 * math.sqrt(1 / taken - 1 / applied + 1 / other - 1 / others)
    return Estimate(value, math.exp(middle - half), math.exp(middle + half), lower[1] + higher[1])
