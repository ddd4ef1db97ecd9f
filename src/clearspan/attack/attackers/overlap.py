"""Compares figures of the same group whose cohorts overlap: one tool and all tools, the licensed and the employed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import People
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import Place, Sheet
from clearspan.vocabulary.tool import ANY_TOOL

SAME_ACT = (("active_share", "active_licence_share"),)
"""Pairs of metrics that count the same act, of the employed and of the licensed."""


@dataclass(frozen=True)
class Told:
    """One told figure: the people it counts, its label, and its sheet."""

    people: People
    label: str
    sheet: Sheet


Slot = tuple[str, int, str, Place]
"""Kind of period, first day, category and place."""


def attack(seen: Seen) -> Haul:
    """What the difference of two overlapping cohorts says about the few who are in one of them only."""
    tally = Tally()
    kept: dict[str, dict[tuple[str, Slot], Told]] = {}
    paired = {name for pair in SAME_ACT for name in pair}
    for metric, told in _by_metric(seen):
        _tools(seen, told, tally)
        if metric in paired:
            kept[metric] = told
    for employed, licensed in SAME_ACT:
        _populations(seen, kept.get(employed, {}), kept.get(licensed, {}), tally)
    return tally.haul()


def _by_metric(seen: Seen) -> Iterator[tuple[str, dict[tuple[str, Slot], Told]]]:
    for metric, sheets in groupby(seen.sheets(), key=lambda sheet: sheet.metric):
        told: dict[tuple[str, Slot], Told] = {}
        for sheet in sheets:
            for index, (place, people) in enumerate(zip(sheet.places, seen.crowds(sheet).sets, strict=True)):
                slot = (sheet.kind, sheet.start, sheet.category, place)
                told[sheet.tool, slot] = Told(people, sheet.where(index), sheet)
        yield metric, told


def _tools(seen: Seen, told: dict[tuple[str, Slot], Told], tally: Tally) -> None:
    """One tool and all tools together: only who holds another tool's licence can make the difference."""
    tools = {tool for tool, _ in told} - {ANY_TOOL}
    others = _OtherHolders(seen, sorted(tools))
    for (tool, slot), part in told.items():
        whole = told.get((ANY_TOOL, slot))
        if tool == ANY_TOOL or whole is None:
            continue
        tally.tried()
        kind, start, *_ = slot
        both = np.union1d(part.people, whole.people)
        differ = np.union1d(np.intersect1d(both, others.of(tool, kind, start)), np.setxor1d(part.people, whole.people))
        if 1 <= len(differ) < seen.insider.minimums.count:
            what = "All tools less one tool gives the figure of the few who hold another tool."
            tally.leak(what, len(differ), whole.label, part.label)


class _OtherHolders:
    """Looks up who holds a licence of any tool but one."""

    def __init__(self, seen: Seen, tools: list[str]) -> None:
        self._chart = seen.chart
        self._tools = tools
        self._found: dict[tuple[str, str, int], People] = {}

    def of(self, tool: str, kind: str, start: int) -> People:
        """Holders of any of the tools but `tool` in a period."""
        key = (tool, kind, start)
        if key not in self._found:
            held = [self._chart.holders(other, kind, start) for other in self._tools if other != tool]
            self._found[key] = np.unique(np.concatenate(held)) if held else self._chart.nobody
        return self._found[key]


def _populations(
    seen: Seen, employed: dict[tuple[str, Slot], Told], licensed: dict[tuple[str, Slot], Told], tally: Tally
) -> None:
    """The employed and the licensed: the difference is the act of the few without a licence."""
    for key, wide in employed.items():
        narrow = licensed.get(key)
        if narrow is None:
            continue
        tally.tried()
        apart = len(np.setxor1d(wide.people, narrow.people, assume_unique=True))
        if 1 <= apart < seen.insider.minimums.count:
            what = "The employed less the licensed gives the figure of the few without a licence."
            tally.leak(what, apart, wide.label, narrow.label)


OVERLAP = Attacker("overlap", "Compares cohorts that overlap but for a few people.", attack)
