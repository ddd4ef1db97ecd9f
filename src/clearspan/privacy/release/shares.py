"""Shares, counts and distributions as they are told, from the rungs that a ladder shows."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints
from clearspan.privacy.release.figure import Figures, figures
from clearspan.privacy.release.ladder import Ladder

TOP_CODE = 0.9
"""No bound says more than 'over 90%' or 'under 10%'."""

GRAIN = 20
"""Bounds are told in steps of 5 points: twentieths, rounded away from the figure."""

JOINER = " + "
"""Joins the names of merged categories."""


def share_figures(ladder: Ladder, rung: int) -> list[Figures]:
    """The share of people on or above a rung; a bound where the rung is coded or only a neighbour is shown."""
    shown = ladder.open[rung]
    top = ladder.noisy(rung, ladder.steps)
    told = ladder.basis.told
    low, high, bounded = _bounds(ladder, rung)
    return [
        figures(shown, numerator=top, denominator=told, people=told, value=_divided(top, told)),
        figures(bounded & ~shown, denominator=told, people=told, low=low, high=high),
    ]


def count_figures(ladder: Ladder, rung: int, *, headcount: bool) -> list[Figures]:
    """The number of people on or above a rung; bounds in people where the share would have bounds."""
    shown = ladder.open[rung]
    told = ladder.basis.told
    count = told if headcount else ladder.noisy(rung, ladder.steps)
    low, high, bounded = _bounds(ladder, rung)
    return [
        figures(shown, numerator=count, denominator=told, people=told, value=count),
        figures(bounded & ~shown, denominator=told, people=told, low=np.floor(low * told), high=np.ceil(high * told)),
    ]


def distribution_figures(ladder: Ladder, names: tuple[str, ...], step_of: Ints) -> list[Figures]:
    """The share of people in each category, merged where a rung between two is not shown.

    `step_of` (categories,) is the ladder's step of each category.
    """
    told = ladder.basis.told
    found: list[Figures] = []
    for between, chosen in _same_rungs(ladder):
        for low, high in pairwise(between):
            count = ladder.noisy(low, high)
            found.append(
                figures(
                    chosen,
                    category=_merged(names, step_of, low, high),
                    numerator=count,
                    denominator=told,
                    people=told,
                    value=_divided(count, told),
                )
            )
    low, high, bounded = _bounds(ladder, ladder.main)
    coded = bounded & ~ladder.open[ladder.main]
    below, above = _merged(names, step_of, 0, ladder.main), _merged(names, step_of, ladder.main, ladder.steps)
    found.append(figures(coded, category=below, denominator=told, people=told, low=1 - high, high=1 - low))
    found.append(figures(coded, category=above, denominator=told, people=told, low=low, high=high))
    return found


def _same_rungs(ladder: Ladder) -> Iterator[tuple[list[int], Bools]]:
    """Each pattern of shown rungs with the sets that have it, where the main rung is shown."""
    inner = ladder.open[1 : ladder.steps]
    bits = (inner * (1 << np.arange(ladder.steps - 1))[:, None]).sum(axis=0)
    shown = ladder.open[ladder.main]
    for pattern in np.unique(bits[shown]):
        rungs = [rung for rung in range(1, ladder.steps) if int(pattern) >> (rung - 1) & 1]
        yield [0, *rungs, ladder.steps], shown & (bits == pattern)


def _merged(names: tuple[str, ...], step_of: Ints, low: int, high: int) -> str:
    return JOINER.join(name for name, step in zip(names, step_of, strict=True) if low <= step < high)


def _bounds(ladder: Ladder, rung: int) -> tuple[Floats, Floats, Bools]:
    """Bounds of a rung that is not shown, and where there are any: of the main rung by its code, of another by what
    the main rung shows."""
    told, side = ladder.basis.told, ladder.basis.protection.side
    people = ladder.basis.counted
    upper: Floats = ladder.upper[ladder.main]
    half = people < 2 * side
    top = np.where(half, upper * 2 >= people, people - upper < side)
    edge = np.divide(side, told, out=np.ones_like(told), where=told > 0)
    least = np.where(half, 0.5, np.minimum(TOP_CODE, _down(1 - edge)))
    most = np.where(half, 0.5, np.maximum(1 - TOP_CODE, _up(edge)))
    low, high = np.where(top, least, 0.0), np.where(top, 1.0, most)
    if rung != ladder.main:
        exact = _divided(ladder.noisy(ladder.main, ladder.steps), told)
        low = np.where(ladder.open[ladder.main], _down(exact), low)
        high = np.where(ladder.open[ladder.main], _up(exact), high)
        low, high = (np.zeros_like(low), high) if rung > ladder.main else (low, np.ones_like(high))
    return low, high, ladder.coded | (ladder.open[ladder.main] & (rung != ladder.main))


def _down(share: Floats) -> Floats:
    return np.floor(share * GRAIN + 1e-9) / GRAIN


def _up(share: Floats) -> Floats:
    return np.ceil(share * GRAIN - 1e-9) / GRAIN


def _divided(top: Floats, below: Floats) -> Floats:
    return np.divide(top, below, out=np.full_like(top, np.nan, dtype=np.float64), where=below > 0)
