"""In which form somebody gets a drill: with its error or clean, by the hidden share of its set, so that counting does not
help."""

import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """How a drill is shown: with its error or clean, polished or raw."""

    seeded: bool
    polished: bool


def drawn_form(share: float, done: Sequence[Form], key: str) -> Form:
    """The form of the next drill for somebody who did some in these forms. `key` (person and drill) makes it the same each
    time.

    Whatever came before, a drill is seeded with the `share` of its set. Raw and polished take turns within the seeded and
    within the clean ones, so that what polish does is told by as few drills as can be.
    """
    chance = random.Random(key)
    seeded, coin = chance.random() < share, chance.random() < 0.5
    raw, polished = (sum(each == Form(seeded, finish) for each in done) for finish in (False, True))
    return Form(seeded, coin if raw == polished else polished < raw)
