"""Effects by time since the start, with a band that holds for all of them at once."""

from dataclasses import replace

from clearspan.proof.aggregate import by_time_since
from clearspan.proof.bands import joint_reach, pretest
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, Part, student
from clearspan.proof.estimator import Estimator
from clearspan.proof.estimators.group_time_effects import estimate_of
from clearspan.proof.group_time import group_time
from clearspan.proof.panel import Panel


def _estimate(panel: Panel, choices: Choices) -> Estimate:
    cells = group_time(panel, choices)
    whole = estimate_of(cells, panel, choices)
    series = by_time_since(cells)
    reach = joint_reach(series.covariance, cells.clusters - 1, choices.level, choices.seed)
    base = Base(whole.n, whole.clusters, whole.rests_on)
    found = student(series.overall.effect, series.overall.error, whole.error_kind, base, choices.level)
    parts = tuple(
        Part(str(at), each.effect, each.error, each.effect - reach * each.error, each.effect + reach * each.error)
        for at, each in zip(series.at.tolist(), series.parts, strict=True)
    )
    test = pretest(cells)
    seen = {"joint_reach": reach} | ({} if test is None else {"pretest_w": test.w, "pretest_p": test.p})
    return replace(found, parts=parts, seen=seen)


ESTIMATOR = Estimator(
    name="event_study",
    title="Effects by time since the start",
    answers="When did it begin to show, does it last, and was there something before it began?",
    holds_if="Without the start, those who began would have changed as the others did.",
    caution="Later times rest on the cohorts that began early. The band holds for all times at once, and is wider for it.",
    source="Callaway and Sant'Anna (2021); Montiel Olea and Plagborg-Møller (2019)",
    estimate=_estimate,
    takes_controls=True,
)
