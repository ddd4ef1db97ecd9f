"""Figures of many sets at once, before they become cells."""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints


@dataclass(frozen=True)
class Figures:
    """The figures of some sets, for one category ('' for a single figure). NaN stands for null; arrays are (sets,)."""

    sets: Ints
    category: str
    numerator: Floats
    denominator: Floats
    people: Floats
    """n as told, before rounding."""
    value: Floats
    low: Floats
    high: Floats


def figures(chosen: Bools, category: str = "", **columns: Floats) -> Figures:
    """The figures of the `chosen` sets, from columns of Figures over all sets; a column that is not given is null."""
    sets = np.flatnonzero(chosen)
    nothing = np.full(len(sets), np.nan)
    names = ("numerator", "denominator", "people", "value", "low", "high")
    return Figures(sets, category, *(columns[name][sets] if name in columns else nothing for name in names))
