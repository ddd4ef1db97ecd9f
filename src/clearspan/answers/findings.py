"""Released findings of every kind, as records for programs: exactly what was released, and whom it takes to say it."""

from collections.abc import Mapping, Sequence

import orjson

from clearspan.answers.evidence import Evidence
from clearspan.diagnosis.signal import SIGNALS, Kind
from clearspan.diagnosis.verdict import Outcome
from clearspan.errors import NotReleased, UsageError
from clearspan.vocabulary.finding import Finding, FindingKind

EXPORTED = ("kind", "dimension", "group", "period", "outcome", "version", "sensitive", "details")
"""The fields of an exported row; `details` is JSON there."""

WEIGHED = frozenset({Outcome.NO_OBSTACLE.value, Outcome.CANNOT_TELL.value})
"""Outcomes of a diagnosis that are told only where answers were looked at."""


def findings(evidence: Evidence, kind: str = "", period: str = "") -> list[Finding]:
    """The released findings, of one kind and of one quarter where these are named, in the order of their release.

    Raises UsageError where there is no such kind, NotReleased where none was released for the quarter.
    """
    if kind and kind not in {each.value for each in FindingKind}:
        exist = ", ".join(each.value for each in FindingKind)
        raise UsageError("there is no such kind of finding", where="kind", remedy=f"Use one of {exist}.")
    found = [each for each in evidence.findings if kind in ("", each.kind.value)]
    quarters = sorted({each.period for each in found})
    if period and period not in quarters:
        remedy = f"Released are {quarters[0]} to {quarters[-1]}." if quarters else "Findings are released when a quarter closes."
        raise NotReleased("no findings are released for that quarter", where="period", remedy=remedy)
    return [each for each in found if period in ("", each.period)]


def record(finding: Finding) -> dict[str, object]:
    """A finding as a plain record: its fields, its details as released, and whether skill or sentiment is in it."""
    return {
        "kind": finding.kind.value,
        "dimension": finding.dimension.value,
        "group": finding.group,
        "period": finding.period,
        "outcome": finding.outcome,
        "version": finding.version,
        "sensitive": sensitive(finding),
        "details": dict(finding.details),
    }


def row(finding: Finding) -> dict[str, object]:
    """A finding as a row of an export, with its details as JSON."""
    told = record(finding)
    return {**told, "details": orjson.dumps(told["details"], option=orjson.OPT_SORT_KEYS).decode()}


def sensitive(finding: Finding) -> bool:
    """Whether people's answers are in a finding, so that it takes ten of them and not eight."""
    if finding.kind is not FindingKind.DIAGNOSIS:
        return bool(finding.details.get("sensitive", False))
    return finding.outcome in WEIGHED or any(SIGNALS[name].kind is Kind.ANSWER for name in _signals(finding.details))


def _signals(details: Mapping[str, object]) -> Sequence[str]:
    told = [details.get(name) for name in ("speaks_for", "speaks_against")]
    return [str(name) for names in told if isinstance(names, list | tuple) for name in names if name in SIGNALS]
