"""People who decide, get advice and decide again, with a known readiness to take right advice and to keep right answers."""

import numpy as np

from clearspan.simulator.streams import Streams
from clearspan.skills.judgment.reliance import ENOUGH_CASES, TwoStep, told_switching

EXERCISES = 60
"""Exercises that each does: of half of them the advice is right."""
FIRST_RIGHT = 0.55
"""The share of answers that are right before any advice."""
LEAST, MOST = 0.1, 0.95
"""Between which the readiness of people lies, whatever the one, alike for the other."""


def switching_held(takers: int, streams: Streams) -> tuple[bool, ...]:
    """Whether the intervals of people's readiness hold the truth, of what is told: of both, of each person."""
    held: list[bool] = []
    for person in range(takers):
        takes, keeps = LEAST + (MOST - LEAST) * streams.uniform(2, "readiness", person)
        own, turned = streams.uniform((2, EXERCISES), "exercises", person)
        told = told_switching(
            [_exercise(own[at] < FIRST_RIGHT, at % 2 == 0, turned[at], takes, keeps) for at in range(EXERCISES)]
        )
        for part, truth in ((told.to_ai, takes), (told.to_self, keeps)):
            held += [part.holds(float(truth))] if part.of >= ENOUGH_CASES else []
    return tuple(held)


def _exercise(own_right: np.bool_, advice_right: bool, chance: float, takes: float, keeps: float) -> TwoStep:
    """One exercise; where the own answer is as right as the advice, it stays."""
    ready = takes if advice_right else keeps
    return TwoStep(bool(own_right), advice_right, bool(own_right if own_right == advice_right else chance < ready))
