"""Minus-one: finds two shown groups that differ by 1 to 4 people and shown groups below the minimum, and nothing else."""

from dataclasses import replace

import pytest
from tests.attack.planted import cell, half, haul, insider, people

SALES = "Sales"


def roll(extra: int) -> list:
    return [*people(20, team="T1", role=SALES), *people(extra, team="T2", role=SALES), *people(20, team="T3", role="Other")]


@pytest.mark.parametrize(("extra", "leaks"), [(1, 1), (4, 1), (5, 0), (6, 0)])
def test_a_role_equal_to_a_team_plus_a_few_people(extra: int, leaks: int) -> None:
    shown = [half("team", "T1", 20), half("role", SALES, 20 + extra)]
    found = haul("minus_one", shown, insider(roll(extra)))
    assert found.leaks == leaks
    assert [finding.people for finding in found.findings] == [extra] * leaks


def test_equal_sets_differ_by_nobody() -> None:
    shown = [half("team", "T1", 20), half("role", SALES, 20)]
    assert haul("minus_one", shown, insider(roll(0))).leaks == 0


def test_sets_that_swap_one_person_for_another_are_two_people_apart() -> None:
    told = [*people(10, team="T1", role="A"), *people(1, team="T1", role="B"), *people(1, team="T2", role="A")]
    shown = [half("team", "T1", 11), half("role", "A", 11)]
    found = haul("minus_one", shown, insider([*told, *people(9, team="T2", role="B")]))
    assert [finding.people for finding in found.findings] == [2]


@pytest.mark.parametrize(("size", "leaks"), [(7, 1), (8, 0)])
def test_a_shown_group_below_the_minimum(size: int, leaks: int) -> None:
    knows = insider(people(size, team="T1"))
    assert haul("minus_one", [cell("team", "T1", size // 2, size)], knows).leaks == leaks


def test_a_bound_for_a_group_below_the_minimum() -> None:
    bound = replace(cell("team", "T1", 3, 7), value=None, numerator=None, low=0.0, high=0.5)
    assert haul("minus_one", [bound], insider(people(7, team="T1"))).leaks == 1


def test_a_withheld_twin_takes_the_leak_away() -> None:
    shown = [half("team", "T1", 20), cell("role", SALES, None, None)]
    assert haul("minus_one", shown, insider(roll(1))).leaks == 0


def test_figures_of_different_metrics_are_not_subtracted() -> None:
    shown = [half("team", "T1", 20), half("role", SALES, 21, metric="tiers", category="none")]
    assert haul("minus_one", shown, insider(roll(1))).leaks == 0
