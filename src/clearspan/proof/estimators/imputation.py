"""Effects of a staggered start, against what units and periods would have shown untreated."""

import math

from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.long_table import ask, long_table
from clearspan.proof.panel import Panel


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    from diff_diff import ImputationDiD

    table = long_table(panel)
    fitted = ask(
        lambda: ImputationDiD(cluster="cluster", anticipation=choices.anticipation).fit(
            table, outcome="outcome", unit="unit", time="time", first_treat="start"
        ),
        "an imputation of what would have been",
    )
    effect, error = float(fitted.overall_att), float(fitted.overall_se)
    kind = f"conservative influence, {panel.clusters} clusters, t({panel.clusters - 1})"
    base = Base(len(panel.outcome), panel.clusters, "treated unit-periods against their own unit and period, untreated")
    return student(effect, error if error > 0 else math.nan, kind, base, choices.level)


ESTIMATOR = Estimator(
    name="imputation",
    title="Imputation",
    answers="How far is each treated unit-period from what its unit and its period would have shown untreated?",
    holds_if="Untreated outcomes are a level of the unit plus a course that all share, in all periods, also long before.",
    caution="Sharper than group-time effects where this holds, and bent further where it does not; with few clusters its "
    "intervals are too narrow (26 false alarms in 100 with 8 teams).",
    source="Borusyak, Jaravel and Spiess (2024)",
    estimate=_estimate,
)
