"""How unevenly use is spread: the share of people who make half of the sum, told as a band."""

import numpy as np

from clearspan.privacy.release.basis import Basis
from clearspan.privacy.release.counts import largest, makers_of_half, ranked
from clearspan.privacy.release.figure import Figures, figures
from clearspan.privacy.release.shares import GRAIN
from clearspan.privacy.release.totals import dominated

LEAST_PEOPLE = 10
"""People a set must have before a band is told."""

SPREAD = 1
"""People by which the band is widened on either side, before it is rounded outward to 5 points."""


def half_share_figures(basis: Basis) -> list[Figures]:
    """The band of each set with enough people and enough who add something, and nobody who dominates."""
    pairs, rules, value = basis.pairs, basis.protection, basis.values.value
    by_value = ranked(pairs, value, basis.values.counted)
    adding = basis.values.counted & (value > 0)
    adders = pairs.tally(adding.astype(np.float64))
    shown = basis.enough & (basis.counted >= max(LEAST_PEOPLE, rules.people)) & (adders > 0)
    if rules.homogeneity:
        shown &= adders >= rules.side
    if rules.dominance:
        shown &= ~dominated(pairs.tally(value), largest(by_value))
    makers = makers_of_half(by_value) + basis.noise_of(adding)
    told = np.maximum(basis.told, 1.0)
    low = np.floor(np.clip(makers - SPREAD, 0, told) / told * GRAIN) / GRAIN
    high = np.ceil(np.clip(makers + SPREAD, 1, told) / told * GRAIN) / GRAIN
    return [figures(shown, denominator=basis.told, people=basis.told, low=low, high=high)]
