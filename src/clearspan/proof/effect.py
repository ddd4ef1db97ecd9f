"""The effect that a panel shows: the estimate that the design calls for, the tables behind it, and what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

import clearspan.proof.estimators
from clearspan.errors import CannotTell, UsageError
from clearspan.proof.aggregate import Drawn, Series, by_cohort, by_period, by_time_since, simple
from clearspan.proof.bands import Pretest, joint_reach, pretest
from clearspan.proof.choices import Choices, Comparison
from clearspan.proof.estimate import Estimate
from clearspan.proof.estimator import Estimator
from clearspan.proof.estimators import cuped, difference_in_means, group_time_effects
from clearspan.proof.group_time import GroupTime, group_time
from clearspan.proof.moved_before import moved_before
from clearspan.proof.panel import NEVER, Panel
from clearspan.proof.roll_out import dates_drawn_again
from clearspan.shelf import read_shelf

FEW_CLUSTERS = 10


class Design(StrEnum):
    """How it came that some were treated: start dates drawn by lot, or set by someone."""

    RANDOMISED = "randomised"
    STAGGERED = "staggered"


@dataclass(frozen=True)
class Tables:
    """Effects by cohort and period, and drawn together. `moved` is the probability of cohorts having moved so far apart before
    the first start by chance, None where that cannot be told."""

    cells: GroupTime
    simple: Drawn
    group: Series
    calendar: Series
    dynamic: Series
    pretest: Pretest | None
    moved: float | None = None

    @cached_property
    def joint_reach(self) -> float:
        """How many standard errors a band reaches that holds for all times since the start at once."""
        return joint_reach(self.dynamic.covariance, self.cells.clusters - 1)


@dataclass(frozen=True)
class Effect:
    """What a panel shows. `naive` is the treated units' own change, which proves nothing; `beside` are other estimates."""

    design: Design
    comparison: Comparison
    estimate: Estimate
    tables: Tables | None
    beside: Mapping[str, Estimate]
    naive: float | None
    log: bool
    warnings: tuple[str, ...]
    level: float = 0.95

    @property
    def percent(self) -> float | None:
        """The effect in percent, where the outcome is a logarithm."""
        return float(100 * np.expm1(self.estimate.effect)) if self.log else None

    @property
    def decided(self) -> Estimate:
        """The estimate with p and interval by drawing the assignment again, which decides where a lot was drawn."""
        drawn = self.estimate.randomised
        if drawn is None or self.design is Design.STAGGERED:
            return self.estimate
        return replace(self.estimate, p=drawn.p, low=drawn.low, high=drawn.high)


def comparison_for(panel: Panel) -> Comparison:
    """Those never treated where there are any, else those not yet treated."""
    return Comparison.NEVER if (panel.cohort > panel.times[-1]).any() else Comparison.NOT_YET


def effect_of(panel: Panel, design: Design, choices: Choices, also: Sequence[str] = ()) -> Effect:
    """The effect, with what other estimators on the shelf say `also`. Raises CannotTell, with the reason, where the panel cannot
    show it, and UsageError for a name that is not on the shelf; what another estimator cannot tell is a warning."""
    found = _effect(panel, design, choices)
    shelf = read_shelf(clearspan.proof.estimators, Estimator) if also else {}
    for name in also:
        if name not in shelf:
            raise UsageError(f"there is no estimator {name!r}", remedy=f"There are: {', '.join(shelf)}.")
        try:
            beside = {**found.beside, name: shelf[name].estimate(panel, choices)}
            found = replace(found, beside=beside, warnings=(*found.warnings, *_without_controls(panel, shelf[name])))
        except CannotTell as error:
            found = replace(found, warnings=(*found.warnings, f"{shelf[name].title} cannot tell: {error.what}."))
    return found


def _effect(panel: Panel, design: Design, choices: Choices) -> Effect:
    starts = panel.cohorts[panel.cohorts <= panel.times[-1]]
    if design is Design.RANDOMISED and len(starts) <= 1:
        return _two_arms(panel, choices)
    tables, cells = _tables(panel, choices)
    estimate = group_time_effects.estimate_of(cells, panel, choices)
    estimate = replace(estimate, randomised=dates_drawn_again(panel, choices))
    warnings = [*panel.notes, *cells.notes, *estimate.warnings, *_warnings(estimate, tables)]
    naive = before_after(panel)
    return Effect(design, choices.comparison, estimate, tables, {}, naive, panel.log, tuple(warnings), choices.level)


def _two_arms(panel: Panel, choices: Choices) -> Effect:
    asked, other = (cuped, difference_in_means) if choices.adjusted else (difference_in_means, cuped)
    estimate = asked.ESTIMATOR.estimate(panel, choices)
    beside = {}
    tables = None
    try:
        beside[other.ESTIMATOR.name] = other.ESTIMATOR.estimate(panel, choices)
        tables, _ = _tables(panel, choices)
    except CannotTell:
        pass
    warnings, naive = (*panel.notes, *estimate.warnings, *_without_controls(panel, asked.ESTIMATOR)), before_after(panel)
    found = Effect(Design.RANDOMISED, choices.comparison, estimate, tables, beside, naive, panel.log, warnings)
    return replace(found, level=choices.level)


def _without_controls(panel: Panel, estimator: Estimator) -> tuple[str, ...]:
    """What is to be said where controls were asked for that an estimator does not hold constant."""
    if not panel.controls.size or estimator.takes_controls:
        return ()
    return (f"{estimator.title}: takes no controls, so that {', '.join(panel.columns.controls)} is not held constant.",)


def _tables(panel: Panel, choices: Choices) -> tuple[Tables, GroupTime]:
    cells = group_time(panel, choices)
    return Tables(
        cells, simple(cells), by_cohort(cells), by_period(cells), by_time_since(cells), *_before(panel, cells, choices)
    ), cells


def _before(panel: Panel, cells: GroupTime, choices: Choices) -> tuple[Pretest | None, float | None]:
    """The test as it is published, and the one that decides: by drawing cohorts again, else by Hotelling's distribution."""
    test, moved = pretest(cells), moved_before(panel, choices.anticipation, choices.seed)
    return test, moved if moved is not None or test is None else test.p_few


def _warnings(estimate: Estimate, tables: Tables) -> list[str]:
    found = []
    if estimate.clusters < FEW_CLUSTERS:
        found.append(f"Only {estimate.clusters} clusters: intervals of so few are rough.")
    if tables.moved is None:
        found.append("Nothing can be tested about the time before the start: too few periods or clusters.")
    elif tables.moved < 0.05:
        found.append(
            "Those who began moved apart from the others before their start already, so that the comparison is in doubt."
        )
    return found


def before_after(panel: Panel) -> float | None:
    """How the treated units' own mean changed from before their start to after it; None where none was seen in both."""
    start = np.where(panel.cohort == NEVER, panel.times[-1] + 1, panel.cohort)
    begun = panel.times[panel.time] >= start[panel.unit]
    sums = [np.bincount(panel.unit[rows], weights=panel.outcome[rows], minlength=panel.units) for rows in (~begun, begun)]
    counts = [np.bincount(panel.unit[rows], minlength=panel.units) for rows in (~begun, begun)]
    both = (counts[0] > 0) & (counts[1] > 0)
    if not both.any():
        return None
    return float((sums[1][both] / counts[1][both] - sums[0][both] / counts[0][both]).mean())
