"""One measure's contributions for one tool and kind of period, laid out by person, period after period."""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints, integers, numbers, texts
from clearspan.privacy.release.measure import Measure
from clearspan.privacy.release.people import Registry
from clearspan.vocabulary.period import PeriodKind

NO_CATEGORY = -1


@dataclass(frozen=True)
class Values:
    """What each person contributes, (people,). Only people who are `counted` add to a denominator."""

    counted: Bools
    value: Floats
    weight: Floats
    category: Ints


@dataclass(frozen=True)
class Contributions:
    """A measure's rows, read once: places, starts, numbers and category positions, by tool and kind."""

    place: Ints
    start: Ints
    value: Floats
    weight: Floats
    category: Ints
    rows: dict[tuple[str, PeriodKind], Ints]
    """Row numbers by tool and kind, in order of start."""
    told: dict[tuple[PeriodKind, int], frozenset[str]]
    """The tools of which there is any row, by period."""

    def tools(self, kind: PeriodKind, start: int) -> frozenset[str]:
        """The tools of which there is any row in a period."""
        return self.told.get((kind, start), frozenset())


def read_contributions(measure: Measure, registry: Registry) -> Contributions:
    """The contributions of a measure; rows of people whom the registry does not know are left out."""
    table = measure.contributions
    place, start = registry.places(integers(table, "person")), integers(table, "start")
    value, weight = np.nan_to_num(numbers(table, "value")), np.nan_to_num(numbers(table, "weight"))
    order = {name: at for at, name in enumerate(measure.categories)}
    stated = texts(table, "category")
    lookup = np.array([*(order.get(name, NO_CATEGORY) for name in stated.names), NO_CATEGORY], dtype=np.int64)
    tools, kinds = texts(table, "tool"), texts(table, "kind")
    rows: dict[tuple[str, PeriodKind], Ints] = {}
    for tool_code, tool in enumerate(tools.names):
        for kind_code, kind in enumerate(kinds.names):
            found = np.flatnonzero((tools.codes == tool_code) & (kinds.codes == kind_code) & (place >= 0))
            if len(found):
                rows[(tool, PeriodKind(kind))] = found[np.argsort(start[found], kind="stable")]
    told: dict[tuple[PeriodKind, int], set[str]] = {}
    for (tool, kind), found in rows.items():
        for first in np.unique(start[found]).tolist():
            told.setdefault((kind, first), set()).add(tool)
    by_period = {period: frozenset(names) for period, names in told.items()}
    return Contributions(place, start, value, weight, lookup[stated.codes], rows, by_period)


class Ledger:
    """Each person's row of the period and, for people who have left, the last row before it."""

    def __init__(self, contributions: Contributions, tool: str, kind: PeriodKind, people: int) -> None:
        self._from = contributions
        self._rows = contributions.rows.get((tool, kind), np.zeros(0, dtype=np.int64))
        self._starts = contributions.start[self._rows]
        self._read = 0
        self._last = np.full(people, -1, dtype=np.int64)

    def has(self, start: int) -> bool:
        """Whether there is any row in the period that starts at `start`."""
        return _first_of(self._starts, start) is not None

    def at(self, start: int, present: Bools) -> Values:
        """The values in the period that starts at `start`; ask in order of time. A person who is `present` counts only with
        a row of this very period; another one, kept by an unchanged group, with the last row up to now."""
        stop = int(np.searchsorted(self._starts, start, side="right"))
        fresh = self._rows[self._read : stop]
        self._last[self._from.place[fresh]] = fresh
        self._read = stop
        row = self._last
        current = (row >= 0) & (self._from.start[row] == start)
        usable = (row >= 0) & (current | ~present)
        weight = np.where(usable, self._from.weight[row], 0.0)
        counted = usable & (weight > 0)
        return Values(
            counted,
            np.where(counted, self._from.value[row], 0.0),
            np.where(counted, weight, 0.0),
            np.where(counted, self._from.category[row], NO_CATEGORY),
        )


def _first_of(starts: Ints, start: int) -> int | None:
    """Position of the first row of a period among ascending starts; None where there is none."""
    at = int(np.searchsorted(starts, start))
    return at if at < len(starts) and int(starts[at]) == start else None
