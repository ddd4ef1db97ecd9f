"""Findings through the one door: where we stand and the records say the same, and nothing where nothing was released."""

import json

import pytest
from tests.answers.evidences import cell, evidence_of

from clearspan.answers.evidence import Evidence
from clearspan.answers.findings import EXPORTED, findings, record, row
from clearspan.answers.question import Question
from clearspan.answers.where_we_stand import where_we_stand
from clearspan.errors import NotReleased, UsageError
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import parse_period

QUARTER = parse_period("2026-Q2")


def found(group: str, outcome: str, **details: object) -> Finding:
    said = {"causes": (), "speaks_for": (), "speaks_against": (), "why_not": "", "ask": ""} | details
    return Finding(FindingKind.DIAGNOSIS, Dimension.TEAM, group, QUARTER.name, QUARTER.start, outcome, 1, said)  # type: ignore[arg-type]


def stuck(group: str, cause: str, *signals: str) -> Finding:
    return found(group, "cause", causes=({"cause": cause, "at_least": 0.8},), speaks_for=signals)


SAID = (
    stuck("A / one", "workload", "time_to_learn"),
    stuck("A / two", "workload", "time_to_learn", "waiting"),
    stuck("A / three", "policy_block", "dark_tools"),
    found("A / four", "cannot tell", why_not="what is seen fits more than one reason", ask="rules_clear"),
    found("A / five", "too few people"),
)


def told(*given: Finding) -> Evidence:
    return evidence_of(cell("active_share", "2026-06", 0.5), findings=given)


def test_where_we_stand_names_the_commonest_reasons_with_their_teams() -> None:
    evidence = told(*SAID)
    answer = where_we_stand(evidence, Question(parse_period("2026-06")))
    (block,) = [each for each in answer.blocks if each.name == "stuck"]
    assert block.claim.startswith("3 teams are stuck for a reason that can be told")
    assert block.table is not None
    assert [row[2].text for row in block.table.rows] == ["2", "1"]
    assert "Of one team we cannot say why" in block.caution
    assert "Why teams are stuck" not in {part.heading for part in answer.later}


def test_where_nothing_was_diagnosed_it_says_what_is_missing() -> None:
    answer = where_we_stand(told(), Question(parse_period("2026-06")))
    assert "stuck" not in {block.name for block in answer.blocks}
    assert "Why teams are stuck" in {part.heading for part in answer.later}


def test_a_record_says_whether_answers_are_in_it() -> None:
    assert [record(each)["sensitive"] for each in SAID] == [True, True, False, True, False]
    exported = row(SAID[0])
    assert tuple(exported) == EXPORTED
    assert json.loads(str(exported["details"]))["causes"] == [{"cause": "workload", "at_least": 0.8}]


def test_only_what_exists_can_be_asked_for() -> None:
    evidence = told(*SAID)
    assert findings(evidence, "diagnosis", "2026-Q2") == list(SAID)
    assert findings(evidence, "islands") == []
    with pytest.raises(UsageError, match="no such kind"):
        findings(evidence, "people")
    with pytest.raises(NotReleased, match="for that quarter"):
        findings(evidence, "diagnosis", "2026-Q1")
