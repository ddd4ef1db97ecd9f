"""How far trends would have to have been apart to overturn an effect."""

from dataclasses import replace

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.aggregate import by_time_since
from clearspan.proof.choices import Base as BasePeriod
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, Part, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.estimators.group_time_effects import estimate_of
from clearspan.proof.group_time import GroupTime, group_time
from clearspan.proof.panel import Panel
from clearspan.proof.violated_trends import Path, excludes, relative_magnitudes

MOST_BEFORE, MOST_AFTER = 8, 5
"""Periods next to the start that are used: further ones make the intervals no better, and the search much longer."""
SIZES = (0.5, 1.0, 1.5, 2.0)
LARGEST = 4.0
HALVINGS = 7


def path_of(cells: GroupTime) -> Path:
    """The effects by time since the start as a path, all compared with one period; the mean of those after it is asked for.

    Raises CannotTell where there is no period before the one compared with.
    """
    series = by_time_since(cells)
    known = np.array([part.error > 0 for part in series.parts])
    before = np.flatnonzero(known & (series.at < 0))[-MOST_BEFORE:]
    after = np.flatnonzero(known & (series.at >= 0))[:MOST_AFTER]
    if not len(before) or not len(after):
        raise CannotTell("there is only one period before the start, so that no trend is seen", remedy="Give earlier periods.")
    place = np.concatenate([before, after])
    effects = np.array([series.parts[at].effect for at in place])
    covariance = cells.factor * series.covariance[np.ix_(place, place)]
    return Path(effects, covariance, len(before), np.full(len(after), 1 / len(after)))


def breakdown(path: Path, alpha: float = 0.05) -> float:
    """How many times the worst step before the start a step after it may be, with the interval still on one side of 0: 0 where it
    is not even with none, infinite beyond four times."""
    if not excludes(path, 0.0, 0.0, alpha):
        return 0.0
    if excludes(path, 0.0, LARGEST, alpha):
        return float("inf")
    low, high = 0.0, LARGEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excludes(path, 0.0, middle, alpha) else (low, middle)
    return low


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    cells = group_time(panel, replace(choices, base=BasePeriod.UNIVERSAL))
    whole = estimate_of(cells, panel, choices)
    path = path_of(cells)
    base = Base(whole.n, whole.clusters, whole.rests_on)
    found = student(path.wanted, path.error, whole.error_kind, base, choices.level)
    intervals = [relative_magnitudes(path, size, 1 - choices.level) for size in SIZES]
    parts = tuple(
        Part(f"steps apart up to {size:g} times the worst before", path.wanted, path.error, low, high)
        for size, (low, high) in zip(SIZES, intervals, strict=True)
    )
    return replace(found, parts=parts, seen={"breakdown": breakdown(path, 1 - choices.level)})


ESTIMATOR = Estimator(
    name="trend_sensitivity",
    title="If trends had been apart",
    answers="How much worse than before the start would trends have to have been to overturn the effect?",
    holds_if="What may have moved the treated apart after the start is of the kind that was seen before it.",
    caution="With one quiet period before the start, the worst seen is little, and a multiple of it is little too.",
    source="Rambachan and Roth (2023)",
    estimate=_estimate,
    takes_controls=True,
)
