"""Looks for findings about too few people, and for two findings whose people differ by too few."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from clearspan.attack.attacker import SURFACE, Attacker
from clearspan.attack.chart import NOBODY, Chart, People
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.told import JOINED, Told


def attack(seen: Seen) -> Haul:
    """Findings of fewer people than the minimum; and pairs of findings of one kind and quarter that say different things of
    groups which differ by fewer people than the minimum for counts, so that the difference speaks of those."""
    tally = Tally()
    minimums = seen.insider.minimums
    by_sheet: dict[tuple[str, str], list[tuple[Told, People]]] = {}
    for told in seen.findings():
        if told.silent:
            continue
        people = people_of(seen.chart, told)
        tally.tried()
        least = minimums.sensitive if told.sensitive else minimums.rate
        if 0 < len(people) < least:
            tally.leak("A finding speaks of fewer people than the minimum.", len(people), told.label)
        by_sheet.setdefault((told.kind, told.period), []).append((told, people))
    for sheet in by_sheet.values():
        _compared(sheet, minimums.count, tally)
    return tally.haul()


def people_of(chart: Chart, told: Told) -> People:
    """Who is in the group, or the groups together, at the end of the finding's quarter; nobody where that is not known."""
    roll = chart.roll(*told.quarter) if told.quarter else None
    if roll is None:
        return NOBODY
    whole = roll.group(told.dimension, told.group)
    if len(whole) or JOINED not in told.group:
        return whole
    parts = [roll.group(told.dimension, part) for part in told.group.split(JOINED)]
    return np.unique(np.concatenate(parts))


def _compared(sheet: Sequence[tuple[Told, People]], fewest: int, tally: Tally) -> None:
    """Only groups that share somebody can differ by a few."""
    holders: dict[int, list[int]] = {}
    for place, (_, people) in enumerate(sheet):
        for person in people.tolist():
            holders.setdefault(person, []).append(place)
    pairs = {pair for places in holders.values() for pair in combinations(sorted(set(places)), 2)}
    for first, second in sorted(pairs):
        (one, ones), (other, others) = sheet[first], sheet[second]
        tally.tried()
        apart = len(np.setxor1d(ones, others, assume_unique=True))
        if 1 <= apart < fewest and one.content != other.content:
            what = "Two findings differ, and their groups differ by so few people that it speaks of those."
            tally.leak(what, apart, one.label, other.label)


SMALL_FINDINGS = Attacker(
    "small_findings",
    "Looks for findings about few people, alone or as the difference of two.",
    (f"{SURFACE}a finding speaks of at least eight people, of ten where answers are in it, and so does the difference of two",),
    attack,
)
