"""The reality gap: intervals that hold the truth, an alert at the points set, and nothing of fewer than ten leaders."""

from dataclasses import replace

import numpy as np
import pytest
from tests.diagnosis.panels import panel
from tests.thorough import often

from clearspan.diagnosis.beliefs import STATEMENTS, Beliefs
from clearspan.diagnosis.panel import Groups
from clearspan.diagnosis.reality_gap import Gap, Outcome, find_gaps
from clearspan.vocabulary.grid import WHOLE, Dimension

MADE = panel({})


def _beliefs(gap: float, leaders: int, seed: int) -> Beliefs:
    """288 people, the first of whom lead and answer so many points higher."""
    draws = np.random.default_rng(seed)
    leads = np.arange(MADE.people) < leaders
    drawn = np.clip(58 + 18 * draws.standard_normal(MADE.people), 0, 100)
    points = {name: drawn + np.where(leads, gap, 0.0) for name in STATEMENTS}
    habit = {"skilled": np.where(draws.random(MADE.people) < 0.3, 100.0, 0.0)}
    groups = {Dimension.ORGANISATION: Groups((WHOLE,), np.zeros(MADE.people, dtype=np.int64))}
    return Beliefs(MADE, leads, points, habit, groups)


def _gap(gap: float, leaders: int, seed: int = 1) -> Gap:
    return next(
        each for each in find_gaps(_beliefs(gap, leaders, seed), Dimension.ORGANISATION, 20) if each.statement == "skilled"
    )


@pytest.mark.parametrize(
    ("gap", "leaders", "outcome"),
    [(26, 40, Outcome.ALERT), (12, 40, Outcome.APART), (0, 40, Outcome.TOGETHER), (26, 9, Outcome.TOO_FEW)],
)
def test_leaders_far_above_staff_are_an_alert_and_fewer_than_ten_are_not_spoken_of(
    gap: float, leaders: int, outcome: Outcome
) -> None:
    found = _gap(gap, leaders)
    assert found.outcome is outcome
    if outcome is not Outcome.TOO_FEW:
        assert found.measured is not None and found.measured[0] <= 30 <= found.measured[1] + 5
        assert found.leaders[0] < 58 + gap < found.leaders[1]
        assert all(bound % 5 == 0 for bound in (*found.gap, *found.leaders, *found.staff, *found.measured))


@pytest.mark.thorough("2,000 made-up organisations for each gap instead of 150, and coverage held to between 93 and 97%")
@pytest.mark.parametrize("gap", [0.0, 20.0])
def test_the_interval_of_a_gap_holds_it_95_times_in_100_and_a_planted_one_is_found(gap: float) -> None:
    rounds = often(150, 2000)
    found = [_gap(gap, 14, seed) for seed in range(rounds)]
    held = np.mean([each.low <= gap <= each.high for each in found])
    least, most = (0.93, 0.97) if rounds > 150 else (0.9, 0.99)
    assert least <= held <= most
    told = np.mean([each.outcome in (Outcome.ALERT, Outcome.APART) for each in found])
    assert told > 0.85 if gap else told < 0.05


def test_where_nearly_all_answered_the_interval_is_of_what_they_think_and_narrower() -> None:
    """Attitudes that stay, answers that differ from day to day, and one in seven who did not answer."""
    held, narrower = [], []
    for seed in range(150):
        draws = np.random.default_rng(seed)
        made = _beliefs(0.0, 30, seed)
        think, says = 55 + 12 * draws.standard_normal(MADE.people), 14 * draws.standard_normal(MADE.people)
        said = np.where(draws.random(MADE.people) < 6 / 7, think + says, np.nan)
        answered = dict.fromkeys(STATEMENTS, said)
        known = replace(made, answered=answered, noise=dict.fromkeys(STATEMENTS, 14.0**2))
        one, plain = (find_gaps(each, Dimension.ORGANISATION, 20)[0] for each in (known, replace(made, answered=answered)))
        actual = think[made.leads].mean() - think[~made.leads].mean()
        held.append(one.low <= actual <= one.high)
        narrower.append((one.high - one.low) / (plain.high - plain.low))
    assert 0.9 <= np.mean(held) <= 0.99
    assert np.mean(narrower) < 0.9
