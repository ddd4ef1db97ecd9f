"""The regression on unit and period that was usual for long, and what it weighs against what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.arrays import Floats, Ints, sums_by
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, Part, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.long_table import ask, long_table
from clearspan.proof.panel import Panel

if TYPE_CHECKING:
    import pandas as pd

ROUNDS = 10_000
STILL = 1e-11
FORBIDDEN = 0.05
"""Weight on comparisons with units treated already, from which the regression is warned of."""
KINDS = {
    "treated_vs_never": "treated against never treated",
    "earlier_vs_later": "early starters against later ones, not yet treated",
    "later_vs_earlier": "late starters against early ones, treated already",
}


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    begun = (panel.times[panel.time] >= panel.cohort[panel.unit]).astype(np.float64)
    own, left, *held = (_without_levels(values, panel) for values in (begun, panel.outcome, *panel.controls.T))
    own, left = (_without(values, held) for values in (own, left))
    square = float(own @ own)
    if square < STILL * len(own):
        raise CannotTell("unit and period together tell who is treated, so that nothing is left to compare")
    effect = float(own @ left) / square
    score = sums_by(panel.cluster[panel.unit], own * (left - effect * own), panel.clusters)
    rows, clusters = len(own), panel.clusters
    counted = 1 + panel.periods + len(held)
    factor = clusters / (clusters - 1) * (rows - 1) / (rows - counted)
    error = float(np.sqrt(factor * score @ score)) / square
    base = Base(rows, clusters, "all treated unit-periods against all others, whoever these are")
    found = student(effect, error, f"CRV1, {clusters} clusters, t({clusters - 1})", base, choices.level)
    parts, warning = _weights(panel)
    return replace(found, parts=parts, warnings=warning)


def _without(values: Floats, controls: Sequence[Floats]) -> Floats:
    """Values less what controls tell of them."""
    if not controls:
        return values
    held = np.column_stack(controls)
    return values - held @ np.linalg.lstsq(held, values, rcond=None)[0]


def _without_levels(values: Floats, panel: Panel) -> Floats:
    """Values less the levels of their unit and of their period."""
    left = values.copy()
    for _ in range(ROUNDS):
        moved = 0.0
        for group, groups in ((panel.unit, panel.units), (panel.time, panel.periods)):
            means = _means(group, left, groups)
            moved = max(moved, float(np.abs(means).max()))
            left -= means[group]
        if moved < STILL:
            break
    return left


def _means(group: Ints, values: Floats, groups: int) -> Floats:
    return sums_by(group, values, groups) / np.maximum(np.bincount(group, minlength=groups), 1)


def _cohort_means(panel: Panel) -> "pd.DataFrame":
    """The long table with one unit a cohort: the mean of its units, and their number as `size`. Weights rest on nothing else."""
    starts, of_unit, sizes = np.unique(panel.cohort, return_inverse=True, return_counts=True)
    cell = of_unit[panel.unit] * panel.periods + panel.time
    outcome = sums_by(cell, panel.outcome, len(starts) * panel.periods) / np.repeat(sizes, panel.periods)
    places = np.arange(len(starts))
    times = np.tile(np.arange(panel.periods), len(starts))
    means = replace(panel, unit=np.repeat(places, panel.periods), time=times, outcome=outcome, cohort=starts, cluster=places)
    return long_table(means).assign(size=np.repeat(sizes, panel.periods).astype(np.float64))


def _weights(panel: Panel) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """What the regression weighs against what (Goodman-Bacon 2021), and a warning where much of it is no fair comparison."""
    if not panel.complete or panel.controls.size:
        return (), ("Weights cannot be told where units are absent in some periods, or with controls.",)
    from diff_diff import BaconDecomposition, SurveyDesign

    table, columns = _cohort_means(panel), {"outcome": "outcome", "unit": "unit", "time": "time", "first_treat": "start"}
    sizes = SurveyDesign(weights="size")
    found = ask(lambda: BaconDecomposition(weights="exact").fit(table, **columns, survey_design=sizes), "weights of comparisons")
    weight, sums = defaultdict[str, float](float), defaultdict[str, float](float)
    for each in found.comparisons:
        weight[each.comparison_type] += each.weight
        sums[each.comparison_type] += each.weight * each.estimate
    nan = float("nan")
    parts = tuple(
        Part(f"{KINDS.get(kind, kind)}: weight {share:.5f}", float(sums[kind] / share) if share else nan, nan, nan, nan)
        for kind, share in sorted(weight.items())
    )
    forbidden = weight["later_vs_earlier"]
    if forbidden < FORBIDDEN:
        return parts, ()
    return parts, (
        f"{forbidden:.0%} of this number compares late starters with early ones that were treated already: no verdict.",
    )


ESTIMATOR = Estimator(
    name="two_way_fixed_effects",
    title="Two-way fixed effects, a warning",
    answers="What would the usual regression say, and what does it compare with what?",
    holds_if="The effect is the same for everyone and at all times; else it may even have the wrong sign.",
    caution="It is shown as a warning and never gives a verdict.",
    source="Goodman-Bacon (2021)",
    estimate=_estimate,
    takes_controls=True,
)
