"""Adds and subtracts all shown figures of a period, over every way the organisation is divided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import People, Roll
from clearspan.attack.crowd import VANISHED, shadows
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.membership import Place
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import Sheet

HIDDEN = "hidden "
"""Before a dimension's name: all its groups that are not shown together."""

DEEPEST = 3
"""Most dimensions that are crossed, beside all of them; a crossing of more has hardly more than single people."""


@dataclass(frozen=True)
class Outcome:
    """How many sets of people were tried, and the sizes and descriptions of those that are computable."""

    tried: int
    computable: tuple[tuple[int, str], ...]


def attack(seen: Seen) -> Haul:
    """What follows from any linear combination of the figures of one metric, tool and period.

    Where all groups of which any metric tells something give nothing together, no metric's groups alone do: only where
    they do give something are the metrics taken one by one.
    """
    tally = Tally()
    told: dict[object, dict[Place, People]] = {}
    example: dict[object, Sheet] = {}
    for sheet, crowds in seen.sheets():
        told.setdefault(crowds.population, {}).update(zip(sheet.places, crowds.sets, strict=True))
        example.setdefault(crowds.population, sheet)
    together = {key: combine(seen, sheet, told[key]) for key, sheet in example.items()}
    known: dict[object, Outcome] = {}
    for sheet, crowds in seen.sheets():
        tally.tried(together[crowds.population].tried)
        if together[crowds.population].computable:
            if crowds.signature not in known:
                known[crowds.signature] = combine(seen, sheet, dict(zip(sheet.places, crowds.sets, strict=True)))
            for size, which in known[crowds.signature].computable:
                tally.leak(f"Adding and subtracting shown figures gives the figure of {which}.", size, sheet.label)
    return tally.haul()


def combine(seen: Seen, sheet: Sheet, shown: Mapping[Place, People]) -> Outcome:
    """The sets of fewer people than the minimum that the `shown` groups give in the sheet's period: crossings of groups, what
    is left of a shown group when a crossing is taken away, single people, pairs, and all hidden groups of a dimension."""
    roll = seen.chart.roll(sheet.kind, sheet.start)
    told = [people for people in shown.values() if len(people)]
    if roll is None or not told:
        return Outcome(0, ())
    fewer = seen.insider.minimums.count
    held = seen.whom(sheet).held
    counted = roll.people if held is None else np.intersect1d(roll.people, seen.chart.holders(held, sheet.kind, sheet.start))
    everyone = np.unique(np.concatenate([counted, *told]))
    weights = np.round(shadows(everyone, told), 9)
    codes = _codes(roll, everyone)
    codes |= _hidden(roll, codes, shown)
    found: dict[bytes, tuple[int, str]] = {}
    tried = 0
    for names, members in _crossings(codes, len(everyone)):
        sizes = np.bincount(members)
        few = np.flatnonzero(sizes < fewer)
        sums = np.column_stack([np.bincount(members, weights[:, side])[few] for side in (0, 1)])
        tried += len(sizes)
        for which in few[np.abs(sums).max(axis=1) < VANISHED].tolist():
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


def _hidden(roll: Roll, codes: Mapping[str, np.ndarray], shown: Iterable[Place]) -> dict[str, np.ndarray]:
    """For each dimension 1 a person whose group is not shown, else 0."""
    groups = {(dimension, group) for dimension, group in shown}
    return {
        f"{HIDDEN}{name}": np.isin(
            coded, [number for number, group in enumerate(roll.names[name]) if (name, group) in groups], invert=True
        ).astype(np.int64)
        for name, coded in codes.items()
    }


def _crossings(codes: Mapping[str, np.ndarray], people: int) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
    """Selections of up to DEEPEST dimensions, and of all of them, each with every person's crossing numbered from 0."""
    plain = [name for name in codes if not name.startswith(HIDDEN)]
    whole = np.zeros(people, dtype=np.int64)
    everything = whole
    for name in plain:
        everything = _crossed(everything, codes[name])
    yield tuple(plain), everything
    for name in codes:
        if name.startswith(HIDDEN):
            yield (name,), _crossed(whole, codes[name])
            yield from (((name, other), _crossed(_crossed(whole, codes[name]), codes[other])) for other in plain)
    yield from _deeper(plain, codes, (), whole)


def _deeper(
    names: list[str], codes: Mapping[str, np.ndarray], taken: tuple[str, ...], so_far: np.ndarray
) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
    for number, name in enumerate(names):
        crossed = _crossed(so_far, codes[name])
        yield (*taken, name), crossed
        if len(taken) + 1 < DEEPEST:
            yield from _deeper(names[number + 1 :], codes, (*taken, name), crossed)


def _crossed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.unique(one * (other.max() + 3) + other + 2, return_inverse=True)[1]


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
            if name.startswith(HIDDEN):
                continue
            groups, member = np.unique(coded[inside], return_inverse=True)
            sizes = np.bincount(member)
            left = len(people) - sizes
            if len(groups) < 2 or not ((left > 0) & (left < fewer)).any():
                continue
            sums = np.column_stack([np.bincount(member, weights[inside, side]) for side in (0, 1)])
            for which in np.flatnonzero((left > 0) & (left < fewer) & (np.abs(sums).max(axis=1) < VANISHED)).tolist():
                found.append((int(left[which]), f"the few of shown group {number} outside one group of {name}"))
    return found


MARGINS = Attacker("margins", "Adds and subtracts all shown figures of a period, over all dimensions.", ("complement",), attack)
