"""The findings of a kind in the last quarter of which they were told."""

from collections.abc import Sequence

from clearspan.answers.evidence import Evidence
from clearspan.answers.words import period_words
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import quarter_of


def latest_of(evidence: Evidence, kind: FindingKind, dimension: Dimension | None = None) -> list[Finding]:
    """The findings, of one dimension or of all; empty where none is told yet."""
    found = [each for each in evidence.findings if each.kind is kind]
    newest = max((each.start_day for each in found), default=0)
    return [each for each in found if each.start_day == newest and dimension in (None, each.dimension)]


def quarter_words(findings: Sequence[Finding]) -> str:
    """The quarter of some findings in words: 'the third quarter of 2026'; empty where there are none."""
    return period_words(quarter_of(findings[0].start_day)) if findings else ""


def details_of(finding: Finding, name: str) -> list[str]:
    """The texts of a detail that holds several."""
    return list(finding.texts(name))


def bounds_of(finding: Finding, name: str) -> tuple[float, float]:
    """The two bounds of a detail that holds them; 0 and 0 where it does not."""
    return finding.bounds(name)
