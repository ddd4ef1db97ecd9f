"""Judging the choice: simulated choosers whose effect is known."""

import numpy as np
import pytest

from clearspan.practice.choice_value import MOST_OFFERS, ChoiceValue, Offer, Verdict, choice_value
from clearspan.practice.choosing import propensities

PEOPLE, DAYS, AMONG, RUNS = 40, 12, 12, 120
SCORES = np.linspace(0, 1.5, AMONG)
CHANCES = np.array(propensities(SCORES.tolist()))


def run(seed: int, steep: float, people: int = PEOPLE) -> ChoiceValue:
    """One organisation in which what fits better is taken up more often by `steep` for each point of fit; people differ."""
    drawn = np.random.default_rng(seed)
    picked = drawn.choice(AMONG, (people, DAYS), p=CHANCES)
    keen = drawn.uniform(0.1, 0.3, (people, 1))
    taken = drawn.random((people, DAYS)) < keen + steep * SCORES[picked]
    offers = [
        Offer(person, day, "lessons", "job", float(CHANCES[picked[person, day]]), AMONG, bool(taken[person, day]), False)
        for person in range(people)
        for day in range(DAYS)
    ]
    return choice_value(offers, lambda offer: offer.begun)


def test_the_known_gain_lies_within_and_none_is_seldom_found() -> None:
    for steep in (0.3, 0.0):
        even, chosen = 0.2 + steep * float(SCORES.mean()), 0.2 + steep * float(CHANCES @ SCORES)
        found = [run(seed, steep) for seed in range(RUNS)]
        # 95% promised; of 120 runs the share varies by 0.02, three of which are 0.06.
        for name, truth in (("chosen", chosen), ("even", even), ("gain", chosen - even)):
            assert sum(getattr(each, name).holds(truth) for each in found) / RUNS >= 0.89, (steep, name)
        told = sum(each.verdict is Verdict.BETTER for each in found) / RUNS
        assert told > 0.6 if steep else told < 0.06
    assert run(1, -0.1, 200).verdict in {Verdict.WORSE, Verdict.CANNOT_TELL} and run(1, -0.1, 200).gain.value < 0


def test_nothing_is_said_of_few_and_nobody_decides_alone() -> None:
    assert run(1, 0.3, 9).verdict is Verdict.TOO_FEW and not run(1, 0.3, 9).gain.known

    def offers(person: int, number: int, propensity: float, begun: bool) -> list[Offer]:
        return [Offer(person, day, "drills", "job", propensity, 4, begun, begun) for day in range(number)]

    nobody = [each for person in range(20) for each in offers(person, 3, 0.25, person == 0)]
    assert choice_value(nobody, lambda each: each.begun).verdict is Verdict.TOO_FEW, "one who took up is told of nobody"
    flood = [*nobody, *offers(99, 5000, 0.5, True)]
    assert choice_value(flood, lambda each: each.begun).offers == 60 + MOST_OFFERS
    assert choice_value([], lambda each: each.begun).verdict is Verdict.TOO_FEW
    even = [
        each
        for person in range(30)
        for each in [*offers(person, 4, 0.4, person % 5 < 2), *offers(person, 4, 0.1, person % 5 == 4)]
    ]
    assert choice_value(even, lambda each: each.begun).even.value == pytest.approx(0.4 * 0.2 + 0.2 * 0.8)
