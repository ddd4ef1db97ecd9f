"""Subtracts the shown parts of a division, department or organisation from the whole."""

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import People, Roll
from clearspan.attack.crowd import Crowds
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import Place, Sheet
from clearspan.vocabulary.grid import TREE

Rest = tuple[int, tuple[int, ...], int]
"""Index of the whole, indices of its shown parts, and how many people are left between them."""


def attack(seen: Seen) -> Haul:
    """What is left of every shown whole when its shown parts are taken away."""
    tally = Tally()
    known: dict[object, list[Rest]] = {}
    for sheet, crowds in seen.sheets():
        if crowds.signature not in known:
            roll = seen.chart.roll(sheet.kind, sheet.start)
            known[crowds.signature] = rests(sheet, crowds, roll) if roll else []
        for whole, parts, left in known[crowds.signature]:
            tally.tried()
            if 1 <= left < seen.insider.minimums.count:
                what = f"A whole less its {len(parts)} shown parts gives the figure of the few people left."
                tally.leak(what, left, sheet.where(whole), *map(sheet.where, parts))
    return tally.haul()


def rests(sheet: Sheet, crowds: Crowds, roll: Roll) -> list[Rest]:
    """Every shown whole with shown parts, its parts at each level below, and the size of what is left."""
    index = {place: number for number, place in enumerate(sheet.places)}
    below = _Below(roll, index)
    found: dict[tuple[int, tuple[int, ...]], Rest] = {}
    for depth, dimension in enumerate(TREE[:-1]):
        for place, whole in index.items():
            if place[0] != dimension:
                continue
            for lower in range(depth + 1, len(TREE)):
                parts = tuple(sorted(below.parts(place, lower)))
                if parts and (whole, parts) not in found:
                    left = _left(crowds.sets[whole], [crowds.sets[part] for part in parts])
                    found[whole, parts] = (whole, parts, left)
    return list(found.values())


class _Below:
    """Finds the shown groups below a group; a hidden group stands for the shown groups below it."""

    def __init__(self, roll: Roll, index: dict[Place, int]) -> None:
        self._roll = roll
        self._index = index
        self._number = {name: {group: i for i, group in enumerate(groups)} for name, groups in roll.names.items()}

    def parts(self, place: Place, depth: int) -> set[int]:
        """Indices of the shown groups at TREE[depth] and, where one is hidden, deeper, that cover part of the place."""
        if depth >= len(TREE) or TREE[depth] not in self._roll.codes:
            return set()
        inside = self._inside(place)
        names = self._roll.names[TREE[depth]]
        numbers = np.unique(self._roll.codes[TREE[depth]][inside])
        found: set[int] = set()
        for number in numbers[numbers >= 0].tolist():
            child = (str(TREE[depth]), names[number])
            if child in self._index:
                found.add(self._index[child])
            else:
                found |= self.parts(child, depth + 1)
        return found

    def _inside(self, place: Place) -> np.ndarray:
        number = self._number.get(place[0], {}).get(place[1], -2)
        return np.flatnonzero(self._roll.codes[place[0]] == number) if place[0] in self._roll.codes else np.empty(0, int)


def _left(whole: People, parts: list[People]) -> int:
    everyone = np.concatenate([whole, *parts])
    sign = np.concatenate([np.ones(len(whole)), *(-np.ones(len(part)) for part in parts)])
    _, place = np.unique(everyone, return_inverse=True)
    return int(np.count_nonzero(np.bincount(place, sign)))


HIERARCHY = Attacker("hierarchy", "Subtracts the shown parts of a group from the group above them.", ("complement",), attack)
