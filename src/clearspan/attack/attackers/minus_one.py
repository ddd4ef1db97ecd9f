"""Subtracts two shown figures whose people differ by fewer than the minimum; looks for shown figures of too few people."""

from clearspan.attack.attacker import Attacker
from clearspan.attack.crowd import Difference, close_pairs
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import Sheet


def attack(seen: Seen) -> Haul:
    """What follows from single figures, and from pairs of figures of the same metric, tool and period."""
    tally = Tally()
    pairs: dict[object, list[Difference]] = {}
    for sheet in seen.sheets():
        crowds = seen.crowds(sheet)
        least = _least(seen, sheet)
        for index, people in enumerate(crowds.sets):
            tally.tried()
            size = len(people) or sheet.denominator[index] + seen.insider.noise
            if 1 <= size < least:
                tally.leak("A figure of fewer people than the minimum is shown.", int(size), sheet.where(index))
        if crowds.signature not in pairs:
            pairs[crowds.signature] = close_pairs(crowds.sets, seen.insider.minimums.count)
        tally.tried(len(crowds.sets) * (len(crowds.sets) - 1) // 2)
        for pair in pairs[crowds.signature]:
            what = "Two shown figures differ by so few people that subtracting them gives those people's own."
            tally.leak(what, len(pair.people), sheet.where(pair.first), sheet.where(pair.second))
    return tally.haul()


def _least(seen: Seen, sheet: Sheet) -> int:
    minimums = seen.insider.minimums
    return minimums.sensitive if seen.card(sheet.metric).sensitive else minimums.rate


MINUS_ONE = Attacker("minus_one", "Subtracts two shown groups that differ by a few people.", attack)
