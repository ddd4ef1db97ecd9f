"""Counts on a ladder of categories: shares, counts and distributions, protected together.

The steps of a ladder are the ordered categories; a share is the number of people on or above one *rung*. A distribution
with steps none, tried, occasional, habitual, power and the shares "habitual and above" and "power" are one ladder: whoever
sees two rungs knows how many people stand between them. So a set shows a rung only where at least `side` people stand
between it and the next rung that the set shows, and on both outer sides. The main rung (the distribution's cut) comes
first; the others join from the bottom up on either side of it, as far as there are people for both neighbours.

A set whose main rung has fewer than `side` people on one side is *coded*: it tells only which side, as a bound. With fewer
than twice `side` people all it tells is which half. A rung that is not shown says nothing but what the shown rungs
imply.

Each count between two rungs is then subject to complementary suppression (see residual), the main rung with its codes.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.basis import Basis
from clearspan.privacy.release.columns import Bools, Floats, Ints
from clearspan.privacy.release.residual import Limits, Shown, outside_counts, settle


@dataclass(frozen=True)
class Ladder:
    """Which rungs each set shows. Rung r is 'on step r or above': rung 0 is everyone, the last rung is nobody."""

    basis: Basis
    step: Ints
    """(people,) the step of each counted person, -1 for others."""
    main: int
    upper: Floats
    """(rungs, sets) people on or above the rung."""
    open: Bools
    """(rungs, sets) whether the rung is shown."""
    coded: Bools
    """(sets,) whether the main rung is told as a bound."""

    @property
    def steps(self) -> int:
        """Number of steps."""
        return len(self.upper) - 1

    def noisy(self, low: int, high: int) -> Floats:
        """(sets,) perturbed number of people from rung `low` to below rung `high`, within what can be shown."""
        contributing = (self.step >= low) & (self.step < high)
        shifted = self.upper[low] - self.upper[high] + self.basis.noise_of(contributing)
        side = self.basis.protection.side if self.basis.protection.homogeneity else 0
        room = self.basis.told - side
        least = np.where(room >= side, side, 0)
        return np.clip(shifted, least, np.where(room >= side, room, self.basis.told))


def climb(basis: Basis, step: Ints, steps: int, main: int, *, headcount: bool = False) -> Ladder:
    """The ladder of people on `step` (people,), with `main` as its main rung.

    With `headcount` everyone counts on the upper side by definition, so nothing is coded.
    """
    pairs, rules = basis.pairs, basis.protection
    upper = np.stack([pairs.tally((step >= rung).astype(np.float64)) for rung in range(steps)] + [np.zeros(pairs.count)])
    opened = np.zeros((steps + 1, pairs.count), dtype=np.bool_)
    opened[0] = opened[steps] = basis.enough
    sided = rules.homogeneity and not headcount
    side = rules.side if sided else 0
    opened[main] = basis.enough & (upper[main] >= side) & (basis.counted - upper[main] >= side)
    coded = basis.enough & ~opened[main]
    if rules.complement:
        shown = _coded(basis, upper[main], opened[main], coded, side)
        strays = outside_counts(basis.plan.structure, basis.values.counted.astype(np.float64), (step >= main).astype(np.float64))
        settle(shown, basis.plan.structure, Limits(rules.people, side, side), strays)
        opened[main], coded = shown.open, shown.coded & ~shown.open
    ladder = Ladder(basis, step, main, upper, opened, coded)
    _join(ladder, side)
    if rules.complement:
        _suppress(ladder, side)
    return ladder


def _coded(basis: Basis, upper: Floats, opened: Bools, coded: Bools, side: int) -> Shown:
    """What is told of the main rung: counts, and codes with the counts that they leave possible."""
    people = basis.counted
    half = people < 2 * side
    top = np.where(half, upper * 2 >= people, people - upper < side)
    middle = np.ceil(people / 2)
    lowest = np.where(top, np.where(half, middle, people - side + 1), 0.0)
    highest = np.where(top, people, np.where(half, middle - 1, side - 1.0))
    return Shown(opened.copy(), coded.copy(), people, upper, lowest, highest)


def _join(ladder: Ladder, side: int) -> None:
    """Opens the rungs below and above the main one, as far as there are enough people for both neighbours."""
    for first, last in ((0, ladder.main), (ladder.main, ladder.steps)):
        since: Floats = ladder.upper[first].copy()
        below_last: Floats = ladder.upper[last]
        for rung in range(first + 1, last):
            here: Floats = ladder.upper[rung]
            fits = (since - here >= side) & (here - below_last >= side)
            ladder.open[rung] = ladder.open[ladder.main] & fits
            since = np.where(ladder.open[rung], here, since)


def _suppress(ladder: Ladder, side: int) -> None:
    """Closes rungs until no count between two of them can be worked out for too few people."""
    fixed = {0, ladder.main, ladder.steps}
    pairs = [(low, high) for low in range(ladder.steps) for high in range(low + 1, ladder.steps + 1) if not {low, high} <= fixed]
    basis = ladder.basis
    counted = basis.values.counted.astype(np.float64)
    strays = {
        (low, high): outside_counts(
            basis.plan.structure, counted, ((ladder.step >= low) & (ladder.step < high)).astype(np.float64)
        )
        for low, high in pairs
    }
    none = np.zeros_like(basis.enough)
    moved = True
    while moved:
        moved = False
        for low, high in pairs:
            told = ladder.open[low] & ladder.open[high]
            if not told.any():
                continue
            between = ladder.upper[low] - ladder.upper[high]
            shown = Shown(told.copy(), none.copy(), basis.counted, between, 0 * between, basis.counted)
            settle(shown, basis.plan.structure, Limits(basis.protection.people, side), strays[(low, high)])
            closed = told & ~shown.open
            free = [rung for rung in (low, high) if rung not in fixed]
            farther = max(free, key=lambda rung: abs(rung - ladder.main))
            ladder.open[farther, closed] = False
            moved |= bool(closed.any())
