"""A canvas: the steps of a process with the reason for each, who does it, and what is to become of it."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a step is there. The first four are limits of people that AI may lift; a control protects somebody."""

    SPEED = "speed"
    MEMORY = "memory"
    AVAILABILITY = "availability"
    CONSISTENCY = "consistency"
    CONTROL = "control"
    NONE = "none"


LIMITS = frozenset({Reason.SPEED, Reason.MEMORY, Reason.AVAILABILITY, Reason.CONSISTENCY})

REASON_WORDS = {
    Reason.SPEED: "people are too slow to do it otherwise",
    Reason.MEMORY: "nobody can keep it all in mind",
    Reason.AVAILABILITY: "the one who knows is not always there",
    Reason.CONSISTENCY: "people would each do it in their own way",
    Reason.CONTROL: "it protects customers, staff, money or the law",
    Reason.NONE: "nobody can say",
}


class Actor(StrEnum):
    """Who does a step."""

    HUMAN = "human"
    AGENT = "agent"
    BOTH = "both"


class Change(StrEnum):
    """What is to become of a step."""

    KEPT = "kept"
    """It stays as it is."""
    BOLTED_ON = "bolted_on"
    """It stays, and AI is added to it."""
    RESHAPED = "reshaped"
    """It is merged, moved, or done at once with others, so that a hand-over or a wait falls away."""
    REMOVED = "removed"
    """It falls away."""
    ADDED = "added"
    """It is new."""


@dataclass(frozen=True)
class Step:
    """One step: a label, its reason, who does it before and after (None where it is not there), its minutes of work before and
    after with checking counted (None where not measured), and what becomes of it.

    `owner` is the function that answers for the step, `signed_off` whether that owner agreed to the change.
    """

    label: str
    reason: Reason
    change: Change
    before: Actor | None
    after: Actor | None
    minutes_before: float | None
    minutes_after: float | None
    owner: str
    signed_off: bool


@dataclass(frozen=True)
class Measured:
    """What was measured of the whole process before or after: hours from beginning to end, hand-overs, errors in a hundred cases,
    and over how many cases. None where it was not measured."""

    elapsed_hours: float | None
    hand_overs: int | None
    errors_in_100: float | None
    cases: int | None


@dataclass(frozen=True)
class Canvas:
    """A process and its redesign. `authority` is the function that may decide the change, `sponsor` the one that backs it
    (empty where there is none); `outlived` says whether the new way was still the way a quarter later."""

    process: str
    team: str
    authority: str
    sponsor: str
    steps: tuple[Step, ...]
    before: Measured
    after: Measured
    outlived: bool
