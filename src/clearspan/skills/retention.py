"""Skill without AI: how much better people do with it, and whether they can still do the work on their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clearspan.skills.interval import UNKNOWN, Estimate, difference, mean, share

ENOUGH_OF_EACH = 12
"""Exercises with AI, and as many without, from which one person is told the gap."""
FEWEST_EACH = 2
"""Exercises of each kind that a person brings into a group's gap."""
ENOUGH_PEOPLE = 10


@dataclass(frozen=True)
class Exercise:
    """The result of one exercise: of which person (number), on which day, with AI at hand or without, and whether it was
    right."""

    person: int
    day: int
    ai_free: bool
    right: bool


@dataclass(frozen=True)
class Retention:
    """Shares right with AI and without it, and the gap (with less without). A gap is no fault: it says what to practise alone."""

    with_ai: Estimate
    without_ai: Estimate
    gap: Estimate


def retention_of(exercises: Iterable[Exercise]) -> Retention:
    """The retention of one person; UNKNOWN gap before ENOUGH_OF_EACH of each kind."""
    done = list(exercises)
    both = [_right([each for each in done if each.ai_free is free]) for free in (False, True)]
    known = min(each.of for each in both) >= ENOUGH_OF_EACH
    return Retention(both[0], both[1], difference(both[0], both[1]) if known else UNKNOWN)


def retention_in_group(people: Mapping[int, Sequence[Exercise]]) -> Retention:
    """The retention of a group from those who did both kinds; UNKNOWN below ENOUGH_PEOPLE of them. Each person counts alike, and
    is compared with nobody but themselves."""
    pairs: list[tuple[float, float]] = []
    for exercises in people.values():
        both = [_right([each for each in exercises if each.ai_free is free]) for free in (False, True)]
        if min(each.of for each in both) >= FEWEST_EACH:
            pairs.append((both[0].value, both[1].value))
    if len(pairs) < ENOUGH_PEOPLE:
        return Retention(UNKNOWN, UNKNOWN, UNKNOWN)
    return Retention(
        mean([helped for helped, _ in pairs]),
        mean([alone for _, alone in pairs]),
        mean([helped - alone for helped, alone in pairs]),
    )


def _right(exercises: Sequence[Exercise]) -> Estimate:
    return share(sum(each.right for each in exercises), len(exercises))
