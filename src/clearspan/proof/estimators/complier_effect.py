"""The effect of doing it, on those who did it because they were offered it."""

from dataclasses import replace

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.aggregate import simple
from clearspan.proof.arms_effect import arms_effect, drawn_again, held_fixed
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.group_time import group_time
from clearspan.proof.least_squares import fit
from clearspan.proof.panel import Panel
from clearspan.proof.roll_out import dates_drawn_again
from clearspan.proof.two_arms import two_arms

WEAK = 10.0
"""F statistic of the offer on taking it up, below which the ratio is not to be trusted (Staiger and Stock 1997)."""


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    """The offer's effect on the outcome over its effect on taking it up, with the error of their ratio (delta method), and what
    drawing the offer again leaves of it."""
    if len(panel.uptake) not in (panel.units, len(panel.outcome)):
        raise CannotTell("nobody said who took it up", remedy="Give each unit 1 or 0 for having done what was offered.")
    starts = panel.cohorts[panel.cohorts <= panel.times[-1]]
    return _at_once(panel, choices) if len(starts) <= 1 else _in_waves(panel, choices)


def _at_once(panel: Panel, choices: Choices) -> Estimate:
    """Between two arms; `adjusted`, as if both had begun alike."""
    sides = two_arms(panel)
    adjusted = choices.adjusted and sides.has_before and bool(sides.before.min() < sides.before.max())
    offered, held = arms_effect(sides, adjusted, choices), held_fixed(sides, adjusted)
    last = panel.uptake if len(panel.uptake) == panel.units else panel.on_grid(panel.uptake)[-1]
    columns, uptake = np.column_stack([sides.treated, held]), last[sides.unit]
    took = fit(uptake, columns, sides.cluster)
    share = float(took.coefficients[0])
    strength = _strong_enough(share, float(took.crv1[0]))
    effect = offered.effect / share
    left = fit(sides.after - effect * uptake, columns, sides.cluster)
    error = float(left.crv1[0]) / share
    base = Base(sides.rows, sides.clusters, offered.rests_on)
    found = student(effect, error, f"two-stage, {offered.error_kind}", base, choices.level)
    seen = {"offered": offered.effect, "offered_error": offered.error, "took_up_more": share, "strength": strength}
    randomised = drawn_again(sides, held, choices, uptake)
    return replace(found, seen=seen, warnings=offered.warnings, randomised=randomised)


def _in_waves(panel: Panel, choices: Choices) -> Estimate:
    """Of a staggered start: both effects by cohort and time, over all treated cells."""
    if len(panel.uptake) != len(panel.outcome):
        raise CannotTell("nobody said by when each unit had taken it up", remedy="Give it for each unit and period.")
    cells = group_time(panel, choices)
    offered, took = simple(cells), simple(group_time(replace(panel, outcome=panel.uptake, log=False), choices))
    strength = _strong_enough(took.effect, took.error)
    effect = offered.effect / took.effect
    moved = (offered.influence - effect * took.influence) / took.effect
    error = float(np.sqrt(cells.factor * (moved**2).sum()))
    base = Base(len(panel.outcome), cells.clusters, "units that were offered it against those that were not, or not yet")
    kind = f"two-stage, from the influence of {cells.clusters} clusters"
    seen = {"offered": offered.effect, "offered_error": offered.error, "took_up_more": took.effect, "strength": strength}
    randomised = dates_drawn_again(panel, choices, panel.uptake)
    return replace(student(effect, error, kind, base, choices.level), seen=seen, randomised=randomised)


def _strong_enough(share: float, error: float) -> float:
    """The F statistic of the offer on taking it up. Raises CannotTell where it is weak."""
    strength = (share / error) ** 2 if error > 0 else np.inf
    if share <= 0 or strength < WEAK:
        raise CannotTell(
            "too few more took it up where it was offered than where it was not, so that the effect of doing it cannot be told",
            remedy="Rest on the effect of the offer.",
        )
    return strength


ESTIMATOR = Estimator(
    name="complier_effect",
    title="Effect of doing it",
    answers="How much did it do for those who did it because it was offered to them, and would not have otherwise?",
    holds_if="The offer was drawn by lot, and works only by being taken up.",
    caution="It says nothing of those who would have done it anyway, or never. The effect of the offer stands beside it.",
    source="Imbens and Angrist (1994); Wald (1940); by the lot, Anderson and Rubin (1949)",
    estimate=_estimate,
)
