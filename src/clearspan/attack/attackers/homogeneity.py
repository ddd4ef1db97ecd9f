"""Reads shown shares and bounds that say of nearly everyone in a group what each of them did."""

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.crowd import Crowds
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import Sheet
from clearspan.vocabulary.shape import Shape

READ = (Shape.SHARE, Shape.COUNT, Shape.DISTRIBUTION)
"""Shapes whose figure says how many people did something."""


def attack(seen: Seen) -> Haul:
    """Shown figures in which, whatever the noise, fewer people than the minimum stand on one side."""
    tally = Tally()
    for sheet, crowds in seen.sheets():
        card = seen.card(sheet.metric)
        if card.shape in READ and not card.headcount:
            _read(seen, sheet, crowds, tally)
    return tally.haul()


def _read(seen: Seen, sheet: Sheet, crowds: Crowds, tally: Tally) -> None:
    fewer, noise = seen.insider.minimums.count, seen.insider.noise * sheet.parts
    known = np.array([len(people) for people in crowds.sets], dtype=float)
    size = np.where(known > 0, known, sheet.denominator + seen.insider.noise)
    yes = np.where(np.isnan(sheet.numerator), sheet.value * sheet.denominator, sheet.numerator)
    most = (("did", yes + noise), ("did not", size - yes + noise))
    for index in range(len(sheet.places)):
        tally.tried()
        for which, side in most:
            if side[index] < fewer:
                what = f"Fewer people than the minimum {which}: of nearly each member it is known."
                tally.leak(what, max(int(side[index]), 0), sheet.where(index))


HOMOGENEITY = Attacker("homogeneity", "Reads groups in which nearly everyone is alike.", ("homogeneity",), attack)
