"""Planned readings, intervals for any day, power before launch, several outcomes, and arms of the wrong size."""

import math

import numpy as np
import pytest

from clearspan.errors import CannotTell
from clearspan.proof.choices import Choices
from clearspan.proof.estimators import difference_in_means
from clearspan.proof.looks import any_day, bounds, choices_at, spent
from clearspan.proof.multiplicity import benjamini_hochberg, holm, romano_wolf
from clearspan.proof.panel import NEVER, Columns, Panel
from clearspan.proof.power import Plan, outlook, periods_needed, power_at, require_answer, runs_on, smallest_effect
from clearspan.proof.sample_ratio import sample_ratio


def test_bounds_of_three_readings_are_those_of_the_tables() -> None:
    """Lan and DeMets spending as O'Brien and Fleming, three equal readings, 5% on two sides: 3.7103, 2.5114, 1.9930."""
    looks = bounds((1 / 3, 2 / 3, 1.0))
    assert [look.bound for look in looks] == pytest.approx([3.7103, 2.5114, 1.9930], abs=1e-4)
    assert spent(1.0) == pytest.approx(0.05)
    assert bounds((1.0,))[0].bound == pytest.approx(1.959964, abs=1e-5)
    for wrong in ((), (0.5, 0.5), (0.0, 1.0), (0.5, 1.2)):
        with pytest.raises(ValueError, match="rise"):
            bounds(wrong)
    first = choices_at(looks[0], Choices())
    assert first.level == 1 - looks[0].alpha and 1 / first.draws <= looks[0].alpha


def test_looking_any_day_stays_below_five_in_a_hundred_where_a_plain_interval_does_not() -> None:
    """2,000 series of 400 standard normal values, looked at from the 20th on: the plain interval misses 0 in far more than 5%."""
    values = np.random.default_rng(8).standard_normal((2_000, 400)).cumsum(axis=1)
    n = np.arange(20, 401)
    means = values[:, 19:] / n
    reach = np.array([any_day(0.0, 1 / math.sqrt(count), count, 200)[1] for count in n])
    assert (np.abs(means) > reach).any(axis=1).mean() < 0.05
    assert (np.abs(means) > 1.96 / np.sqrt(n)).any(axis=1).mean() > 0.2
    assert reach[-1] < 3.2 / math.sqrt(400)


def test_several_outcomes_are_corrected_as_by_hand() -> None:
    p = np.array([0.01, 0.04, 0.03, 0.20])
    assert holm(p) == pytest.approx([0.04, 0.09, 0.09, 0.20])
    assert benjamini_hochberg(p) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.20])


def test_outcomes_that_move_together_cost_less_than_apart() -> None:
    """Ten copies of one outcome are one outcome: Romano and Wolf leave its p as it is, where Holm takes ten times as much."""
    random = np.random.default_rng(4)
    one = np.concatenate([[2.3], random.standard_normal(999)])
    together = romano_wolf(np.repeat(one[:, None], 10, axis=1))
    plain = float((np.abs(one) >= 2.3).mean())
    assert together == pytest.approx(plain)
    apart = np.vstack([np.full(10, 2.3), random.standard_normal((999, 10))])
    assert romano_wolf(apart).max() > 4 * plain
    assert (romano_wolf(apart) <= holm((np.abs(apart) >= 2.3).mean(axis=0)) + 0.05).all()


def test_arms_of_the_wrong_size_are_an_alarm_only_beyond_chance() -> None:
    assert not sample_ratio([520, 480], [0.5, 0.5]).alarm
    found = sample_ratio([560, 440], [1, 1])
    assert found.alarm and found.p == pytest.approx(0.000148, abs=1e-6) and "560 of 500" in found.sentence
    with pytest.raises(ValueError, match="share"):
        sample_ratio([1, 2], [0, 1])


def _past(teams: int, members: int = 5, periods: int = 16, seed: int = 1) -> Panel:
    """A past of teams that differ, and in which nothing began."""
    random = np.random.default_rng(seed)
    team = np.repeat(np.arange(teams), members)
    outcome = random.normal(0, 1, teams)[team][:, None] + random.normal(0, 0.5, (teams, periods))[team]
    outcome = outcome + random.normal(0, 1, (len(team), periods))
    unit, time = np.repeat(np.arange(len(team)), periods), np.tile(np.arange(periods), len(team))
    never = np.full(len(team), NEVER)
    return Panel(unit, time, outcome.ravel(), never, team, np.arange(periods), columns=Columns(cluster="team"))


def test_power_grows_with_effect_and_teams_and_stays_at_alpha_without_an_effect() -> None:
    plan = Plan(4, 4, runs=100, draws=99)
    few, many = (runs_on(_past(teams), plan) for teams in (10, 30))
    assert power_at(many, 0.0) < 0.15
    assert power_at(many, 0.1) <= power_at(many, 0.3) <= power_at(many, 2.0) == 1.0
    assert smallest_effect(many) < smallest_effect(few)
    assert power_at(many, smallest_effect(many)) >= 0.8


def test_a_longer_programme_sees_a_smaller_effect() -> None:
    past, plan = _past(16), Plan(4, 1, runs=30, draws=99)
    needed = periods_needed(past, plan, 0.9)
    assert needed is not None and needed > 1
    assert periods_needed(past, plan, 0.001) is None


def test_a_test_that_cannot_answer_is_refused_unless_someone_signs_why() -> None:
    plan = Plan(4, 4, runs=40, draws=99)
    found = outlook(_past(20), plan, hoped=0.05)
    assert not found.answerable and found.smallest > 0.05
    with pytest.raises(CannotTell, match="would be found in"):
        require_answer(found)
    require_answer(found, "The sponsor", "We learn how to run it.")
    require_answer(outlook(_past(20), plan, hoped=3.0))
    hopeless = outlook(_past(4), plan)
    assert math.isinf(hopeless.smallest)
    with pytest.raises(CannotTell, match="no effect, however large"):
        require_answer(hopeless, signed_by="The sponsor")
    for past, planned, expected in ((_past(20), Plan(10, 10), "has 16 periods"), (_past(3), plan, "cannot be drawn")):
        with pytest.raises(CannotTell, match=expected):
            outlook(past, planned)


def test_draws_within_pairs_are_all_tried_and_no_others() -> None:
    """Five pairs, one of each treated: 32 assignments, of which the observed one is the most extreme with its mirror."""
    pair = np.repeat(np.arange(5), 2)
    treated = np.tile([1, 0], 5)
    outcome = np.stack([np.zeros(10), 1.0 * pair + np.array([1.0, 0.0] * 5) + 0.01 * pair * treated], axis=1)
    cohort = np.where(treated == 1, 1, NEVER)
    unit, time = np.repeat(np.arange(10), 2), np.tile(np.arange(2), 10)
    panel = Panel(unit, time, outcome.ravel(), cohort, np.arange(10), np.arange(2), stratum=pair)
    drawn = difference_in_means.ESTIMATOR.estimate(panel, Choices()).randomised
    assert drawn is not None and drawn.exact and drawn.draws == 32
    assert drawn.p == pytest.approx(2 / 32)
