"""Diagnosis: why teams are stuck, as short cases: what we saw, what speaks against it, what to try, or why we cannot tell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import clearspan.diagnosis.causes
from clearspan.answers.block import Block
from clearspan.answers.blocks.cuts import of_use
from clearspan.answers.evidence import Evidence
from clearspan.answers.group import label, place
from clearspan.answers.planning import Found, planning_address
from clearspan.answers.words import listed, period_words
from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.signal import SIGNALS
from clearspan.diagnosis.verdict import Outcome
from clearspan.shelf import read_shelf
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import quarter_of

EXPORTED = ("dimension", "group", "period", "outcome", "causes", "speaks_for", "speaks_against", "why_not", "ask")
"""The fields of an exported row."""


@dataclass(frozen=True)
class Case:
    """One team that is stuck: its name and place, the cause in words with how sure that is, what was seen and what speaks
    against it, what else is likely, when it looks like this and is not, what to try first, and where that is planned."""

    anchor: str
    name: str
    where: str
    cause: str
    sure: str
    meaning: str
    seen: tuple[str, ...]
    against: tuple[str, ...]
    others: tuple[str, ...]
    false_alarms: tuple[str, ...]
    step: str
    plan: str = ""


@dataclass(frozen=True)
class Untold:
    """One team of which nothing can be told: why, and the question that would help most."""

    name: str
    where: str
    why: str
    ask: str


@dataclass(frozen=True)
class Reason:
    """A cause with the cases in which it comes first, the commonest cause first."""

    title: str
    problem: str
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class DiagnosisPage:
    """The page: the claim, the reasons with their cases, the teams that cannot be told, and how many are sound or too small."""

    title: str
    lead: str
    claim: str
    period: str
    reasons: tuple[Reason, ...]
    untold: tuple[Untold, ...]
    sound: int
    too_few: int
    rows: tuple[dict[str, object], ...]
    cuts: tuple[Block, ...] = ()
    """Use by length of service and by location, beside the cases."""


@cache
def causes() -> Mapping[str, Cause]:
    """Every cause on the shelf, by name."""
    return read_shelf(clearspan.diagnosis.causes, Cause)


def diagnosis_page(evidence: Evidence) -> DiagnosisPage:
    """Why teams are stuck, in the last quarter of which it was told."""
    found = latest(evidence)
    teams = [each for each in found if each.dimension is Dimension.TEAM]
    by_outcome = Counter(each.outcome for each in teams)
    told = [each for each in teams if each.outcome == Outcome.CAUSE.value]
    return DiagnosisPage(
        title="Diagnosis",
        lead=_lead(teams),
        claim=claim(teams),
        period=_period_words(teams),
        reasons=_reasons(told),
        untold=tuple(_untold(each) for each in teams if each.outcome == Outcome.CANNOT_TELL.value),
        sound=by_outcome[Outcome.NO_OBSTACLE.value],
        too_few=by_outcome[Outcome.TOO_FEW.value],
        rows=tuple(record(each) for each in found),
        cuts=of_use(evidence, quarter_of(teams[0].start_day)) if teams else (),
    )


def latest(evidence: Evidence) -> list[Finding]:
    """The diagnoses of the last quarter of which they were told."""
    found = [each for each in evidence.findings if each.kind is FindingKind.DIAGNOSIS]
    newest = max((each.start_day for each in found), default=0)
    return [each for each in found if each.start_day == newest]


def found_of(evidence: Evidence, cause: str, team: str) -> Found | None:
    """What was found of a team in the last quarter, where this cause comes first; None where it does not."""
    mine = [each for each in latest(evidence) if each.dimension is Dimension.TEAM and each.group == team]
    case = next((_case(each) for each in mine if _causes(each) and _causes(each)[0]["cause"] == cause), None)
    if case is None:
        return None
    words = f"{case.name} ({case.where}), {_period_words(mine)}: {case.cause[:1].lower()}{case.cause[1:]}, {case.sure}"
    return Found(cause, team, words, f"/diagnosis#{case.anchor}")


def case_anchor(team: str) -> str:
    """Where on the page the case of a team stands."""
    return f"case-{team}".replace(" ", "-").replace("/", "")


def claim(teams: Sequence[Finding]) -> str:
    """What the diagnoses come to, in one sentence."""
    if not teams:
        return "We cannot tell yet why teams are stuck, because no quarter with answers and use has closed."
    common = commonest(teams)
    if not common:
        return "We see no team that is stuck for a reason that can be told."
    stuck = sum(number for _, number in common)
    first = listed([f"{causes()[name].title.lower()} ({number})" for name, number in common[:3]])
    return f"{'One team is' if stuck == 1 else f'{stuck} teams are'} stuck for a reason that can be told: most often {first}."


def commonest(teams: Sequence[Finding]) -> list[tuple[str, int]]:
    """The causes that come first, with the number of teams each, the commonest first."""
    first = Counter(_causes(each)[0]["cause"] for each in teams if _causes(each))
    return sorted(first.items(), key=lambda item: (-item[1], causes()[item[0]].title))


def record(finding: Finding) -> dict[str, object]:
    """A finding as it is exported."""
    details = finding.details
    ranked = "; ".join(f"{each['cause']} (at least {each['at_least']:.2f})" for each in _causes(finding))
    return {
        "dimension": finding.dimension.value,
        "group": finding.group,
        "period": finding.period,
        "outcome": finding.outcome,
        "causes": ranked,
        **{name: "; ".join(_texts(details.get(name))) for name in ("speaks_for", "speaks_against")},
        "why_not": details.get("why_not", ""),
        "ask": details.get("ask", ""),
    }


def _lead(teams: Sequence[Finding]) -> str:
    if not teams:
        return (
            "A diagnosis weighs answers, use and work of a whole team against every reason on the shelf. It needs a closed "
            "quarter, and ten people of a team who answered."
        )
    return (
        f"What speaks for each reason in {_period_words(teams)}, and what against it. A reason is named only where it stays "
        "first whichever single person is left out; where that is not so, we say that we cannot tell."
    )


def _period_words(teams: Sequence[Finding]) -> str:
    if not teams:
        return ""
    return period_words(quarter_of(teams[0].start_day))


def _reasons(told: Sequence[Finding]) -> tuple[Reason, ...]:
    by_cause: dict[str, list[Finding]] = {}
    for each in told:
        by_cause.setdefault(str(_causes(each)[0]["cause"]), []).append(each)
    ordered = sorted(by_cause, key=lambda name: (-len(by_cause[name]), causes()[name].title))
    return tuple(
        Reason(causes()[name].title, causes()[name].problem.value, tuple(map(_case, by_cause[name]))) for name in ordered
    )


def _case(finding: Finding) -> Case:
    ranked = _causes(finding)
    cause = causes()[str(ranked[0]["cause"])]
    expects = {each.signal: each.shift for each in cause.expects}
    return Case(
        anchor=case_anchor(finding.group),
        name=label(finding.group),
        where=place(finding.group),
        cause=cause.title,
        sure=_sure(float(ranked[0]["at_least"])),
        meaning=cause.meaning,
        seen=tuple(_said(name, expects[name]) for name in _texts(finding.details.get("speaks_for"))),
        against=tuple(_said(name, -expects[name]) for name in _texts(finding.details.get("speaks_against"))),
        others=tuple(causes()[str(each["cause"])].title for each in ranked[1:]),
        false_alarms=cause.false_alarms,
        step=cause.step,
        plan=planning_address(cause.name, finding.group),
    )


def _said(name: str, shift: float) -> str:
    signal = SIGNALS[name]
    words = signal.low if shift < 0 else signal.high
    return words[0].upper() + words[1:]


def _sure(at_least: float) -> str:
    if at_least >= 0.95:
        return "as good as sure"
    return f"at least {at_least:.0%} sure" if at_least else "likelier than any other"


def _untold(finding: Finding) -> Untold:
    why = str(finding.details.get("why_not", ""))
    ask = str(finding.details.get("ask", ""))
    question = SIGNALS[ask].title if ask in SIGNALS else ""
    return Untold(label(finding.group), place(finding.group), why[:1].upper() + why[1:], question)


def _causes(finding: Finding) -> Sequence[Mapping[str, Any]]:
    found = finding.details.get("causes")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list | tuple) else []


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []
