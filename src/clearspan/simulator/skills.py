"""Answers to items, drills and exercises by simulated people whose abilities are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.streams import Streams

FLUENCY_SPREAD = 1.0
DISCERNMENT, DISCERNMENT_SPREAD = 1.2, 0.6
LEANING_SPREAD = 0.45
POLISH = 0.5
"""By how much a finished layout moves an error out of sight, in units of the noise."""

APART = 0.55
"""How far the six steps of confidence lie apart, in units of the noise."""
LOCATED, FIXED = 0.85, 0.8
"""How often who calls an error rightly can show it, and put it right."""

ACCEPT, VERIFY, OVERRIDE, ESCALATE = range(4)
"""What is done with an output."""


@dataclass(frozen=True)
class Abilities:
    """What is true of people, each by person: `fluency` in units of its spread, `discernment` (d'), `leaning` (c: above 0
    trusts), `polish` (by how much a finished layout takes from the evidence of an error)."""

    fluency: Floats
    discernment: Floats
    leaning: Floats
    polish: Floats


@dataclass(frozen=True)
class DrillAnswers:
    """Answers to drills, each (people, drills): `step` of confidence 0 to 5, `action` (ACCEPT ... ESCALATE), whether the place
    was marked, and whether it was put right."""

    step: Ints
    action: Ints
    located: Flags
    fixed: Flags


def able_people(people: int, streams: Streams) -> Abilities:
    """The abilities of people; the layers are not the same thing and go together only loosely."""
    draws = streams.normal((people, 4), "abilities")
    together = draws[:, 0]
    return Abilities(
        fluency=FLUENCY_SPREAD * together,
        discernment=np.maximum(DISCERNMENT + DISCERNMENT_SPREAD * (0.3 * together + 0.954 * draws[:, 1]), 0.0),
        leaning=LEANING_SPREAD * draws[:, 2],
        polish=np.maximum(POLISH + 0.3 * draws[:, 3], 0.0),
    )


def item_answers(fluency: Floats, slopes: Sequence[float], intercepts: Sequence[Sequence[float]], streams: Streams) -> Ints:
    """(people, items) the category that each person gives to each item: category k or above with the probability
    logistic(slope * fluency + intercept_k)."""
    luck = streams.uniform((len(fluency), len(slopes)), "item")
    given = np.empty(luck.shape, dtype=np.int64)
    for item, (slope, steps) in enumerate(zip(slopes, intercepts, strict=True)):
        reached = 1 / (1 + np.exp(-(slope * fluency[:, None] + np.asarray(steps)[None, :])))
        given[:, item] = (luck[:, item, None] < reached).sum(axis=1)
    return given


def drill_answers(abilities: Abilities, seeded: Flags, polished: Flags, streams: Streams) -> DrillAnswers:
    """Answers to drills that were shown with an error or without, raw or polished (each by person and drill).

    What somebody senses is normal about half of d' above the middle where there is an error, and as far below where there is
    none; the middle of the six steps lies at c (leaning). Who is sure acts on it, who is in doubt checks.
    """
    half = abilities.discernment[:, None] / 2
    hidden = abilities.polish[:, None] * (seeded & polished)
    sensed = streams.normal(seeded.shape, "sensed") + np.where(seeded, half, -half) - hidden
    cuts = abilities.leaning[:, None, None] + APART * np.arange(-2, 3)
    step = (sensed[:, :, None] > cuts).sum(axis=2)
    luck = streams.uniform((*seeded.shape, 3), "drill")
    sure = np.where(luck[:, :, 0] < 0.8, OVERRIDE, ESCALATE)
    action = np.select([step <= 1, step <= 3], [ACCEPT, VERIFY], sure)
    called = (step >= 3) & seeded
    located = called & (luck[:, :, 1] < LOCATED)
    return DrillAnswers(step, action, located, located & (luck[:, :, 2] < FIXED))


@dataclass(frozen=True)
class DrawnProcess:
    """A process that somebody redesigned: for each step its reason and what became of it (in the words of a canvas), hours from
    beginning to end and errors in a hundred before and after (None where nobody measured), whether it has authority and
    sponsor, and whether it outlived its trial."""

    reasons: tuple[str, ...]
    changes: tuple[str, ...]
    hours: tuple[float, float] | None
    errors: tuple[float, float] | None
    backed: bool
    outlived: bool


REASONS = ("speed", "memory", "availability", "consistency")


def moved_items(slopes: Floats, steps: Sequence[Sequence[float]], streams: Streams) -> tuple[list[float], list[list[float]]]:
    """Items as they are in truth, where authors expected them to have these slopes and intercepts: harder or easier, and telling
    people apart better or worse, than they thought."""
    draws = streams.normal((len(slopes), 2), "item truth")
    moved = [float(slope * np.exp(0.25 * draws[item, 0])) for item, slope in enumerate(slopes)]
    shifted = [[each + 0.5 * float(draws[item, 1]) for each in mine] for item, mine in enumerate(steps)]
    return moved, shifted


def drawn_processes(levels: Ints, each: int, streams: Streams) -> list[list[DrawnProcess]]:
    """For each person some processes that they redesigned. `levels` (1 to 4) is what they can do; a single process turns out one
    lower or one higher now and then."""
    luck = streams.uniform((len(levels), each), "process")
    shown = np.clip(levels[:, None] + np.select([luck < 0.15, luck > 0.85], [-1, 1], 0), 1, 4)
    reason = np.floor(streams.uniform((len(levels), each), "reason") * len(REASONS)).astype(np.int64)
    return [[_drawn(int(shown[person, at]), REASONS[reason[person, at]]) for at in range(each)] for person in range(len(levels))]


def _drawn(level: int, reason: str) -> DrawnProcess:
    """A process as somebody of a level leaves it: the lowest only adds AI, and the higher ones add it too."""
    first = "bolted_on" if level == 1 else "removed"
    measured = level >= 3
    return DrawnProcess(
        reasons=(reason, "speed", "control", "none"),
        changes=(first, "bolted_on", "kept", "kept"),
        hours=(40.0, 15.0) if measured else None,
        errors=(3.0, 3.0) if measured else None,
        backed=level >= 3,
        outlived=level == 4,
    )
