"""Effects of a staggered start, by cohort and period."""

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.aggregate import simple
from clearspan.proof.choices import Choices, Comparison
from clearspan.proof.estimate import Base, Estimate, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.group_time import GroupTime, group_time
from clearspan.proof.panel import Panel

WORDS = {Comparison.NEVER: "never treated", Comparison.NOT_YET: "not yet treated"}


def estimate_of(found: GroupTime, panel: Panel, choices: Choices) -> Estimate:
    """The overall effect of group-time effects that were computed already. Raises CannotTell where one side is one cluster."""
    treated = np.isin(panel.cohort, found.cohorts)
    for side, who in (("treated", treated), ("untreated", ~treated)):
        alone = len(np.unique(panel.cluster[who])) == 1 and (side == "treated" or choices.comparison is Comparison.NEVER)
        if alone:
            what = f"only one cluster is {side}, so that nothing tells its luck from an effect"
            raise CannotTell(what, remedy="Add clusters, or use a synthetic comparison for a single treated one.")
    overall = simple(found)
    clustered = found.clusters < found.units
    kind = f"influence, {found.clusters} clusters" if clustered else "influence, each unit for itself"
    dates = "one date" if len(found.cohorts) == 1 else f"{len(found.cohorts)} dates"
    rests_on = f"{int(treated.sum())} units treated from {dates} on against those {WORDS[choices.comparison]}"
    base = Base(len(panel.outcome), found.clusters, rests_on)
    return student(overall.effect, overall.error, f"{kind}, t({found.clusters - 1})", base, choices.level)


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    return estimate_of(group_time(panel, choices), panel, choices)


ESTIMATOR = Estimator(
    name="group_time_effects",
    title="Group-time effects",
    answers="How much did the outcome of those who began change since, beyond that of those who had not begun?",
    holds_if="Without the start, those who began would have changed as the others did; no one changed before because of it.",
    caution="The trends before the start can contradict this, and cannot prove it.",
    source="Callaway and Sant'Anna (2021)",
    estimate=_estimate,
    takes_controls=True,
)
