"""Subtracts two shown figures whose people differ by fewer than the minimum; looks for shown figures of too few people."""

from clearspan.attack.attacker import Attacker
from clearspan.attack.crowd import Difference, close_pairs
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen


def attack(seen: Seen) -> Haul:
    """What follows from single figures, and from pairs of figures of the same metric, tool and period."""
    tally = Tally()
    _sizes(seen, tally)
    pairs: dict[object, list[Difference]] = {}
    for sheet, crowds in seen.sheets():
        if crowds.signature not in pairs:
            pairs[crowds.signature] = close_pairs(crowds.sets, seen.insider.minimums.count)
        tally.tried(len(crowds.sets) * (len(crowds.sets) - 1) // 2)
        for pair in pairs[crowds.signature]:
            what = "Two shown figures differ by so few people that subtracting them gives those people's own."
            tally.leak(what, len(pair.people), sheet.where(pair.first), sheet.where(pair.second))
    return tally.haul()


def _sizes(seen: Seen, tally: Tally) -> None:
    """Figures and bounds that are shown of fewer people than the minimum for rates."""
    minimums = seen.insider.minimums
    for cell, people in seen.told():
        tally.tried()
        least = minimums.sensitive if seen.card(cell.metric).sensitive else minimums.rate
        size = len(people) or (least if cell.denominator is None else cell.denominator + seen.insider.noise)
        if size < least:
            tally.leak("A figure of fewer people than the minimum is shown.", int(size), cell.label)


MINUS_ONE = Attacker("minus_one", "Subtracts two shown groups that differ by a few people.", ("minimum",), attack)
