"""Relying too much and too little, each on its own; what finished layout does; and how advice changes an answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.skills.drills.drill import Action
from clearspan.skills.interval import Estimate, difference, share
from clearspan.skills.judgment.attempt import Attempt

ENOUGH_CASES = 12
"""Exercises in which advice could have helped, or misled, from which one person is told what they did: as many as sound and
faulty outputs before anything is told of drills."""


@dataclass(frozen=True)
class TwoStep:
    """An exercise in two steps: whether somebody's own answer, the AI's advice, and the final answer were right."""

    own_right: bool
    advice_right: bool
    final_right: bool


@dataclass(frozen=True)
class Switching:
    """Of those first wrong whom the AI could have helped, how many took the help (`to_ai`, RAIR), and of those first right whom
    it could have misled, how many stayed (`to_self`, RSR; Schemmer et al. 2023)."""

    to_ai: Estimate
    to_self: Estimate


def over_trust(attempts: Sequence[Attempt]) -> Estimate:
    """The share of faulty outputs that were accepted as they are."""
    seeded = [each for each in attempts if each.seeded]
    return share(sum(each.action is Action.ACCEPT for each in seeded), len(seeded))


def under_trust(attempts: Sequence[Attempt]) -> Estimate:
    """The share of sound outputs that were overridden or passed on; a check is no distrust."""
    clean = [each for each in attempts if not each.seeded]
    return share(sum(each.action in (Action.OVERRIDE, Action.ESCALATE) for each in clean), len(clean))


def caught_and_located(attempts: Sequence[Attempt]) -> Estimate:
    """The share of faulty outputs that were called wrong with the place marked: a lucky guess does not count."""
    seeded = [each for each in attempts if each.seeded]
    return share(sum(each.says_wrong and each.located for each in seeded), len(seeded))


def polish_susceptibility(attempts: Sequence[Attempt]) -> Estimate:
    """How much more often an error is called in raw than in polished output: above 0 where finished layout disarms."""
    seeded = [each for each in attempts if each.seeded]
    raw, polished = ([each for each in seeded if each.polished is wanted] for wanted in (False, True))
    caught = [share(sum(each.says_wrong for each in part), len(part)) for part in (raw, polished)]
    return difference(caught[0], caught[1])


def switching(answers: Sequence[TwoStep]) -> Switching:
    """How advice changes answers."""
    helped = [each for each in answers if not each.own_right and each.advice_right]
    misled = [each for each in answers if each.own_right and not each.advice_right]
    return Switching(*(share(sum(each.final_right for each in part), len(part)) for part in (helped, misled)))


def told_switching(answers: Sequence[TwoStep]) -> Switching:
    """How advice changes one person's answers; before ENOUGH_CASES a figure is unknown, and says only of how many cases it is."""
    found = switching(answers)
    parts = (found.to_ai, found.to_self)
    return Switching(*(each if each.of >= ENOUGH_CASES else Estimate(math.nan, math.nan, math.nan, each.of) for each in parts))
