"""An attacker who knows everyone's answers but one: what is said of a group does not turn with that one person.

Two organisations are the same but for one person, whose answers are as far as they can be one way or the other. What is told of
the person's team may fall silent in one of them ('cannot tell'), and is never a different statement: with the rule of steadiness
switched off it is, so that the attacker is known to work.
"""

from dataclasses import replace

import numpy as np
import pytest
from tests.diagnosis.panels import STUCK, panel

import clearspan.diagnosis.causes
from clearspan.diagnosis import verdict as verdicts
from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.panel import NO_GROUP, Groups, Panel
from clearspan.diagnosis.signal import CAMPS, SIGNALS, Kind
from clearspan.diagnosis.verdict import Outcome, Verdict, diagnose
from clearspan.jobs.apart import apart
from clearspan.shelf import read_shelf
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension

CAUSES = read_shelf(clearspan.diagnosis.causes, Cause)
ATTACKED = ("workload", "policy_block")
STRENGTHS = (0.6, 1.0)
DEFINITE = {Outcome.CAUSE, Outcome.NO_OBSTACLE}


def answering(found: Panel, person: int, cause: str, sign: float) -> Panel:
    """The organisation in which a person's answers speak as strongly as they can for a cause, or against it."""
    value = {name: values.copy() for name, values in found.value.items()}
    for expected in CAUSES[cause].expects:
        if SIGNALS[expected.signal].kind is Kind.ANSWER:
            value[expected.signal][person] = 100.0 if expected.shift * sign > 0 else 0.0
    return replace(found, value=value)


def absent(found: Panel, person: int) -> Panel:
    """The organisation without a person."""
    groups = {
        dimension: Groups(each.names, np.where(np.arange(found.people) == person, NO_GROUP, each.of_person))
        for dimension, each in found.groups.items()
    }
    return replace(found, groups=groups)


def told(found: Panel) -> Verdict:
    return next(each for each in diagnose(found, CAUSES, Dimension.TEAM) if each.group == STUCK)


def contradicts(one: Verdict, other: Verdict) -> bool:
    """Whether two statements are both definite, and not the same; or a sign speaks for the cause in one, and against it in the
    other."""
    said = [(each.outcome, each.causes[0].cause if each.causes else "") for each in (one, other)]
    turned = set(one.speaks_for) & set(other.speaks_against) or set(one.speaks_against) & set(other.speaks_for)
    return (said[0] != said[1] and {one.outcome, other.outcome} <= DEFINITE) or (said[0] == said[1] and bool(turned))


def turned() -> tuple[int, int]:
    """How many pairs of organisations were compared, and in how many the statement turned with one person."""
    pairs = contradictions = 0
    for cause in ATTACKED:
        for strength in STRENGTHS:
            shifts = {each.signal: each.shift * strength for each in CAUSES[cause].expects if each.signal != CAMPS}
            found = panel(shifts, 1)
            for person in (0, 1):
                worlds = [told(answering(found, person, cause, sign)) for sign in (1, -1)] + [told(absent(found, person))]
                for one, other in ((0, 1), (0, 2), (1, 2)):
                    pairs += 1
                    contradictions += contradicts(worlds[one], worlds[other])
    return pairs, contradictions


def test_no_statement_turns_with_one_person() -> None:
    pairs, contradictions = turned()
    assert (pairs > 20, contradictions) == (True, 0)


def test_without_steadiness_a_statement_turns_with_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    def of_everyone(case: verdicts._Case, hypothesis: str) -> float:
        return float(case.of_groups.probability[case.at, case.of_groups.names.index(hypothesis)])

    monkeypatch.setattr(verdicts._Case, "steady", of_everyone)
    assert turned()[1] > 0


def finding(dimension: Dimension, group: str, outcome: str) -> Finding:
    return Finding(FindingKind.DIAGNOSIS, dimension, group, "2026-Q2", 0, outcome, 1)


def test_of_two_groups_that_differ_by_a_few_people_one_is_spoken_of() -> None:
    team = np.repeat([0, 1, 2, 3], [12, 3, 14, 9])
    department = np.repeat([0, 1], [15, 23])
    groups = {
        Dimension.TEAM: Groups(("a", "b", "c", "d"), team),
        Dimension.DEPARTMENT: Groups(("P", "Q"), department),
    }
    found = replace(panel({}), groups=groups, answered=np.ones(38, dtype=np.bool_))
    said = [
        finding(Dimension.DEPARTMENT, "P", "no obstacle"),
        finding(Dimension.DEPARTMENT, "Q", "no obstacle"),
        finding(Dimension.TEAM, "a + b", "cause"),
        finding(Dimension.TEAM, "a", "cause"),
        finding(Dimension.TEAM, "b", "too few people"),
        finding(Dimension.TEAM, "c", "cause"),
    ]
    assert {each.group for each in apart(said, found)} == {"a", "b", "c", "Q"}
    silent = [replace(each, outcome="too few people") if each.group == "a" else each for each in said]
    assert {each.group for each in apart(silent, found)} == {"a", "b", "c", "a + b", "Q", "P"}
