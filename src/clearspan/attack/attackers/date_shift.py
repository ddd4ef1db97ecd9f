"""Subtracts the figures of one group in two periods between which few people came or went."""

from collections.abc import Mapping

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import People
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen

Last = tuple[People, str]
"""The people of a group's last shown figure, and the figure's label."""

SAME_KIND, SAME_END = "since the period before", "between two lengths of period that end on one day"


def attack(seen: Seen) -> Haul:
    """What follows from neighbouring shown periods of one group, and from periods of two kinds that end on one day."""
    tally = Tally()
    before: dict[tuple[object, ...], Last] = {}
    ending: dict[tuple[object, ...], Last] = {}
    gone = _Gone(seen.insider.left)
    for sheet, crowds in seen.sheets():
        for index, (place, people) in enumerate(zip(sheet.places, crowds.sets, strict=True)):
            if not len(people):
                continue
            here = (people, sheet.where(index))
            series = (sheet.metric, sheet.tool, sheet.category, place)
            last = before.get((*series, sheet.kind))
            _compare(seen, tally, last, here, SAME_KIND)
            _compare(seen, tally, ending.get((*series, sheet.end)), here, SAME_END)
            if last is not None and gone.of(people, sheet.start) > len(people) - seen.insider.minimums.count:
                _few_stay(tally, last, here, len(people) - gone.of(people, sheet.start))
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


def _few_stay(tally: Tally, earlier: Last, now: Last, stay: int) -> None:
    """An unchanged group counts people who left as they last were: only the others' figures can have changed."""
    if stay and np.array_equal(earlier[0], now[0]):
        tally.leak("So few of an unchanged group's people have stayed that every change is theirs.", stay, earlier[1], now[1])


class _Gone:
    """Counts the people of a group who had left before a day."""

    def __init__(self, left: Mapping[int, int]) -> None:
        order = sorted(left)
        self._people = np.array(order, dtype=np.int64)
        self._days = np.array([left[person] for person in order], dtype=np.int64)

    def of(self, people: People, day: int) -> int:
        """How many of the people left before the day."""
        if not len(self._people):
            return 0
        at = np.minimum(np.searchsorted(self._people, people), len(self._people) - 1)
        return int(((self._people[at] == people) & (self._days[at] < day)).sum())


DATE_SHIFT = Attacker(
    "date_shift", "Compares one group over periods between which few people came or went.", ("membership",), attack
)
