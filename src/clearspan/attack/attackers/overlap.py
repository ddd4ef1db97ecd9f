"""Compares figures of one group that overlap: one tool and all tools, the licensed and the employed, nested categories."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, permutations

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import NOBODY, People
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import SEPARATOR, Place
from clearspan.vocabulary.tool import ANY_TOOL

SAME_ACT = (("active_share", "active_licence_share"),)
"""Pairs of metrics that count the same act, of the employed and of the licensed."""

AT_WORK = ("active_share", "work_system_ai_share")
"""The use of all tools, by the employed and by those who worked in a work system, which stands in place of the tool."""

LADDER = "tiers"
RUNGS = {"habitual_share": frozenset({"habitual", "power"}), "power_share": frozenset({"power"})}
"""Metrics that count the people in some categories of the distribution LADDER."""


@dataclass(frozen=True)
class Told:
    """One told figure: the people it counts, its count and how many released counts that is made of, and its label."""

    people: People
    count: float
    parts: int
    label: str


Slot = tuple[str, int, str, Place]
"""Kind of period, first day, category and place."""


def attack(seen: Seen) -> Haul:
    """What the difference of two overlapping cohorts says about the few who are in one of them only."""
    tally = Tally()
    kept: dict[str, dict[tuple[str, Slot], Told]] = {}
    paired = {name for pair in (*SAME_ACT, AT_WORK) for name in pair} | {LADDER, *RUNGS}
    for metric, told in _by_metric(seen):
        if not seen.card(metric).headcount:
            _tools(seen, told, tally)
        if metric in paired:
            kept[metric] = told
    for employed, licensed in SAME_ACT:
        _populations(seen, kept.get(employed, {}), kept.get(licensed, {}), tally)
    wide, narrow = (kept.get(metric, {}) for metric in AT_WORK)
    for system in {tool for tool, _ in narrow}:
        there = {(ANY_TOOL, slot): told for (tool, slot), told in narrow.items() if tool == system}
        _populations(seen, wide, there, tally)
    _nested(seen, kept, tally)
    return tally.haul()


def _by_metric(seen: Seen) -> Iterator[tuple[str, dict[tuple[str, Slot], Told]]]:
    for metric, sheets in groupby(seen.sheets(), key=lambda pair: pair[0].metric):
        told: dict[tuple[str, Slot], Told] = {}
        for sheet, crowds in sheets:
            for index, (place, people) in enumerate(zip(sheet.places, crowds.sets, strict=True)):
                slot = (sheet.kind, sheet.start, sheet.category, place)
                count, parts = float(sheet.numerator[index]), int(sheet.parts[index])
                told[sheet.tool, slot] = Told(people, count, parts, sheet.where(index))
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
            self._found[key] = np.unique(np.concatenate(held)) if held else NOBODY
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
            what = "The employed less the licensed, or those at work in a system, gives the figure of the few others."
            tally.leak(what, apart, wide.label, narrow.label)


def _nested(seen: Seen, kept: dict[str, dict[tuple[str, Slot], Told]], tally: Tally) -> None:
    """Nested categories: a larger one less a smaller one tells how many stand between them."""
    groups: dict[tuple[str, str, int, Place], dict[frozenset[str], Told]] = {}
    for metric in (LADDER, *RUNGS):
        for (tool, (kind, start, category, place)), told in kept.get(metric, {}).items():
            which = RUNGS.get(metric) or frozenset(category.split(SEPARATOR))
            if len(told.people) and not math.isnan(told.count):
                groups.setdefault((tool, kind, start, place), {})[which] = told
    for rungs in groups.values():
        for inner, outer in permutations(rungs, 2):
            if inner < outer:
                _between(seen, rungs[inner], rungs[outer], tally)


def _between(seen: Seen, inner: Told, outer: Told, tally: Tally) -> None:
    tally.tried()
    if len(np.setxor1d(inner.people, outer.people, assume_unique=True)):
        return
    noise, fewer = seen.insider.noise * (inner.parts + outer.parts), seen.insider.minimums.count
    between = outer.count - inner.count
    most = min(between + noise, len(inner.people) - between + noise)
    if most < fewer:
        what = "Two nested figures leave fewer people than the minimum on one side."
        tally.leak(what, max(int(most), 0), outer.label, inner.label)


OVERLAP = Attacker("overlap", "Compares cohorts and categories that overlap but for a few people.", ("homogeneity",), attack)
