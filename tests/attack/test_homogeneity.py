"""Homogeneity: finds shown figures that tell, whatever the noise, what nearly everyone did."""

from dataclasses import replace

import pytest
from tests.attack.planted import cell, haul, insider, people


@pytest.mark.parametrize(("did", "leaks"), [(20, 1), (18, 1), (17, 0), (10, 0), (3, 0), (2, 1), (0, 1)])
def test_a_team_that_is_nearly_of_one_mind(did: int, leaks: int) -> None:
    assert haul("homogeneity", [cell("team", "T1", did, 20)], insider(people(20, team="T1"))).leaks == leaks


def test_a_bound_is_not_a_figure() -> None:
    coded = replace(cell("team", "T1", 20, 20), numerator=None, value=None, low=0.8, high=1.0)
    assert haul("homogeneity", [coded], insider(people(20, team="T1"))).leaks == 0


def test_a_category_of_a_distribution() -> None:
    shown = [cell("team", "T1", did, 30, metric="tiers", category=name) for name, did in (("none", 29), ("tried + power", 1))]
    assert haul("homogeneity", shown, insider(people(30, team="T1"))).leaks == 2
