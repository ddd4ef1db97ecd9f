"""Maturity of a team: basic, intermediate or advanced, by published rules over what is released of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

VERSION = 1
"""Version of the rules: change it with any threshold."""


class Level(IntEnum):
    """The levels, lowest first."""

    BASIC = 0
    INTERMEDIATE = 1
    ADVANCED = 2


@dataclass(frozen=True)
class Side:
    """One side of maturity: from which figures on a team is intermediate and advanced in it, and what would move it."""

    name: str
    title: str
    intermediate: float
    advanced: float
    step: str


SIDES: Mapping[str, Side] = {
    side.name: side
    for side in (
        Side(
            "habit", "People with a habit, of 100", 40, 60, "Help the next people to use AI in most weeks, on tasks of their own"
        ),
        Side("breadth", "Tools a user uses", 1.5, 2.0, "Show one use in a second tool that the team already has"),
        Side(
            "practice", "Team works differently, points of 100", 45, 60, "Agree on one shared way of working with AI, and keep it"
        ),
        Side("judgment", "Judgment shown in exercises", 50, 70, "Practise when to rely on AI and when not"),
        Side("redesign", "Steps of work redesigned", 1, 3, "Change one hand-over of the team so that AI does its part"),
    )
}
"""The sides of maturity in the order in which they are built; judgment and redesign are not measured yet."""


@dataclass(frozen=True)
class Bounds:
    """What is released of a side: the figure lies between the two."""

    low: float
    high: float


@dataclass(frozen=True)
class Maturity:
    """What can be said of a team: the level it surely reaches (None: cannot tell), the highest it may have reached, the sides of
    which nothing is known, and the side that holds it back most, whose step would move it one level."""

    level: Level | None
    at_most: Level
    unknown: tuple[str, ...]
    held_by: str


def maturity(told: Mapping[str, Bounds]) -> Maturity:
    """The maturity of a team from what is released of each side. A team is as mature as its least mature side: without habit
    nothing can be said; a side of which nothing is known caps the level at intermediate."""
    unknown = tuple(name for name in SIDES if name not in told)
    if "habit" not in told:
        return Maturity(None, Level.ADVANCED if not unknown[1:] else Level.INTERMEDIATE, unknown, "habit")
    surely = {name: _reached(SIDES[name], told[name].low) for name in SIDES if name in told}
    perhaps = {name: _reached(SIDES[name], told[name].high) for name in SIDES if name in told}
    cap = Level.INTERMEDIATE if unknown else Level.ADVANCED
    level = min(cap, *surely.values())
    held_by = next((name for name, reached in surely.items() if reached == level), unknown[0] if unknown else "")
    return Maturity(level, min(cap, *perhaps.values()), unknown, held_by)


def _reached(side: Side, figure: float) -> Level:
    if figure >= side.advanced:
        return Level.ADVANCED
    return Level.INTERMEDIATE if figure >= side.intermediate else Level.BASIC
