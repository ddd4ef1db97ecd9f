"""Islands: found where two camps, an unchanged way of working and few ties across meet, and told only of the steady."""

import itertools
from dataclasses import replace

import numpy as np
from tests.diagnosis.panels import SIZE, STUCK, panel

from clearspan.diagnosis.assortativity import across_camps
from clearspan.diagnosis.islands import Outcome, find_islands
from clearspan.diagnosis.signal import CAMPS
from clearspan.diagnosis.ties import NO_TIES, Ties


def _ties(people: int, across: float, seed: int = 4) -> Ties:
    """Ties within teams; those between people of even and of odd place are `across` times as strong."""
    draws = np.random.default_rng(seed)
    pairs = [(one, other) for one in range(people) for other in range(one + 1, people) if one // SIZE == other // SIZE]
    drawn = np.array(pairs)[draws.random(len(pairs)) < 0.5]
    strength = np.exp(0.5 * draws.standard_normal(len(drawn)))
    apart = (drawn[:, 0] < SIZE) & ((drawn[:, 0] + drawn[:, 1]) % 2 == 1)
    return Ties(drawn[:, 0], drawn[:, 1], np.where(apart, strength * across, strength))


def test_a_team_in_two_camps_that_works_as_ever_is_an_island_and_no_other_is() -> None:
    made = panel({CAMPS: 1.0, "team_practice": -26.0})
    found = {team.group: team for team in find_islands(made, _ties(made.people, 0.2))}
    assert found[STUCK].outcome is Outcome.ISLANDS
    assert set(found[STUCK].signs) == {CAMPS, "team_practice", "ties"}
    assert [name for name, team in found.items() if team.outcome is Outcome.ISLANDS] == [STUCK]


def test_two_camps_alone_are_not_enough_and_answers_of_fewer_than_ten_are_not_looked_at() -> None:
    made = panel({CAMPS: 1.0})
    assert {team.group: team for team in find_islands(made, NO_TIES)}[STUCK].outcome is not Outcome.ISLANDS
    answered = panel({CAMPS: 1.0, "team_practice": -26.0})
    nine = answered.answered & ((np.arange(answered.people) >= SIZE) | (np.arange(answered.people) < 9))
    few = replace(answered, answered=nine)
    assert not {team.group: team for team in find_islands(few, NO_TIES)}[STUCK].practice_known


def test_work_across_camps_is_compared_with_every_way_to_form_the_camp() -> None:
    draws = np.random.default_rng(2)
    upper = np.triu(draws.random((8, 8)) * (draws.random((8, 8)) < 0.5), 1)
    strength, camp = upper + upper.T, np.isin(np.arange(8), (0, 3, 5))
    every = [np.isin(np.arange(8), chosen) for chosen in itertools.combinations(range(8), 3)]
    work = [2 * strength[each][:, ~each].sum() for each in every]
    expected = (2 * strength[camp][:, ~camp].sum() - np.mean(work)) / np.std(work)
    assert abs(across_camps(strength, camp) - expected) < 1e-9
