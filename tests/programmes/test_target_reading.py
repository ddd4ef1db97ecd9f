"""A target is met, on course, at risk or missed by what is seen of the task; else it says why it cannot tell. Cohorts move."""

import numpy as np
import pytest

from clearspan.programmes.cohorts import read_cohort
from clearspan.programmes.share_bounds import left_out, share_bounds, wilson
from clearspan.programmes.target import Target, TargetStatus
from clearspan.programmes.target_reading import read

TARGET = Target("any", "draft reply", 2, 0.8, 42)


def uses(shares: list[float], people: int = 40, of: int = 6) -> np.ndarray:
    """People by weeks: in each week the first so many reached the target; later weeks are not settled."""
    found = np.full((people, of), np.nan)
    for week, share in enumerate(shares):
        found[:, week] = np.where(np.arange(people) < round(share * people), 2, 1)
    return found


@pytest.mark.parametrize(
    ("shares", "status"),
    [
        ([0.3, 0.5, 0.7, 0.85, 0.9, 0.95], TargetStatus.MET),
        ([0.3, 0.5, 0.6, 0.6, 0.6, 0.6], TargetStatus.MISSED),
        ([0.5, 0.7, 0.85, 0.92, 0.97], TargetStatus.ON_COURSE),
        ([0.1, 0.15, 0.2, 0.22], TargetStatus.AT_RISK),
        ([0.3, 0.5, 0.7, 0.85, 0.9, 0.8], TargetStatus.CANNOT_TELL),
    ],
)
def test_a_target_stands_where_what_is_seen_puts_it(shares: list[float], status: TargetStatus) -> None:
    found = read(TARGET, uses(shares), stated=True, seed=3)
    assert found.status is status
    assert found.share is not None and found.share[0] <= shares[-1] <= found.share[1]
    assert (found.forecast is None) == (len(shares) == 6)
    if found.forecast is not None:
        assert found.forecast[0] < found.forecast[1]


def test_it_says_why_it_cannot_tell() -> None:
    assert "fewer than 8" in read(TARGET, uses([0.9] * 6, people=7), stated=True, seed=1).why
    assert "for which task" in read(TARGET, uses([0.9] * 6), stated=False, seed=1).why
    assert "settled" in read(TARGET, uses([]), stated=True, seed=1).why


def test_the_forecast_holds_what_comes_in_nine_of_ten() -> None:
    random, hits = np.random.default_rng(5), 0
    for turn in range(80):
        state, weeks = random.random(60) < 0.3, []
        for _ in range(6):
            weeks.append(state)
            state = np.where(state, random.random(60) < 0.9, random.random(60) < 0.2)
        seen = np.stack(weeks, axis=1).astype(float) * 2
        truth = (seen[:, -1] >= 2).mean()
        seen[:, 4:] = np.nan
        forecast = read(TARGET, seen, stated=True, seed=turn).forecast
        assert forecast is not None
        hits += forecast[0] <= truth <= forecast[1]
    assert hits / 80 > 0.88


def test_no_single_person_shows_in_a_share() -> None:
    for people in (8, 11, 23, 60):
        for hits in range(people + 1):
            low, high = share_bounds(hits, people)
            assert low <= min(left_out(hits, people)) + 1e-9 and high >= max(left_out(hits, people)) - 1e-9
            assert share_bounds(0, people) == share_bounds(1, people) and share_bounds(people, people)[1] == 1.0
            assert wilson(hits, people)[0] <= hits / people <= wilson(hits, people)[1]


def test_a_cohort_is_read_where_everyone_has_reached_the_day_and_its_moves_add_up() -> None:
    grown = np.concatenate([np.zeros((30, 2)), np.repeat([[0.0], [2.0], [3.0]], 10, axis=0) * np.ones((30, 6))], axis=1)
    grown = np.concatenate([grown, np.full((30, 4), np.nan)], axis=1)
    completed = np.ones(30, dtype=np.int64)
    cohort = read_cohort("2026-05", grown, completed, 2, (30, 60, 90))
    assert [look.day for look in cohort.looks] == [30, 60] and cohort.looks[0].regular == (0.65, 0.7)
    assert cohort.looks[0].completed == (0.85, 1.0) and len(cohort.moves) == 9
    grown = np.nan_to_num(grown, nan=2.0)
    cohort = read_cohort("2026-05", grown, completed, 2, (30, 60, 90))
    assert [look.day for look in cohort.looks] == [30, 60, 90] and len(cohort.moves) == 18
    begun = next(move for move in cohort.moves if (move.before, move.after, move.to_day) == ("not seen", "regularly", 90))
    assert begun.share[0] >= 0.0 and len(read_cohort("2026-05", grown[:7], completed[:7], 2, (30,)).looks) == 0
