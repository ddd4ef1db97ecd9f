"""The difference between two randomised arms, less what each unit already was before."""

from clearspan.errors import CannotTell
from clearspan.proof.arms_effect import arms_effect
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Estimate
from clearspan.proof.estimator import Estimator
from clearspan.proof.panel import Panel
from clearspan.proof.two_arms import two_arms


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    sides = two_arms(panel)
    if not sides.has_before:
        raise CannotTell("not every unit was seen before the start", remedy="Give periods before the start.")
    if sides.before.min() == sides.before.max():
        raise CannotTell("all units were alike before the start", remedy="Use the difference in means.")
    return arms_effect(sides, True, choices)


ESTIMATOR = Estimator(
    name="cuped",
    title="Difference in means, adjusted for before",
    answers="How much higher is the outcome of those who were offered it, had both arms begun alike?",
    holds_if="Who was offered it was drawn by lot, and what is adjusted for was measured before the draw.",
    caution="Choose it before looking: of two analyses, the one that pleases is not a test.",
    source="Deng, Xu, Kohavi and Walker (2013); Freedman (2008)",
    estimate=_estimate,
)
