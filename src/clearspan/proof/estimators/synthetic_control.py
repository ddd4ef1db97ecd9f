"""The effect on one or few treated units, against a fixed blend of others that was at their level before."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import comb

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.arrays import Floats
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.panel import Panel

PLACEBOS = 200
"""Groups of others that stand in for the treated at most; where one unit is treated, each of the others does once."""
RIDGE = 1e-6
"""Standard deviations of a change between periods by which weights are pulled together, so that they are unique."""
STOP = 1e-5
"""The same, by which the miss before the start must fall in a step for another step to be made: published numbers stop there. Of
the tobacco tax that is at -19.62, where the very least miss is at -19.51."""
POOR = 0.5
"""Share of the effect above which the miss before the start is too large to be passed over."""


@dataclass(frozen=True)
class _Gap:
    """How far some units are from their blend: `after` the start on average, and `before` it as the root mean square."""

    after: float
    before: float


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    grid, treated = panel.grid.T, _treated(panel)
    begun = panel.times >= panel.cohorts[0]
    mine, others = np.flatnonzero(treated), np.flatnonzero(~treated)
    _enough(len(mine), len(others), int((~begun).sum()), choices.level)
    found = _gap(grid, mine, others, begun)
    placebos = [_gap(grid, group, np.setdiff1d(others, group), begun) for group in _groups(others, len(mine), choices.seed)]
    moved = np.array([each.after for each in placebos])
    error = float(moved.std(ddof=1)) * math.sqrt(1 - 1 / len(moved))
    rests_on = f"{len(mine)} treated units against a blend of {len(others)} others that was at their level before"
    base = Base(len(panel.outcome), panel.units, rests_on)
    told = student(found.after, error, f"placebo over {len(moved)} of the others", base, choices.level)
    seen = {"miss_before": found.before, "placebo_p": _rank([found, *placebos])}
    return replace(told, seen=seen, warnings=_warnings(found))


def _treated(panel: Panel) -> np.ndarray:
    """By unit, whether it is treated. Raises CannotTell where there is no one start, or not every unit in every period."""
    inside = panel.cohorts[panel.cohorts <= panel.times[-1]]
    if len(inside) != 1 or len(panel.cohorts) != 1:
        raise CannotTell("a synthetic control needs one start date", remedy="Use group-time effects.")
    if not panel.complete:
        raise CannotTell("a synthetic control needs every unit in every period", remedy="Leave out units that are absent.")
    return panel.cohort == inside[0]


def _enough(treated: int, others: int, before: int, level: float) -> None:
    """Nothing. Raises CannotTell where even the largest gap of all would not be rare enough among the placebos."""
    fewest = math.ceil(1 / (1 - level) - 1e-9) - 1
    possible = comb(others, treated) if others > treated else 0
    if before < 2 or possible < fewest:
        what = "fewer than two periods lie before the start" if before < 2 else f"only {possible} placebos are possible"
        raise CannotTell(
            f"{what}, so that nothing tells the gap from chance", remedy=f"Add others: one treated unit needs {fewest}."
        )


def _groups(others: np.ndarray, treated: int, seed: int) -> Sequence[np.ndarray]:
    """Groups of the others, as many as are treated, that stand in for the treated."""
    if treated == 1:
        return [others[place : place + 1] for place in range(len(others))]
    random = np.random.default_rng(seed)
    return [np.sort(random.choice(others, treated, replace=False)) for _ in range(PLACEBOS)]


def _gap(grid: Floats, mine: np.ndarray, others: np.ndarray, begun: np.ndarray) -> _Gap:
    """The gap of some units (rows of the units by periods) from the blend of others that was nearest to their mean before."""
    from diff_diff.utils import compute_sdid_unit_weights

    before, wanted = grid[others][:, ~begun].T, grid[mine][:, ~begun].mean(axis=0)
    usual = float(np.diff(before, axis=0).std(ddof=1)) or 1.0
    found = compute_sdid_unit_weights(before, wanted, zeta_omega=RIDGE * usual, intercept=False, min_decrease=STOP * usual)
    weights = np.asarray(found, dtype=np.float64)
    apart = grid[mine].mean(axis=0) - weights @ grid[others]
    return _Gap(float(apart[begun].mean()), float(np.sqrt((apart[~begun] ** 2).mean())))


def _rank(gaps: Sequence[_Gap]) -> float:
    """The share of gaps, the first among them, that are at least as large for their miss before as the first one is."""
    ratios = [abs(each.after) / max(each.before, np.finfo(np.float64).tiny) for each in gaps]
    return sum(each >= ratios[0] for each in ratios) / len(ratios)


def _warnings(found: _Gap) -> tuple[str, ...]:
    if found.before <= POOR * abs(found.after):
        return ()
    return (f"No blend of the others was near the treated before the start (it missed them by {found.before:.3g}).",)


ESTIMATOR = Estimator(
    name="synthetic_control",
    title="Synthetic control",
    answers="How far are the treated from a blend of others that was at their level before?",
    holds_if="That blend would have stayed at the level of the treated without it, whom nothing lifts above all others.",
    caution="Where no blend comes near the treated before the start, the gap after it says nothing. With fewer than 19 others "
    "even the largest gap could be chance.",
    source="Abadie, Diamond and Hainmueller (2010); weights as in Arkhangelsky and others (2021)",
    estimate=_estimate,
)
