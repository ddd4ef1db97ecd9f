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
