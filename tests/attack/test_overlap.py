"""Overlap: finds the few people who are in one of two overlapping cohorts of a group."""

import pytest
from tests.attack.planted import cell, half, haul, insider, people


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


@pytest.mark.parametrize(("power", "leaks"), [(15, 1), (14, 1), (13, 0), (8, 0)])
def test_habitual_less_power(power: int, leaks: int) -> None:
    """Whatever the noise of at most 2 on each figure, 14 less 14 leaves at most 4 people, and 14 less 13 may leave 5."""
    knows = insider(people(30, team="T1"))
    shown = [cell("team", "T1", 14, 30, metric="habitual_share"), cell("team", "T1", power, 30, metric="power_share")]
    assert haul("overlap", shown, knows).leaks == leaks


def test_categories_of_the_distribution_beside_its_shares() -> None:
    knows = insider(people(30, team="T1"))
    shown = [
        cell("team", "T1", 15, 30, metric="tiers", category="habitual + power"),
        cell("team", "T1", 15, 30, metric="tiers", category="none + tried"),
        cell("team", "T1", 15, 30, metric="power_share"),
    ]
    assert haul("overlap", shown, knows).leaks == 1
