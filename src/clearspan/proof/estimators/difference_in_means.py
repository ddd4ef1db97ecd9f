"""The difference between two randomised arms."""

from clearspan.proof.arms_effect import arms_effect
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Estimate
from clearspan.proof.estimator import Estimator
from clearspan.proof.panel import Panel
from clearspan.proof.two_arms import two_arms


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    return arms_effect(two_arms(panel), False, choices)


ESTIMATOR = Estimator(
    name="difference_in_means",
    title="Difference in means",
    answers="How much higher is the outcome of those who were offered it, compared with those who were not?",
    holds_if="Who was offered it was drawn by lot, in the groups by which the errors are clustered.",
    caution="It is the effect of being offered it, not of doing it. Where few groups were drawn, the draw decides and not the t.",
    source="Neyman (1923); Liang and Zeger (1986); Fisher (1935)",
    estimate=_estimate,
)
