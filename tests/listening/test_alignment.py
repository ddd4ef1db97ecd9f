"""Agreement against published numbers, and at its ends."""

import numpy as np
import pytest

from clearspan.listening.alignment import align, concordance, mid_ranks, overlap

ANXIETY = (
    (3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3),
    (3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4),
    (2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2),
)
"""Ratings of twenty people by three raters, of the examples of R's package irr."""


def _ranked(ratings: tuple[int, ...]) -> list[float]:
    return [1 + sum(one < each for one in ratings) + (sum(one == each for one in ratings) - 1) / 2 for each in ratings]


@pytest.mark.parametrize(
    ("rankings", "published", "digits"),
    [
        ([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]], 0.16, 2),
        (
            [
                [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
                [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
                [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
            ],
            0.828,
            3,
        ),
        ([_ranked(each) for each in ANXIETY], 0.540, 3),
    ],
    ids=["Siegel 1956, table 9.3", "Kendall 1948, with ties", "irr: anxiety, corrected for ties"],
)
def test_concordance_is_that_of_the_textbooks(rankings: list[list[float]], published: float, digits: int) -> None:
    assert round(concordance(np.array(rankings)), digits) == published


def test_random_rankings_agree_on_nothing_and_equal_ones_on_everything() -> None:
    chance = np.random.default_rng(3)
    random = {name: np.argsort(chance.random((60, 8)), axis=1) + 1.0 for name in ("business", "it", "executives")}
    apart = align(random, seed=1, draws=200)
    assert apart.concordance.value < 0.03 and apart.concordance.low == 0
    same = {name: np.tile(np.arange(1.0, 9.0), (12, 1)) for name in random}
    alike = align(same, seed=1, draws=50)
    assert alike.concordance.value == pytest.approx(1) and alike.concordance.low == pytest.approx(1)
    assert {each.value for each in alike.overlap.values()} == {3.0}


def test_the_interval_holds_the_agreement_of_the_population_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(11)
    taste = np.linspace(0, 1.2, 8)
    whole = np.argsort(np.argsort(taste + chance.normal(size=(20_000, 8)), axis=1), axis=1) + 1.0
    truth, held = concordance(whole), 0
    for seed in range(200):
        sample = whole[chance.integers(0, len(whole), 60)]
        found = align({"all": sample}, seed=seed, draws=150).concordance
        held += found.low <= truth <= found.high
    assert 182 <= held <= 200


def test_a_group_counts_alike_however_many_of_it_answered() -> None:
    up, down = np.arange(1.0, 6.0), np.arange(5.0, 0.0, -1)
    groups = {"few": np.tile(up, (10, 1)), "many": np.tile(down, (500, 1))}
    assert align(groups, draws=20).concordance.value == pytest.approx(0)


def test_places_that_were_not_given_are_shared_and_ties_for_the_last_place_count_in_part() -> None:
    chosen = np.array([[1, 2, np.nan, 3, np.nan], [np.nan, np.nan, 1, np.nan, np.nan]])
    assert mid_ranks(chosen, 5).tolist() == [[1, 2, 4.5, 3, 4.5], [3.5, 3.5, 1, 3.5, 3.5]]
    one, other = np.array([[1.0, 2, 3, 4]]), np.array([[1.0, 2, 3.5, 3.5]])
    assert overlap(one, other) == 2.5
