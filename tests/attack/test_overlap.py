"""Overlap: finds the few people who are in one of two overlapping cohorts of a group."""

import pytest
from tests.attack.planted import half, haul, insider, people


@pytest.mark.parametrize(("others", "leaks"), [(0, 0), (1, 1), (4, 1), (5, 0)])
def test_all_tools_less_one_tool(others: int, leaks: int) -> None:
    knows = insider(people(20, team="T1"), licensed={"chatgpt": range(20), "claude": range(others)})
    named = {"metric": "active_licence_share"}
    claude = [half("team", "T9", 20, tool="claude", **named)]
    shown = [half("team", "T1", 20, tool="any", **named), half("team", "T1", 20, tool="chatgpt", **named), *claude]
    assert [finding.people for finding in haul("overlap", shown, knows).findings] == [others] * leaks


@pytest.mark.parametrize(("unlicensed", "leaks"), [(0, 0), (1, 1), (4, 1), (5, 0)])
def test_the_employed_less_the_licensed(unlicensed: int, leaks: int) -> None:
    knows = insider(people(20 + unlicensed, team="T1"), licensed={"chatgpt": range(20)})
    shown = [
        half("team", "T1", 20 + unlicensed, tool="chatgpt"),
        half("team", "T1", 20, tool="chatgpt", metric="active_licence_share"),
    ]
    assert [finding.people for finding in haul("overlap", shown, knows).findings] == [unlicensed] * leaks
