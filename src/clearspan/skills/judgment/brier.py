"""Whether people are as sure as they are right: the Brier score with its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.skills.interval import UNKNOWN, Estimate, mean
from clearspan.skills.judgment.attempt import STEPS, Attempt


@dataclass(frozen=True)
class Brier:
    """The Brier score (0 is perfect, 0.25 for saying 50% always) and its parts (Murphy 1973): score = miscalibration -
    resolution + uncertainty. `miscalibration` is how far stated and true rates lie apart, `resolution` how far the steps part
    sound from faulty, `uncertainty` what the mix of drills alone brings."""

    score: Estimate
    miscalibration: float
    resolution: float
    uncertainty: float


def brier(attempts: Sequence[Attempt]) -> Brier:
    """The score and its parts of some answers; NaN without any."""
    if not attempts:
        return Brier(UNKNOWN, *(UNKNOWN.value,) * 3)
    total = len(attempts)
    base = sum(each.seeded for each in attempts) / total
    miscalibration = resolution = 0.0
    for step in STEPS:
        mine = [each for each in attempts if each.confidence == step]
        if mine:
            came = sum(each.seeded for each in mine) / len(mine)
            miscalibration += len(mine) * (mine[0].probability - came) ** 2 / total
            resolution += len(mine) * (came - base) ** 2 / total
    score = mean([(each.probability - each.seeded) ** 2 for each in attempts])
    return Brier(score, miscalibration, resolution, base * (1 - base))
