"""Drills answered by simulated people, as attempts."""

import numpy as np

from clearspan.simulator.skills import Abilities, drill_answers
from clearspan.simulator.streams import Streams
from clearspan.skills.drills.drill import USUAL_PAYOFFS, Action, Severity
from clearspan.skills.drills.twin import ErrorType
from clearspan.skills.judgment.attempt import Attempt

ACTIONS = (Action.ACCEPT, Action.VERIFY, Action.OVERRIDE, Action.ESCALATE)
PAYOFF = USUAL_PAYOFFS[Severity.MEDIUM]


def attempt(
    number: int, *, seeded: bool, confidence: int, action: Action, polished: bool = False, located: bool = False
) -> Attempt:
    """One answer of person 1."""
    error = ErrorType.WRONG_NUMBER if seeded else None
    return Attempt(1, f"sales/{number}", number, seeded, polished, error, confidence, action, located, located, PAYOFF)


def people(
    discernment: float, leaning: float, count: int, drills: int, *, seeded: float = 0.5, polish: float = 0.0, seed: int = 1
):
    """(count) lists of answers of people who are alike, with a share of errors, half of the drills polished."""
    streams = Streams(seed)
    each = np.ones(count)
    able = Abilities(0 * each, discernment * each, leaning * each, polish * each)
    shown = np.tile(np.arange(drills) < seeded * drills, (count, 1))
    polished = np.tile(np.arange(drills) % 2 == 1, (count, 1))
    given = drill_answers(able, shown, polished, streams)
    return [
        [
            Attempt(
                person, f"sales/{at}", at, bool(shown[person, at]), bool(polished[person, at]), None, int(given.step[person, at]),
                ACTIONS[given.action[person, at]], bool(given.located[person, at]), bool(given.fixed[person, at]), PAYOFF,
            )
            for at in range(drills)
        ]
        for person in range(count)
    ]  # fmt: skip
