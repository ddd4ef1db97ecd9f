"""Hierarchy: finds the few people left when shown parts are taken from a shown whole, at every level of the tree."""

import pytest
from tests.attack.planted import half, haul, hidden, insider, people


def department(rest: int) -> list:
    inside = {"division": "D", "department": "D / P"}
    teams = [*people(12, team="T1", **inside), *people(15, team="T2", **inside), *people(rest, team="T3", **inside)]
    return [*teams, *people(30, division="E", department="E / Q", team="T4")]


@pytest.mark.parametrize(("rest", "leaks"), [(1, 1), (4, 1), (5, 0), (9, 0)])
def test_a_department_with_one_hidden_team(rest: int, leaks: int) -> None:
    shown = [half("department", "D / P", 27 + rest), half("team", "T1", 12), half("team", "T2", 15), hidden("team", "T3")]
    found = haul("hierarchy", shown, insider(department(rest)))
    assert [finding.people for finding in found.findings] == [rest] * leaks


def test_two_small_hidden_teams_are_together_still_few() -> None:
    inside = {"division": "D", "department": "D / P"}
    roll = [*people(20, team="T1", **inside), *people(2, team="T2", **inside), *people(2, team="T3", **inside)]
    shown = [half("department", "D / P", 24), half("team", "T1", 20), hidden("team", "T2"), hidden("team", "T3")]
    assert [finding.people for finding in haul("hierarchy", shown, insider(roll)).findings] == [4]


def test_a_hidden_department_is_replaced_by_its_shown_teams() -> None:
    shown = [
        half("organisation", "everyone", 60),
        half("department", "E / Q", 30),
        half("team", "T1", 12),
        half("team", "T2", 15),
    ]
    found = haul("hierarchy", shown, insider(department(3)))
    assert {finding.people for finding in found.findings} == {3}


def test_hiding_a_second_team_takes_the_leak_away() -> None:
    shown = [half("department", "D / P", 30), half("team", "T1", 12), hidden("team", "T2"), hidden("team", "T3")]
    found = haul("hierarchy", shown, insider(department(3)))
    assert found.leaks == 0
    assert found.attempts > 0


def test_members_of_an_earlier_day_in_one_part_leave_a_joiner_over() -> None:
    """A whole that counts today's people, less a part that still counts last week's, is the joiner."""
    from dataclasses import replace

    from tests.attack.planted import NEXT, WEEK, insider_over

    inside = {"division": "D", "department": "D / P"}
    before = dict(enumerate([*people(12, team="T1", **inside), *people(15, team="T2", **inside)]))
    after = before | {27: {"organisation": "everyone", "team": "T1", **inside}}
    now = {"start_day": NEXT.start, "end_day": NEXT.end, "members_as_of": NEXT.end}
    shown = [half("department", "D / P", 28, **now), half("team", "T1", 12, **now), half("team", "T2", 15, **now)]
    shown[1] = replace(shown[1], members_as_of=WEEK.end, unchanged=True)
    found = haul("hierarchy", shown, insider_over({WEEK: before, NEXT: after}))
    assert [finding.people for finding in found.findings] == [1]


def test_merged_teams_of_a_small_organisation() -> None:
    """A group named after several teams counts their people together, and those without a team where it says so."""
    roll = [*people(8, team="T1"), *people(9, team="T2"), *people(7, team="T3"), *people(3)]
    whole = half("organisation", "everyone", 27)
    apart = [whole, half("team", "T1 + T2", 17), half("team", "T3 + no team stated", 10)]
    assert haul("hierarchy", apart, insider(roll)).leaks == 0
    left = [whole, half("team", "T1 + T2", 17), half("team", "T3", 7)]
    assert [finding.people for finding in haul("hierarchy", left, insider(roll)).findings] == [3]
