"""A panel's units by cohort, and every comparison of a cohort and a period that can be made among them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clearspan.proof.choices import Base, Choices, Comparison
from clearspan.proof.panel import NEVER, Panel


@dataclass(frozen=True)
class Cell:
    """A cohort and a period, the period that it is compared with (positions), and where the two sides lie among sorted units."""

    group: int
    time: int
    base: int
    treated: slice
    untreated: tuple[slice, ...]


class SortedUnits:
    """A panel's units by cohort, so that each side of a comparison is one or two slices; those treated all along are left out."""

    def __init__(self, panel: Panel, choices: Choices) -> None:
        first, last = int(panel.times[0]), int(panel.times[-1])
        cohort = panel.cohort.copy()
        cohort[(cohort != NEVER) & (cohort > last + choices.anticipation)] = NEVER
        kept = (cohort == NEVER) | (cohort > first + choices.anticipation)
        self.dropped = int((~kept).sum())
        order = np.flatnonzero(kept)[np.argsort(cohort[kept], kind="stable")]
        self.order, self.cohort, self.cluster = order, cohort[order], panel.cluster[order]
        self.starts, at = np.unique(self.cohort, return_index=True)
        self.edges = np.append(at, len(order))
        self.has_never = bool(len(self.starts)) and self.starts[-1] == NEVER
        self.times, self.choices = panel.times, choices

    def side(self, place: int) -> slice:
        """Where a cohort's units lie."""
        return slice(int(self.edges[place]), int(self.edges[place + 1]))

    def groups(self) -> list[int]:
        """Places of the cohorts that have someone to be compared with; without never-treated, the last has no one."""
        return list(range(max(len(self.starts) - 1, 0)))

    def cells(self) -> Iterator[Cell]:
        """Every comparison, by cohort and period."""
        ahead, universal = self.choices.anticipation, self.choices.base is Base.UNIVERSAL
        for place in self.groups():
            start = self.starts[place]
            before = np.flatnonzero(self.times + ahead < start)
            for time in range(0 if universal else 1, len(self.times)):
                base = int(before[-1]) if universal or start <= self.times[time] else time - 1
                untreated = self._untreated(place, max(time, base))
                if untreated:
                    yield Cell(place, time, base, self.side(place), untreated)

    def _untreated(self, place: int, until: int) -> tuple[slice, ...]:
        total = int(self.edges[-1])
        if self.choices.comparison is Comparison.NEVER:
            return (self.side(len(self.starts) - 1),) if self.has_never else ()
        after = int(np.searchsorted(self.starts, self.times[until] + self.choices.anticipation, side="right"))
        if after > place:
            return (slice(int(self.edges[after]), total),) if self.edges[after] < total else ()
        own = self.side(place)
        return tuple(
            each for each in (slice(int(self.edges[after]), own.start), slice(own.stop, total)) if each.start < each.stop
        )

    def groups_in(self, side: tuple[slice, ...]) -> list[int]:
        """The places of the cohorts that lie in slices."""
        return [place for place in range(len(self.starts)) if any(part.start <= self.edges[place] < part.stop for part in side)]
