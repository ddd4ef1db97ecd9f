"""Adds and subtracts all shown figures of a period, over every way the organisation is divided."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import Roll
from clearspan.attack.crowd import VANISHED, Crowds, shadows
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import Sheet


@dataclass(frozen=True)
class Outcome:
    """How many sets of people were tried, and the sizes and descriptions of those that are computable."""

    tried: int
    computable: tuple[tuple[int, str], ...]


def attack(seen: Seen) -> Haul:
    """What follows from any linear combination of the figures of one metric, tool and period."""
    tally = Tally()
    known: dict[object, Outcome] = {}
    for sheet in seen.sheets():
        crowds = seen.crowds(sheet)
        if crowds.signature not in known:
            roll = seen.chart.roll(sheet.kind, sheet.start)
            known[crowds.signature] = combine(seen, sheet, crowds, roll) if roll else Outcome(0, ())
        outcome = known[crowds.signature]
        tally.tried(outcome.tried)
        for size, which in outcome.computable:
            tally.leak(f"Adding and subtracting shown figures gives the figure of {which}.", size, sheet.label)
    return tally.haul()


def combine(seen: Seen, sheet: Sheet, crowds: Crowds, roll: Roll) -> Outcome:
    """The computable sets of fewer people than the minimum: crossings of groups, what is left of a shown group when a crossing
    is taken away, single people, pairs, and all hidden groups of a dimension together."""
    fewer = seen.insider.minimums.count
    told = [people for people in crowds.sets if len(people)]
    whom = seen.whom(sheet)
    candidates = (
        roll.people if whom.held is None else np.intersect1d(roll.people, seen.chart.holders(whom.held, sheet.kind, sheet.start))
    )
    if not told or not len(candidates):
        return Outcome(0, ())
    everyone = np.unique(np.concatenate([candidates, *told]))
    weights = np.round(shadows(everyone, told), 9)
    codes = _codes(roll, everyone)
    hidden = _hidden(roll, everyone, sheet)
    found: dict[bytes, tuple[int, str]] = {}
    tried = 0
    for names in _selections(list(codes), list(hidden)):
        sizes, sums, members = _crossings(np.array([(codes | hidden)[name] for name in names]), weights)
        tried += len(sizes)
        for which in np.flatnonzero((sizes < fewer) & (np.abs(sums).max(axis=1) < VANISHED)).tolist():
            people = everyone[members == which]
            found.setdefault(people.tobytes(), (int(sizes[which]), f"the few at one crossing of {' and '.join(names)}"))
    tried += len(everyone) + len(everyone) * (len(everyone) - 1) // 2
    for pair in _pairs(weights):
        found.setdefault(everyone[pair].tobytes(), (len(pair), "one person" if len(pair) == 1 else "two people"))
    for size, which in _rests(told, everyone, weights, codes, fewer):
        found.setdefault(f"{which}".encode(), (size, which))
    return Outcome(tried, tuple(found.values()))


def _codes(roll: Roll, everyone: np.ndarray) -> dict[str, np.ndarray]:
    at = np.minimum(np.searchsorted(roll.people, everyone), max(len(roll.people) - 1, 0))
    known = roll.people[at] == everyone
    coded = {name: np.where(known, codes[at], -2) for name, codes in roll.codes.items()}
    return {name: codes for name, codes in coded.items() if len(np.unique(codes)) > 1}


def _hidden(roll: Roll, everyone: np.ndarray, sheet: Sheet) -> dict[str, np.ndarray]:
    """For each dimension 1 a person whose group is not shown, else 0."""
    found = {}
    for name, codes in _codes(roll, everyone).items():
        shown = [
            roll.names[name].index(group) for dimension, group in sheet.places if dimension == name and group in roll.names[name]
        ]
        found[f"hidden {name}"] = np.isin(codes, shown, invert=True).astype(np.int64)
    return found


def _selections(names: list[str], hidden: list[str]) -> list[tuple[str, ...]]:
    crossed = [chosen for size in range(1, len(names) + 1) for chosen in combinations(names, size)]
    return [*crossed, *((one,) for one in hidden), *((one, other) for one in hidden for other in names)]


def _crossings(codes: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sizes, summed shadows, and each person's crossing number, over the non-empty crossings of the groups in `codes`."""
    mixed = np.zeros(codes.shape[1], dtype=np.int64)
    for row in codes:
        _, mixed = np.unique(mixed * (row.max() + 3) + row + 2, return_inverse=True)
    height = int(mixed.max()) + 1
    sums = np.column_stack([np.bincount(mixed, weights[:, side], minlength=height) for side in (0, 1)])
    return np.bincount(mixed, minlength=height), sums, mixed


def _pairs(weights: np.ndarray) -> list[list[int]]:
    """Indices of the single people, and of the pairs, whose shadows vanish."""
    alone = [[int(index)] for index in np.flatnonzero(np.abs(weights).max(axis=1) < VANISHED)]
    order = np.argsort(weights[:, 0])
    ascending = weights[order, 0]
    partner = np.searchsorted(ascending, -ascending - VANISHED)
    found = []
    for first in np.flatnonzero(partner < len(order)).tolist():
        second = int(partner[first])
        if second > first and np.abs(weights[order[first]] + weights[order[second]]).max() < VANISHED:
            found.append(sorted((int(order[first]), int(order[second]))))
    return alone + [pair for pair in found if [pair[0]] not in alone]


def _rests(
    told: list[np.ndarray], everyone: np.ndarray, weights: np.ndarray, codes: dict[str, np.ndarray], fewer: int
) -> list[tuple[int, str]]:
    """Few people left of a shown group when one of its computable crossings with another group is taken away."""
    found = []
    for number, people in enumerate(told):
        inside = np.searchsorted(everyone, people)
        for name, coded in codes.items():
            groups, member = np.unique(coded[inside], return_inverse=True)
            sizes = np.bincount(member)
            left = len(people) - sizes
            if len(groups) < 2 or not ((left > 0) & (left < fewer)).any():
                continue
            sums = np.column_stack([np.bincount(member, weights[inside, side]) for side in (0, 1)])
            for which in np.flatnonzero((left > 0) & (left < fewer) & (np.abs(sums).max(axis=1) < VANISHED)).tolist():
                found.append((int(left[which]), f"the few of shown group {number} outside one group of {name}"))
    return found


MARGINS = Attacker("margins", "Adds and subtracts all shown figures of a period, over all dimensions.", attack)
