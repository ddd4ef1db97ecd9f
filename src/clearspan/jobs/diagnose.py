"""Publishes the findings of every quarter that has closed: each kind once, from the facts of that quarter."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import clearspan.diagnosis.causes
from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.loading import Fetch, load_panel
from clearspan.diagnosis.panel import Panel
from clearspan.diagnosis.verdict import VERSION, Verdict, diagnose
from clearspan.metrics.facts import Facts
from clearspan.shelf import read_shelf
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.warehouse.findings import Findings

DIAGNOSED = (Dimension.TEAM, Dimension.DEPARTMENT)
"""The groups that get a diagnosis; larger ones hold too many reasons at once."""


def publish_findings(directory: Path, facts: Facts, fetch: Fetch, closed: Sequence[Period]) -> list[str]:
    """The quarters for which findings were published now: the latest closed one, where it was not published before."""
    quarters = [period for period in closed if period.kind is PeriodKind.QUARTER]
    store = Findings(directory)
    if not quarters or store.published(FindingKind.DIAGNOSIS, quarters[-1].name):
        return []
    latest = quarters[-1]
    panel = load_panel(facts, fetch, latest)
    store.publish(FindingKind.DIAGNOSIS, latest.name, diagnoses(panel))
    return [latest.name]


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
