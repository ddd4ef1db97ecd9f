"""The effect of doing it, on those who did it because they were offered it."""

from dataclasses import replace

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.arms_effect import arms_effect, held_fixed
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.least_squares import fit
from clearspan.proof.panel import Panel
from clearspan.proof.two_arms import two_arms

WEAK = 10.0
"""F statistic of the offer on taking it up, below which the ratio is not to be trusted (Staiger and Stock 1997)."""


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    """The offer's effect on the outcome over its effect on taking it up, with the error of their ratio (delta method)."""
    if len(panel.uptake) != panel.units:
        raise CannotTell("nobody said who took it up", remedy="Give each unit 1 or 0 for having done what was offered.")
    sides = two_arms(panel)
    offered = arms_effect(sides, False, choices)
    columns = np.column_stack([sides.treated, held_fixed(sides, False)])
    took = fit(panel.uptake[sides.unit], columns, sides.cluster)
    share, strength = (
        float(took.coefficients[0]),
        float((took.coefficients[0] / took.crv1[0]) ** 2) if took.crv1[0] > 0 else np.inf,
    )
    if share <= 0 or strength < WEAK:
        raise CannotTell(
            "too few more took it up where it was offered than where it was not, so that the effect of doing it cannot be told",
            remedy="Rest on the effect of the offer.",
        )
    effect = offered.effect / share
    left = fit(sides.after - effect * panel.uptake[sides.unit], columns, sides.cluster)
    error = float(left.crv1[0]) / share
    base = Base(sides.rows, sides.clusters, offered.rests_on)
    found = student(effect, error, f"two-stage, {offered.error_kind}", base, choices.level)
    seen = {"offered": offered.effect, "offered_error": offered.error, "took_up_more": share, "strength": strength}
    return replace(found, seen=seen, warnings=offered.warnings)


ESTIMATOR = Estimator(
    name="complier_effect",
    title="Effect of doing it",
    answers="How much did it do for those who did it because it was offered to them, and would not have otherwise?",
    holds_if="The offer was drawn by lot, and works only by being taken up.",
    caution="It says nothing of those who would have done it anyway, or never. The effect of the offer stands beside it.",
    source="Imbens and Angrist (1994); Wald (1940)",
    estimate=_estimate,
)
