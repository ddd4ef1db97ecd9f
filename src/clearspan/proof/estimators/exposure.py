"""The effect on the treated and on those around them, where it may spill over."""

from dataclasses import replace

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, Part, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.interval import interval
from clearspan.proof.least_squares import fit
from clearspan.proof.panel import Panel
from clearspan.proof.two_arms import two_arms

LEAST = 4
"""Clusters of untreated units that must differ in their exposure."""


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    """The treated against untreated ones that nobody treated is near, and what full exposure does to the untreated."""
    if len(panel.exposure) != panel.units:
        raise CannotTell("nobody said who is near whom", remedy="Give each unit the share of those around it that were treated.")
    sides = two_arms(panel)
    near = panel.exposure[sides.unit] * (1 - sides.treated)
    if (
        len(np.unique(sides.cluster[near > 0])) < LEAST
        or len(np.unique(sides.cluster[(near == 0) & (sides.treated == 0)])) < LEAST
    ):
        raise CannotTell(
            f"fewer than {LEAST} untreated clusters are near treated ones, or fewer than {LEAST} are not",
            remedy="Rest on the difference in means, and say that it may miss what spilled over.",
        )
    outcome = sides.after - sides.before if sides.has_before else sides.after
    columns = np.column_stack([sides.treated, near, np.ones(len(near))])
    found = fit(outcome, columns, sides.cluster)
    kind = f"CRV1, {sides.clusters} clusters, t({sides.clusters - 1})"
    base = Base(sides.rows, sides.clusters, "treated units against untreated ones that no treated one is near")
    estimate = student(float(found.coefficients[0]), float(found.crv1[0]), kind, base, choices.level)
    effect, error = float(found.coefficients[1]), float(found.crv1[1])
    spread = interval(effect, error, sides.clusters - 1, choices.level)
    part = Part("on the untreated, of having all around them treated", effect, error, *spread)
    plain = float(fit(outcome, columns[:, [0, 2]], sides.cluster).coefficients[0])
    return replace(estimate, parts=(part,), seen={"without_spill_over": plain})


ESTIMATOR = Estimator(
    name="exposure",
    title="Effect with spill-over by exposure",
    answers="How much did it do for the treated, and for those around them, compared with those that it did not reach at all?",
    holds_if="The start was drawn by lot, and what spills over grows evenly with the share of those around who are treated.",
    caution="Exposure itself was not drawn: the well connected are near more treated ones, and may differ in other ways.",
    source="Aronow and Samii (2017); Vazquez-Bare (2023)",
    estimate=_estimate,
)
