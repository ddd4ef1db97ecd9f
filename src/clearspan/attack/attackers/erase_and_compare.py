"""Compares what was shown before somebody was erased or data were restated with what is shown after."""

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import People
from clearspan.attack.compare import by_key, clash_of, compared
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.observed import Observed, observed_rows
from clearspan.attack.seen import Seen
from clearspan.attack.union import VERSIONED


def attack(seen: Seen) -> Haul:
    """Released cells that changed or vanished, cells released twice, and changes that are an erased person's."""
    tally = Tally()
    _against_earlier(seen, tally)
    for name, view in seen.views.items():
        rows = view.group_by(list(VERSIONED)).aggregate([("group", "count")]) if view.num_rows else view
        tally.tried(rows.num_rows)
        if rows.num_rows != view.num_rows:
            _released_twice(observed_rows(view), name, tally)
    if seen.insider.erased:
        _after_erasure(seen, tally)
    return tally.haul()


def _against_earlier(seen: Seen, tally: Tally) -> None:
    both, clashes = compared(seen.earlier, seen.every_version)
    tally.tried(seen.earlier.num_rows)
    for clash in clashes:
        tally.leak(f"A released cell changed: {clash.about}; the change is that of the few who were erased.", 0, clash.cell)
    if both != seen.earlier.num_rows:
        now = by_key(seen.every_version)
        for cell in observed_rows(seen.earlier):
            if cell.key not in now:
                tally.leak("A released cell is gone; that it is tells of the few who were erased.", 0, cell.label)


def _released_twice(cells: list[Observed], surface: str, tally: Tally) -> None:
    first: dict[tuple[object, ...], Observed] = {}
    for cell in cells:
        known = first.setdefault((*cell.key, cell.metric_version), cell)
        clash = clash_of(known, cell)
        if clash:
            tally.leak(f"A cell was released twice on the {surface}: {clash.about}.", 0, cell.label)


def _after_erasure(seen: Seen, tally: Tally) -> None:
    """Changes between neighbouring shown figures of a group that few people left, an erased one among them."""
    erased = np.array(sorted(seen.insider.erased), dtype=np.int64)
    before: dict[tuple[object, ...], tuple[People, str]] = {}
    for sheet, crowds in seen.sheets():
        for index, (place, people) in enumerate(zip(sheet.places, crowds.sets, strict=True)):
            series = (sheet.metric, sheet.tool, sheet.category, sheet.kind, place)
            last = before.get(series)
            before[series] = (people, sheet.where(index))
            if last is None or not np.isin(erased, last[0]).any():
                continue
            tally.tried()
            apart = np.setxor1d(last[0], people, assume_unique=True)
            if np.isin(erased, apart).any() and len(apart) < seen.insider.minimums.count:
                what = "The next figure after an erasure differs by so few people that the change is theirs."
                tally.leak(what, len(apart), last[1], sheet.where(index))


ERASE_AND_COMPARE = Attacker("erase_and_compare", "Compares figures from before and after an erasure.", ("once",), attack)
