"""Everything that a metric may look at, loaded once: the facts, the calendar, and the tables that metrics share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from clearspan.metrics.coverage import Coverage, read_coverage
from clearspan.metrics.cutoffs import FIRST, WINDOW_WEEKS, Cutoffs
from clearspan.metrics.expression import Column, Materialise, Table, in_memory, kept_in
from clearspan.metrics.first_use import first_use
from clearspan.metrics.licensed import licence_spells, licensed
from clearspan.metrics.members import members
from clearspan.metrics.set_aside import find_show, unshown_places, without_later, without_show
from clearspan.metrics.show import counted_weeks
from clearspan.metrics.staff import employment, staff
from clearspan.metrics.standing import rolling, standing
from clearspan.metrics.time_grid import TimeGrid, calendar_rows, period_rows, spine_rows, week_rows
from clearspan.metrics.use import use
from clearspan.metrics.weekly import known_feeds, places, reported, weekly


class FactTables(Protocol):
    """The tables of facts that metrics read, as table expressions of one engine."""

    @property
    def backend(self) -> Any: ...

    @property
    def person_spell(self) -> Column: ...

    @property
    def usage(self) -> Column: ...

    @property
    def licence(self) -> Column: ...

    @property
    def price(self) -> Column: ...

    @property
    def work_item(self) -> Column: ...

    @property
    def activity(self) -> Column: ...

    @property
    def answer(self) -> Column: ...

    @property
    def tie(self) -> Column: ...

    @property
    def training(self) -> Column: ...

    @property
    def sharing(self) -> Column: ...


@dataclass(frozen=True, eq=False)
class Facts:
    """The frozen input of every metric. Days are day numbers, flags 1 or 0; each table's columns are described where it
    is made (calendar, periods and week_rows in `time_grid`, sent in `show`, the others in the module of their name). `show` are
    the weeks that look like show: they are set aside in all the others but `sent`."""

    first_day: int
    last_day: int
    cutoffs: Cutoffs
    coverage: Coverage
    person_spell: Table
    usage: Table
    licence: Table
    price: Table
    work_item: Table
    activity: Table
    answer: Table
    tie: Table
    training: Table
    sharing: Table
    sent: Table
    show: Table
    calendar: Table
    periods: Table
    week_rows: Table
    covered: Table
    members: Table
    employment: Table
    staff: Table
    weekly: Table
    use: Table
    places: Table
    standing: Table
    first_use: Table
    licence_spells: Table
    licensed: Table
    keep: Materialise
    _made: dict[str, Table] = field(default_factory=dict[str, Table], init=False)

    def once(self, name: str, make: "Callable[[Facts], Table]") -> Table:
        """What `make` gives, computed when it is first asked for: for tables that a few metrics share."""
        if name not in self._made:
            self._made[name] = self.keep(make(self), name)
        return self._made[name]


STORED = ("person_spell", "usage", "licence", "price", "work_item", "activity", "answer", "tie", "training", "sharing")
"""Tables of facts that metrics read as they are stored."""


def load_facts(
    tables: FactTables,
    first_day: int,
    last_day: int,
    *,
    closed: int | None = None,
    cutoffs: Cutoffs = FIRST,
    materialise: Materialise | None = None,
) -> Facts:
    """The facts from `first_day` to `last_day` (inclusive) and the tables derived from them, each computed once.

    `closed` is the last day on which no source's restatement window is open: nothing after it is looked at, so that a
    later load gives the same figures for the same periods. `materialise(expression, name)` computes a table and returns
    where it is kept; without it, temporary tables of `tables.backend` are used.
    """
    grid = TimeGrid(first_day, last_day if closed is None else min(last_day, closed))
    coverage = read_coverage(known_feeds(tables.usage, grid.last_day), grid)
    keep = materialise or kept_in(tables.backend)
    periods = keep(in_memory(period_rows(grid)), "periods")
    week_of = keep(in_memory(week_rows(grid)), "week_rows")
    spine = keep(in_memory(spine_rows(grid, WINDOW_WEEKS - 1)), "spine")
    covered = keep(in_memory(coverage.covered), "covered")
    who = keep(members(tables.person_spell, periods), "members")
    spells = keep(employment(tables.person_spell), "employment")
    weeks_there = keep(staff(spells, spine), "staff")
    frame = _Frame(keep, coverage, cutoffs, periods, week_of, spine, covered, spells, weeks_there)
    licences = keep(licence_spells(tables.licence), "licence_spells")
    return Facts(
        first_day=grid.first_day,
        last_day=grid.last_day,
        cutoffs=cutoffs,
        coverage=coverage,
        **{name: getattr(tables, name) for name in STORED},
        **_of_use(tables, frame),
        calendar=keep(in_memory(calendar_rows(grid)), "calendar"),
        periods=periods,
        week_rows=week_of,
        covered=covered,
        members=who,
        employment=spells,
        staff=weeks_there,
        licence_spells=licences,
        licensed=keep(licensed(licences, who, periods), "licensed"),
        keep=keep,
    )


@dataclass(frozen=True, eq=False)
class _Frame:
    """What tables of use are made within."""

    keep: Materialise
    coverage: Coverage
    cutoffs: Cutoffs
    periods: Table
    week_rows: Table
    spine: Table
    covered: Table
    employment: Table
    staff: Table


def _of_use(tables: FactTables, frame: _Frame) -> dict[str, Table]:
    """The tables of use by their names in Facts, without the weeks that look like show."""
    keep = frame.keep
    stated = keep(reported(tables.usage, frame.coverage), "reported")
    sent = keep(counted_weeks(stated), "counted_weeks")
    shown = find_show(sent, tables.work_item)
    clean = without_show(stated, shown)
    by_week = keep(weekly(clean), "weekly")
    rolled = keep(without_later(rolling(by_week, frame.staff, frame.spine), by_week, frame.spine, shown), "rolling")
    return {
        "sent": sent,
        "show": shown.table,
        "weekly": by_week,
        "use": keep(use(by_week, clean, frame.week_rows, frame.periods), "use"),
        "places": keep(unshown_places(places(tables.usage, frame.coverage), shown), "places"),
        "standing": keep(standing(rolled, frame.staff, frame.covered, frame.cutoffs), "standing"),
        "first_use": keep(first_use(by_week, frame.employment, frame.covered), "first_use"),
    }
