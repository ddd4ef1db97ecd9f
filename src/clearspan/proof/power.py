"""What a programme could see, before it begins: it is run many times on the organisation's own past.

Each time, a stretch of the past is taken, teams are drawn into two arms as they would be, and the analysis done as it would be.
An effect that is the same for all only shifts the outcome of those treated, so that one set of runs tells the power at every
effect.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.arms_effect import held_fixed, randomised_draws
from clearspan.proof.arrays import Bools, Floats, Ints
from clearspan.proof.panel import Panel
from clearspan.proof.randomisation import Draws, p_at
from clearspan.proof.two_arms import TwoArms

ENOUGH = 0.8
HALVINGS = 40


@dataclass(frozen=True)
class Plan:
    """A programme as it is planned: periods before and after the start, the share of clusters that begin, and whether the outcome
    is adjusted for before. `alpha` of the deciding reading; `runs` on the past, each with so many `draws` of the assignment."""

    before: int
    after: int
    share: float = 0.5
    adjusted: bool = True
    alpha: float = 0.05
    runs: int = 200
    draws: int = 199
    seed: int = 7


@dataclass(frozen=True)
class Outlook:
    """What a plan could see: the smallest effect that it would find in 80 of 100 cases (infinite where none), the clusters, the
    share of runs in which it found an effect of nothing, and the power at the effect hoped for (NaN where none was named)."""

    smallest: float
    clusters: int
    false_alarms: float
    at_hoped: float
    hoped: float
    plan: Plan

    @property
    def answerable(self) -> bool:
        """Whether it would probably see the effect hoped for, or any at all where none was named."""
        return math.isfinite(self.smallest) if math.isnan(self.hoped) else self.at_hoped >= ENOUGH


def outlook(past: Panel, plan: Plan, hoped: float = math.nan, part: Bools | None = None) -> Outlook:
    """What the plan could see on this past; `part` (units,) are the units that would take part.

    Raises CannotTell where the past is shorter than the plan, or has fewer than four clusters.
    """
    runs = runs_on(past, plan, part)
    at = power_at(runs, hoped, plan.alpha) if not math.isnan(hoped) else math.nan
    clusters = len(np.unique(past.cluster if part is None else past.cluster[part]))
    return Outlook(smallest_effect(runs, plan.alpha), clusters, power_at(runs, 0.0, plan.alpha), at, hoped, plan)


def runs_on(past: Panel, plan: Plan, part: Bools | None = None) -> list[Draws]:
    """The runs of a plan on the past, each with what every draw of the assignment shows."""
    length = plan.before + plan.after
    if past.periods < length:
        what = (
            f"the past has {past.periods} periods, and the programme needs {plan.before} before its start and {plan.after} after"
        )
        raise CannotTell(what, remedy="Wait, or plan a shorter programme.")
    kept = np.ones(past.units, dtype=bool) if part is None else part
    grid, cluster = past.grid[:, kept], past.cluster[kept]
    stratum = past.stratum[kept] if len(past.stratum) else np.zeros(len(cluster), dtype=np.int64)
    random = np.random.default_rng(plan.seed)
    found = []
    for run in range(plan.runs):
        start = int(random.integers(0, past.periods - length + 1))
        sides = _sides(grid[start : start + length], cluster, stratum, plan, random)
        found.append(randomised_draws(sides, held_fixed(sides, plan.adjusted), plan.draws, run))
    return found


def _sides(window: Floats, cluster: Ints, stratum: Ints, plan: Plan, random: np.random.Generator) -> TwoArms:
    """A stretch of the past as two arms, drawn by cluster within strata; units that were not seen on both sides are left out."""
    with np.errstate(invalid="ignore"):
        before, after = _mean(window[: plan.before]), _mean(window[plan.before :])
    seen = ~np.isnan(after) & (~np.isnan(before) if plan.adjusted else True)
    _, groups = np.unique(cluster[seen], return_inverse=True)
    count = int(groups.max(initial=-1)) + 1
    if count < 4:
        raise CannotTell(f"{count} clusters cannot be drawn into two arms", remedy="Add teams, or make smaller clusters.")
    layer = np.zeros(count, dtype=np.int64)
    layer[groups] = stratum[seen]
    treated = np.zeros(count)
    for each in np.unique(layer):
        inside = np.flatnonzero(layer == each)
        treated[random.permutation(inside)[: max(1, round(plan.share * len(inside)))]] = 1
    arm = treated[groups]
    return TwoArms(after[seen], before[seen], arm, groups, stratum[seen], np.flatnonzero(seen), int(seen.sum()) * plan.after)


def _mean(grid: Floats) -> Floats:
    known = ~np.isnan(grid)
    return np.where(known, grid, 0.0).sum(axis=0) / np.where(known.any(axis=0), known.sum(axis=0), np.nan)


def power_at(runs: Sequence[Draws], effect: float, alpha: float = 0.05) -> float:
    """In which share of the runs an effect of this size would have been found."""
    return float(np.mean([p_at(draws, -effect) <= alpha for draws in runs]))


def smallest_effect(runs: Sequence[Draws], alpha: float = 0.05, power: float = ENOUGH) -> float:
    """The smallest effect (upwards) that would be found with this power; infinite where so few assignments are possible that none
    could be remarkable."""
    spread = float(np.mean([draws.effect.std() for draws in runs]))
    low, high = 0.0, 4 * spread
    while power_at(runs, high, alpha) < power:
        low, high = high, 2 * high
        if high > 1e4 * max(spread, 1e-12):
            return math.inf
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if power_at(runs, middle, alpha) >= power else (middle, high)
    return high


def periods_needed(past: Panel, plan: Plan, effect: float, part: Bools | None = None) -> int | None:
    """How many periods after the start would show this effect with enough power; None where the whole past is too short."""
    for after in range(1, past.periods - plan.before + 1):
        runs = runs_on(past, replace(plan, after=after), part)
        if power_at(runs, effect, plan.alpha) >= ENOUGH:
            return after
    return None


def require_answer(found: Outlook, signed_by: str = "", because: str = "") -> None:
    """Nothing. Raises CannotTell where the programme could probably not be told from chance, unless someone signs why it begins
    nevertheless."""
    if found.answerable or (signed_by.strip() and because.strip()):
        return
    if math.isnan(found.hoped):
        what = f"with {found.clusters} clusters no effect, however large, could be told from chance"
    else:
        smallest = f"the smallest that would be found in {ENOUGH:.0%} is {found.smallest:.3g}"
        none = f"none, however large, would be found in {ENOUGH:.0%}"
        what = f"an effect of {found.hoped:g} would be found in {found.at_hoped:.0%} of cases; "
        what += smallest if math.isfinite(found.smallest) else none
    raise CannotTell(what, remedy="Take in more teams, run it longer, or have someone sign why it begins nevertheless.")
