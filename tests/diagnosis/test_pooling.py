"""Partial pooling on groups whose truth is known: intervals keep their promise."""

import numpy as np
import pytest
from tests.thorough import often

from clearspan.diagnosis.pooling import pool_means, pool_shares


def _means(draws: np.random.Generator) -> tuple[np.ndarray, ...]:
    people, tau = draws.integers(8, 20, 30), draws.choice([0.0, 2.0, 5.0, 9.0])
    truth, error = 60 + tau * draws.standard_normal(30), 20 / np.sqrt(people)
    return truth, truth + error * draws.standard_normal(30), error


def _shares(draws: np.random.Generator) -> tuple[np.ndarray, ...]:
    people, mean, deviation = draws.integers(3, 15, 40), draws.uniform(0.2, 0.7), draws.uniform(0.04, 0.3)
    size = mean * (1 - mean) / deviation**2 - 1
    truth = draws.beta(mean * size, (1 - mean) * size, 40)
    return truth, draws.binomial(people, truth).astype(float), people.astype(float)


@pytest.mark.thorough("800 made-up organisations instead of 20, and coverage held to between 93 and 97%")
@pytest.mark.parametrize(("made", "pool"), [(_means, pool_means), (_shares, pool_shares)])
def test_intervals_hold_the_truth_about_95_times_in_100_and_are_narrower_than_each_group_alone(made, pool) -> None:
    draws, held, errors = np.random.default_rng(3), [], []
    for _ in range(rounds := often(20, 800)):
        truth, first, second = made(draws)
        pooled = pool(first, second)
        held.append(((pooled.low <= truth) & (truth <= pooled.high)).mean())
        alone = first if pool is pool_means else first / second
        errors.append([np.square(pooled.middle - truth).mean(), np.square(alone - truth).mean()])
    least, most = (0.93, 0.97) if rounds > 20 else (0.9, 0.99)
    assert least <= np.mean(held) <= most
    pooled_error, own_error = np.mean(errors, axis=0)
    assert pooled_error < 0.8 * own_error


def test_a_group_of_which_nothing_is_known_gets_a_wide_interval_and_cannot_be_told() -> None:
    figure, error = np.array([40.0, 55.0, 70.0, np.nan]), np.array([2.0, 2.0, 2.0, np.nan])
    pooled = pool_means(figure, error)
    assert pooled.tells(12.0).tolist() == [True, True, True, False]
    assert abs(pooled.middle[3] - 55) < 1
    with pytest.raises(ValueError, match="two"):
        pool_means(figure[2:], error[2:])
