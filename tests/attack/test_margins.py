"""Margins: finds sets of few people whose figure is a linear combination of shown figures, however far apart these stand."""

import pytest
from tests.attack.planted import half, haul, hidden, insider, people


@pytest.mark.parametrize(("rest", "leaks"), [(1, 1), (4, 1), (5, 0)])
def test_the_only_hidden_role(rest: int, leaks: int) -> None:
    roll = [*people(20, role="A", team="T1"), *people(18, role="B", team="T2"), *people(rest, role="C", team="T2")]
    shown = [half("organisation", "everyone", 38 + rest), half("role", "A", 20), half("role", "B", 18), hidden("role", "C")]
    found = haul("margins", shown, insider(roll))
    assert (found.leaks > 0) == bool(leaks)
    assert {finding.people for finding in found.findings} <= {rest}


@pytest.mark.parametrize(("odd", "leaks"), [(2, True), (6, False)])
def test_a_crossing_that_no_two_figures_give(odd: int, leaks: bool) -> None:
    """Location X holds team T1, team T2, and the odd ones of team T3: X less T1 less T2."""
    roll = [
        *people(10, team="T1", location="X"),
        *people(12, team="T2", location="X"),
        *people(odd, team="T3", location="X"),
        *people(20, team="T3", location="Y"),
    ]
    shown = [half("location", "X", 22 + odd), half("team", "T1", 10), half("team", "T2", 12)]
    found = haul("margins", shown, insider(roll))
    assert (found.leaks > 0) == leaks
    assert haul("minus_one", shown, insider(roll)).leaks == 0


def test_two_small_hidden_levels_together() -> None:
    roll = [*people(20, level="1", team="T1"), *people(2, level="2", team="T1"), *people(2, level="3", team="T1")]
    shown = [half("organisation", "everyone", 24), half("level", "1", 20), hidden("level", "2"), hidden("level", "3")]
    assert {finding.people for finding in haul("margins", shown, insider(roll)).findings} == {4}


def test_enough_hidden_figures_leave_nothing_to_compute() -> None:
    roll = [*people(20, role="A", team="T1"), *people(18, role="B", team="T2"), *people(3, role="C", team="T2")]
    shown = [half("organisation", "everyone", 41), half("role", "A", 20), half("team", "T1", 20), half("team", "T2", 21)]
    found = haul("margins", shown, insider(roll))
    assert found.leaks == 0
    assert found.attempts > 0


def test_merged_categories_are_taken_apart_by_the_group_above() -> None:
    """The whole shows habitual and power apart, the part merged: both are told for 'habitual + power'."""
    roll = [*people(20, role="A"), *people(3, role="B")]
    tiers = {"metric": "tiers"}
    shown = [
        half("organisation", "everyone", 23, category="none", **tiers),
        half("role", "A", 20, category="none + tried", **tiers),
        half("organisation", "everyone", 23, category="habitual", **tiers),
        half("organisation", "everyone", 23, category="power", **tiers),
        half("role", "A", 20, category="habitual + power", **tiers),
    ]
    assert {finding.people for finding in haul("margins", shown, insider(roll)).findings} == {3}
