"""Effects of a staggered start from one regression, each cohort with a course of its own."""

from dataclasses import replace

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, Part, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.interval import interval
from clearspan.proof.long_table import ask, control_names, long_table
from clearspan.proof.panel import NEVER, Panel


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    from diff_diff import SunAbraham

    if not (panel.cohort == NEVER).any():
        raise CannotTell("no one is never treated", remedy="Use group-time effects against those not yet treated.")
    table = long_table(panel)
    fitted = ask(
        lambda: SunAbraham(cluster="cluster").fit(
            table,
            outcome="outcome",
            unit="unit",
            time="time",
            first_treat="start",
            covariates=control_names(panel) or None,
        ),
        "a course for each cohort",
    )
    clusters = panel.clusters
    base = Base(len(panel.outcome), clusters, "each cohort against those never treated, from the period before its start")
    kind = f"CRV1, {clusters} clusters, t({clusters - 1})"
    found = student(float(fitted.overall_att), float(fitted.overall_se), kind, base, choices.level)
    parts = []
    for since, cell in sorted(fitted.event_study_effects.items()):
        effect, error = float(cell["effect"]), float(cell["se"])
        if np.isfinite(error) and error > 0:
            parts.append(Part(str(int(since)), effect, error, *interval(effect, error, clusters - 1, choices.level)))
    return replace(found, parts=tuple(parts))


ESTIMATOR = Estimator(
    name="interaction_weighted",
    title="One regression with a course for each cohort",
    answers="What would a regression say that lets every cohort have its own course?",
    holds_if="Without the start, those who began would have changed as those did who never begin.",
    caution="Its intervals hold for one time since the start each, and not for all at once.",
    source="Sun and Abraham (2021)",
    estimate=_estimate,
    takes_controls=True,
)
