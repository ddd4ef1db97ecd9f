"""The time until a gap is closed, from simulated people whose pace is known."""

import math

import numpy as np

from clearspan.skills.time_to_close import LONGEST_DAYS, Block, time_to_close

TODAY, ERROR, PEOPLE = 20_300, 0.25, 600
DAYS = np.linspace(TODAY - 120, TODAY, 7)


def told(pace: float, spread: float = ERROR) -> list[tuple[float | None, float, float]]:
    """What is told to people who lie 0.5 below the target today and get better by `pace` a day."""
    drawn = np.random.default_rng(5).normal(0, spread, (PEOPLE, len(DAYS)))
    lines = -0.5 + pace * (DAYS - TODAY)
    found = [
        time_to_close([Block(float(day), float(at), ERROR**2) for day, at in zip(DAYS, lines + off, strict=True)], 0.0, TODAY)
        for off in drawn
    ]
    return [(each.days, each.low, each.high) for each in found]


def test_the_true_time_lies_within_and_no_pace_is_seldom_told() -> None:
    known = [each for each in told(0.012) if each[0] is not None]
    truth = 0.5 / 0.012
    covered = sum(low <= truth <= high for _, low, high in known) / len(known)
    # 95% promised; of 600 people the share varies by 0.009, five of which are 0.045.
    assert len(known) > 0.95 * PEOPLE and covered >= 0.905
    assert abs(float(np.median([days for days, _, _ in known if days is not None])) - truth) < 6
    # A pace of nothing is held to be one in 2.5% of people; five standard errors are 3.2%.
    assert sum(each[0] is not None for each in told(0.0)) / PEOPLE < 0.057
    assert sum(each[0] is not None for each in told(-0.005)) == 0


def test_errors_that_are_larger_than_they_claim_widen_the_interval() -> None:
    honest, wild = (
        float(np.median([high - low for days, low, high in told(0.02, spread) if days is not None and math.isfinite(high)]))
        for spread in (ERROR, 2 * ERROR)
    )
    assert wild > 1.4 * honest


def test_too_little_and_too_slow_are_said_in_words() -> None:
    few = [Block(TODAY - day, 0.0, 0.01) for day in (60, 30, 0)]
    assert "there are 3 so far" in time_to_close(few, 1.0, TODAY).because
    close_by = [Block(TODAY - day, 0.0, 0.01) for day in range(6)]
    assert not time_to_close(close_by, 1.0, TODAY).known
    slow = [Block(TODAY - day, -day * 0.001, 1e-8) for day in (120, 80, 40, 0)]
    assert "more than two years" in time_to_close(slow, 1.0, TODAY).because
    open_ended = [Block(TODAY - day, -day * 0.001, 0.0009) for day in (120, 80, 40, 0)]
    found = time_to_close(open_ended, 0.6, TODAY)
    assert found.known and found.low < LONGEST_DAYS and found.high == math.inf
    past = [Block(TODAY - day, 1 - day * 0.01, 1e-6) for day in (120, 80, 40, 0)]
    assert time_to_close(past, 0.5, TODAY).days == 0
