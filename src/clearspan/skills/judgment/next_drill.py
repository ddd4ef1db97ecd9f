"""Which drill somebody gets next, and whether with its error: by the hidden share of its set, so that counting does not help."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clearspan.skills.drills.drill import Drill, DrillSet
from clearspan.skills.judgment.attempt import Attempt


@dataclass(frozen=True)
class Choice:
    """A drill as it is to be shown, and how likely just this was to be drawn."""

    drill: Drill
    seeded: bool
    polished: bool
    propensity: float


def choose_drill(
    drills: DrillSet, done: Sequence[Attempt], seed: int, wanted: Iterable[str] | None = None, *, today: int | None = None
) -> Choice | None:
    """The next drill of a set for somebody who did some; None where none is left. The same for the same seed and history.

    A drill that was done is never shown again in any form: its twin would give it away. Each is seeded with the hidden share of
    the set, whatever came before. Raw and polished take turns within the seeded and within the clean ones. `wanted` are names
    of skills to practise first; with `today`, drills whose review is overdue are left out.
    """
    seen = {each.drill for each in done}
    left = [drill for drill in drills.drills if drill.name not in seen and (today is None or today <= drill.upkeep.review_by)]
    skills = set(wanted or ())
    fitting = [drill for drill in left if skills & set(drill.skills)] or left
    if not fitting:
        return None
    chance = random.Random(f"{seed}:{drills.family}:{len(done)}")
    drill = chance.choice(fitting)
    seeded = chance.random() < drills.seeded_share
    often = [sum(each.polished is polished and each.seeded is seeded for each in done) for polished in (False, True)]
    polished = chance.random() < 0.5 if often[0] == often[1] else often[1] < often[0]
    likely = (drills.seeded_share if seeded else 1 - drills.seeded_share) / len(fitting)
    return Choice(drill, seeded, polished, likely * (0.5 if often[0] == often[1] else 1.0))
