"""What groups put first, as it is told: from ten people on, and the same whichever single person is left out."""

import numpy as np
import pytest

from clearspan.listening.alignment import changes_of, concordance
from clearspan.listening.priorities import BUSINESS, EXECUTIVES, IT, Ranking, find_priorities, steady_places
from clearspan.vocabulary.period import parse_period

PROBLEMS = tuple("abcdefgh")
QUARTER = parse_period("2026-Q2")


def rankings(group: str, people: int, taste: np.ndarray, seed: int) -> list[Ranking]:
    """People of a group with a taste in common and some of their own."""
    chance = np.random.default_rng(seed)
    places = np.argsort(np.argsort(taste + chance.normal(size=(people, len(taste))), axis=1), axis=1) + 1.0
    return [Ranking(group, each) for each in places]


def test_groups_that_agree_and_groups_that_do_not_are_told_apart() -> None:
    up = np.linspace(0, 5, 8)
    same = [each for n, group in enumerate((BUSINESS, IT, EXECUTIVES)) for each in rankings(group, 40, up, n)]
    agreed = find_priorities(same, PROBLEMS, QUARTER, 10, seed=1)
    assert agreed is not None and agreed.outcome == "agree"
    assert {row["shared"] for row in agreed.details["shared"]} == {3.0}  # type: ignore[union-attr, index]
    apart = rankings(BUSINESS, 200, up, 1) + rankings(IT, 40, up[::-1], 2) + rankings(EXECUTIVES, 14, np.roll(up, 4), 3)
    found = find_priorities(apart, PROBLEMS, QUARTER, 10, seed=1)
    assert found is not None and found.outcome == "disagree" and found.details["pooled"] == ()
    assert [row["people"] for row in found.details["groups"]] == [200, 40, 15]  # type: ignore[union-attr, index]


def test_a_group_of_nine_is_counted_with_the_business_and_nine_people_are_told_nothing_of() -> None:
    up = np.linspace(0, 5, 8)
    some = rankings(BUSINESS, 30, up, 1) + rankings(EXECUTIVES, 9, up[::-1], 2)
    found = find_priorities(some, PROBLEMS, QUARTER, 10, seed=1)
    assert found is not None and found.details["pooled"] == (EXECUTIVES,) and len(found.details["groups"]) == 1  # type: ignore[arg-type]
    assert find_priorities(some[:9], PROBLEMS, QUARTER, 10, seed=1) is None


@pytest.mark.parametrize("seed", range(6))
def test_no_two_problems_stand_apart_that_one_person_less_would_swap(seed: int) -> None:
    group = np.array([each.places for each in rankings(IT, 12, np.linspace(0, 1, 8), seed)])
    told = steady_places(group)
    assert told.sum() == 36 and len(set(told)) < 8
    for left_out in range(12):
        means = np.delete(group, left_out, axis=0).mean(axis=0)
        for one in range(8):
            for other in range(8):
                assert told[one] >= told[other] or means[one] < means[other]


def test_the_change_without_each_person_is_the_change() -> None:
    parts = {BUSINESS: rankings(BUSINESS, 11, np.linspace(0, 1, 8), 1), IT: rankings(IT, 14, np.linspace(1, 0, 8), 2)}
    groups = {name: np.array([each.places for each in found]) for name, found in parts.items()}

    def whole(some: dict[str, np.ndarray]) -> float:
        weight = np.concatenate([np.full(len(each), 1 / len(each)) for each in some.values()])
        return concordance(np.concatenate(list(some.values())), weight)

    less = [
        whole({**groups, name: np.delete(each, place, axis=0)}) - whole(groups)
        for name, each in groups.items()
        for place in range(len(each))
    ]
    assert changes_of(groups) == pytest.approx(less)
