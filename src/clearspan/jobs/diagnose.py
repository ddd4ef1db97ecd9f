"""Publishes the findings of the latest quarter that has closed: each kind once, from the facts of that quarter."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import clearspan.diagnosis.causes
from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.gaming import gaming
from clearspan.diagnosis.islands import islands
from clearspan.diagnosis.loading import Fetch
from clearspan.diagnosis.panel import Panel
from clearspan.diagnosis.reality_gap import reality_gaps
from clearspan.diagnosis.rework import rework
from clearspan.diagnosis.starvation import starvation
from clearspan.diagnosis.verdict import VERSION, Verdict, diagnose
from clearspan.jobs.apart import apart
from clearspan.jobs.group_reviews import group_reviews
from clearspan.jobs.group_skills import group_skills
from clearspan.jobs.quarter import Quarter, ToldBy
from clearspan.metrics.facts import Facts
from clearspan.shelf import read_shelf
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.warehouse.findings import Findings

DIAGNOSED = (Dimension.TEAM, Dimension.DEPARTMENT)
"""The groups that get a diagnosis; larger ones hold too many reasons at once."""

TOLD: Mapping[FindingKind, Callable[[Quarter], Iterable[Finding]]] = {
    FindingKind.DIAGNOSIS: lambda quarter: diagnoses(quarter.panel),
    FindingKind.GAMING: lambda quarter: gaming(quarter.panel, quarter.use_weeks),
    FindingKind.ISLANDS: lambda quarter: islands(quarter.panel, quarter.ties),
    FindingKind.REALITY_GAP: lambda quarter: reality_gaps(quarter.beliefs, quarter.by.gap_alert_points),
    FindingKind.REWORK: lambda quarter: rework(quarter.panel, quarter.work),
    FindingKind.STARVATION: lambda quarter: starvation(quarter.learner_work),
}
"""What is found of a quarter, by kind."""


def publish_findings(directory: Path, facts: Facts, fetch: Fetch, closed: Sequence[Period], by: ToldBy) -> list[str]:
    """The kinds of finding that were published now, of the latest closed quarter: those that were not published before."""
    quarters = [period for period in closed if period.kind is PeriodKind.QUARTER]
    if not quarters:
        return []
    store, quarter = Findings(directory), Quarter(quarters[-1], facts, fetch, by)
    told = {
        **TOLD,
        FindingKind.SKILLS: lambda quarter: group_skills(directory, quarter.panel),
        FindingKind.WORK_REVIEWS: lambda quarter: group_reviews(directory, quarter.panel),
    }
    wanted = [kind for kind in told if not store.published(kind, quarter.period.name)]
    for kind in wanted:
        store.publish(kind, quarter.period.name, apart(told[kind](quarter), quarter.panel))
    return [kind.value for kind in wanted]


def diagnoses(panel: Panel) -> Iterator[Finding]:
    """The verdicts of a panel as findings."""
    causes = read_shelf(clearspan.diagnosis.causes, Cause)
    for dimension in DIAGNOSED:
        for verdict in diagnose(panel, causes, dimension):
            yield _finding(verdict, panel.period)


def _finding(verdict: Verdict, period: Period) -> Finding:
    details = {
        "causes": tuple({"cause": each.cause, "at_least": each.at_least} for each in verdict.causes),
        "speaks_for": verdict.speaks_for,
        "speaks_against": verdict.speaks_against,
        "why_not": verdict.why_not,
        "ask": verdict.ask,
    }
    return Finding(
        FindingKind.DIAGNOSIS,
        verdict.dimension,
        verdict.group,
        period.name,
        period.start,
        verdict.outcome.value,
        VERSION,
        details,
    )
