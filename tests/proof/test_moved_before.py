"""Whether cohorts moved apart before: right as often as is promised where nothing moved, and seen where it did."""

from dataclasses import replace

import numpy as np

from clearspan.proof.moved_before import moved_before
from clearspan.proof.panel import NEVER, Panel


def panel(random: np.random.Generator, teams: int, periods: int, starts: tuple[int, ...]) -> Panel:
    cohort = np.full(teams, NEVER, dtype=np.int64)
    for place, start in enumerate(starts):
        cohort[place :: len(starts) + 1] = start
    outcome = random.normal(0, 1, (teams, 1)) + random.normal(0, 1, (teams, periods))
    unit, time = np.repeat(np.arange(teams), periods), np.tile(np.arange(periods), teams)
    return Panel(unit, time, outcome.ravel(), cohort, np.arange(teams), np.arange(1, periods + 1))


def test_where_nothing_moved_it_says_so_as_often_as_promised_and_sees_a_drift() -> None:
    random, told, seen, trials = np.random.default_rng(5), 0, 0, 120
    for _ in range(trials):
        made = panel(random, 24, 18, (9, 13))
        told += (moved_before(made) or 0) < 0.05
        drift = np.where(made.cohort[made.unit] < NEVER, 0.35 * made.time, 0.0)
        seen += (moved_before(replace(made, outcome=made.outcome + drift)) or 0) < 0.05
    # 5% of 120 is 6 with a standard deviation of 2.4: 13 is three of them away, and Wald's test comes to 32.
    assert told <= 13 and seen > 0.9 * trials


def test_it_says_nothing_where_there_is_nothing_before() -> None:
    random = np.random.default_rng(1)
    assert moved_before(panel(random, 24, 6, (2,))) is None and moved_before(panel(random, 900, 6, (4,))) is None
    made = panel(random, 24, 8, (5,))
    assert moved_before(made, anticipated=3) is None
    assert moved_before(replace(made, cluster=np.arange(24) // 2)) is None
