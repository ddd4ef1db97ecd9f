"""Subtracts the figures of one group in two periods between which few people came or went."""

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import People
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen

Last = tuple[People, str]
"""The people of a group's last shown figure, and the figure's label."""


def attack(seen: Seen) -> Haul:
    """What follows from neighbouring shown periods of one group, and from periods of two kinds that end on one day."""
    tally = Tally()
    before: dict[tuple[object, ...], Last] = {}
    ending: dict[tuple[object, ...], Last] = {}
    for sheet, crowds in seen.sheets():
        for index, (place, people) in enumerate(zip(sheet.places, crowds.sets, strict=True)):
            if not len(people):
                continue
            here = (people, sheet.where(index))
            series = (sheet.metric, sheet.tool, sheet.category, place)
            _compare(seen, tally, before.get((*series, sheet.kind)), here, "since the period before")
            _compare(seen, tally, ending.get((*series, sheet.end)), here, "between two lengths of period that end on one day")
            before[*series, sheet.kind] = here
            ending[*series, sheet.end] = here
    return tally.haul()


def _compare(seen: Seen, tally: Tally, earlier: Last | None, now: Last, when: str) -> None:
    if earlier is None:
        return
    tally.tried()
    if earlier[0] is now[0] or abs(len(earlier[0]) - len(now[0])) >= seen.insider.minimums.count:
        return
    changed = len(np.setxor1d(earlier[0], now[0], assume_unique=True))
    if 1 <= changed < seen.insider.minimums.count:
        tally.leak(f"The group's people changed so little {when} that the change is theirs.", changed, earlier[1], now[1])


DATE_SHIFT = Attacker("date_shift", "Compares one group over periods between which few people came or went.", attack)
