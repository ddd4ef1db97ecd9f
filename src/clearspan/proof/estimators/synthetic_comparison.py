"""The effect on one or few treated units, against a weighted blend of the others."""

import math

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.long_table import ask, long_table
from clearspan.proof.panel import Panel

PLACEBOS = 200


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    from diff_diff import SyntheticDiD

    starts = panel.cohorts[panel.cohorts <= panel.times[-1]]
    if len(starts) != 1:
        raise CannotTell("a synthetic comparison needs one start date", remedy="Use group-time effects.")
    if not panel.complete:
        raise CannotTell("a synthetic comparison needs every unit in every period", remedy="Leave out units that are absent.")
    treated = int((panel.cohort == starts[0]).sum())
    others = panel.units - treated
    if others < 2 or int((panel.times < starts[0]).sum()) < 2:
        raise CannotTell("too few others, or periods before the start, to blend a comparison of", remedy="Add either.")
    method = "placebo" if others > treated else "jackknife"
    table = long_table(panel)
    post = [int(time) for time in panel.times[panel.times >= starts[0]] - panel.times[0] + 1]
    fitted = ask(
        lambda: SyntheticDiD(variance_method=method, n_bootstrap=PLACEBOS, seed=choices.seed).fit(
            table, outcome="outcome", treatment="ever", unit="unit", time="time", post_periods=post
        ),
        "a blend of untreated units that moves as the treated ones did",
    )
    effect, error = float(fitted.att), float(fitted.se)
    base = Base(len(panel.outcome), panel.units, f"{treated} treated units against a blend of {others} others")
    return student(effect, error if np.isfinite(error) and error > 0 else math.nan, f"{method} over units", base, choices.level)


ESTIMATOR = Estimator(
    name="synthetic_comparison",
    title="Synthetic difference in differences",
    answers="How far did the treated move from a blend of others that moved as they did before?",
    holds_if="Some blend of the others would have gone on as the treated would have.",
    caution="The placebo error depends on which placebos are drawn; take it as rough.",
    source="Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021)",
    estimate=_estimate,
)
