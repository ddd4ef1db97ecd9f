"""Of whom each published group consists, worked out from the chart and from what the cells say about their members.

A cell says as of which day its members are counted: the last day of a week, month or quarter, for periods of all lengths lie
on one line of time. The published rule is: whoever is still counted in an unchanged group is
not yet counted in another group of the same dimension. So the members of a group are those of its day, less those who
were in an unchanged group of that dimension when that day's period was published.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clearspan.attack.chart import NOBODY, Chart, Counted, People
from clearspan.attack.observed import Observed

Place = tuple[str, str]
"""Dimension and group."""

DEPTH = 60
"""Most periods that are followed back for one group."""


@dataclass(frozen=True)
class Stated:
    """What a cell says about its members."""

    place: Place
    as_of: int
    unchanged: bool


@dataclass(frozen=True)
class Statement:
    """What the cells of one metric, tool and period say about their members; `start` and `end` are the period's days."""

    kind: str
    start: int
    end: int
    stated: tuple[Stated, ...]


def statement_of(cells: list[Observed]) -> Statement:
    """The statement of the cells of one metric, tool and period."""
    first = cells[0]
    stated = {
        (cell.dimension, cell.group): Stated(
            (cell.dimension, cell.group),
            cell.end_day if cell.members_as_of is None else cell.members_as_of,
            cell.unchanged,
        )
        for cell in cells
    }
    return Statement(first.kind, first.start_day, first.end_day, tuple(stated.values()))


class Memberships:
    """Looks up the people of published groups; equal statements about equal populations share their answer.

    Statements are told apart by identity, which is quick: `one_of` gives equal ones a common identity first.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._common: dict[Statement, Statement] = {}
        self._known: dict[tuple[int, tuple[str | None, bool]], dict[Place, People]] = {}

    def one_of(self, statement: Statement) -> Statement:
        """The first statement that was equal to this one."""
        return self._common.setdefault(statement, statement)

    def people(self, now: Statement, whom: Counted, before: Callable[[int], Statement | None]) -> dict[Place, People]:
        """The people of every place of a statement that `one_of` gave; `before` gives a statement about the same population,
        likewise, whose period ended on an earlier day, whatever its length."""
        return self._people(now, whom, before, DEPTH)

    def _people(
        self, now: Statement, whom: Counted, before: Callable[[int], Statement | None], depth: int
    ) -> dict[Place, People]:
        key = (id(now), whom.whom)
        if key in self._known:
            return self._known[key]
        found: dict[Place, People] = {}
        kept: dict[str, list[People]] = {}
        for one in now.stated:
            if one.as_of != now.end:
                found[one.place] = self._earlier(one, now, whom, before, depth)
                if one.unchanged:
                    kept.setdefault(one.place[0], []).append(found[one.place])
        still = {dimension: np.unique(np.concatenate(listed)) for dimension, listed in kept.items()}
        for one in now.stated:
            if one.place not in found:
                today = self._chart.counted(*one.place, now.kind, now.end, whom)
                taken = still.get(one.place[0])
                found[one.place] = today if taken is None else np.setdiff1d(today, taken, assume_unique=True)
        self._known[key] = found
        return found

    def _earlier(
        self, one: Stated, now: Statement, whom: Counted, before: Callable[[int], Statement | None], depth: int
    ) -> People:
        """The people of a place whose members are those of an earlier period."""
        if one.as_of < 0:
            return NOBODY
        then = before(one.as_of) if depth and one.as_of < now.end else None
        if then is None:
            return self._chart.counted(*one.place, now.kind, one.as_of, whom)
        return self._people(then, whom, before, depth - 1).get(one.place, NOBODY)
