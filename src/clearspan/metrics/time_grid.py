"""The calendar as rows: days, periods, and which week belongs to which month and quarter."""

from dataclasses import dataclass

from clearspan.metrics.arrow_rows import ArrowTable, arrow_rows
from clearspan.vocabulary.period import Period, PeriodKind, month_of, period_of, periods_between, quarter_of, week_of

THURSDAY = 3
"""Days from Monday; a week belongs to the month that holds its Thursday, and so most of its days."""


@dataclass(frozen=True)
class TimeGrid:
    """The days from `first_day` to `last_day` (both inclusive) and the periods that lie wholly inside."""

    first_day: int
    last_day: int

    @property
    def weeks(self) -> list[int]:
        """The Mondays of the weeks that lie wholly inside, in order."""
        return [week.start for week in periods_between(self.first_day, self.last_day, PeriodKind.WEEK)]

    @property
    def periods(self) -> list[Period]:
        """All weeks, months and quarters that lie wholly inside."""
        return [p for kind in PeriodKind for p in periods_between(self.first_day, self.last_day, kind)]

    def weeks_of(self, period: Period) -> list[int]:
        """The Mondays of the weeks that belong to a period, less a first one that began before the first day."""
        if period.kind is PeriodKind.WEEK:
            return [period.start]
        first = week_of(period.start + THURSDAY).start
        return [week for week in range(first, last_week_of(period) + 1, 7) if week >= self.first_day]


def last_week_of(period: Period) -> int:
    """The Monday of the last week whose Thursday the period holds."""
    return week_of(period.end - THURSDAY).start


def last_full_week_of(period: Period) -> int:
    """The Monday of the last week that ends inside the period."""
    return week_of(period.end + 1).start - 7


def calendar_rows(grid: TimeGrid) -> ArrowTable:
    """One row a day: day, week, month, quarter (first days), weekday (0 is Monday); all int32."""
    days = range(grid.first_day, grid.last_day + 1)
    return arrow_rows(
        {
            "day": ("int32", list(days)),
            "week": ("int32", [week_of(day).start for day in days]),
            "month": ("int32", [month_of(day).start for day in days]),
            "quarter": ("int32", [quarter_of(day).start for day in days]),
            "weekday": ("int32", [day - week_of(day).start for day in days]),
        }
    )


def period_rows(grid: TimeGrid) -> ArrowTable:
    """One row a period: kind, start, end, last_week and last_full_week (Mondays), weeks (how many belong to it), previous
    (start of the period before it), quarter (start of the quarter in which it starts)."""
    periods = grid.periods
    return arrow_rows(
        {
            "kind": ("string", [p.kind.value for p in periods]),
            "start": ("int32", [p.start for p in periods]),
            "end": ("int32", [p.end for p in periods]),
            "last_week": ("int32", [last_week_of(p) for p in periods]),
            "last_full_week": ("int32", [last_full_week_of(p) for p in periods]),
            "weeks": ("int32", [len(grid.weeks_of(p)) for p in periods]),
            "previous": ("int32", [period_of(p.start - 1, p.kind).start for p in periods]),
            "quarter": ("int32", [quarter_of(p.start).start for p in periods]),
        }
    )


def week_rows(grid: TimeGrid) -> ArrowTable:
    """One row a week and period that it belongs to: week, kind, start."""
    pairs = [(week, p) for p in grid.periods for week in grid.weeks_of(p)]
    return arrow_rows(
        {
            "week": ("int32", [week for week, _ in pairs]),
            "kind": ("string", [p.kind.value for _, p in pairs]),
            "start": ("int32", [p.start for _, p in pairs]),
        }
    )


def spine_rows(grid: TimeGrid, weeks_before: int) -> ArrowTable:
    """One row a week, without a gap, from `weeks_before` weeks before the first whole week to the last: week."""
    weeks = grid.weeks
    mondays = list(range(weeks[0] - 7 * weeks_before, weeks[-1] + 1, 7)) if weeks else []
    return arrow_rows({"week": ("int32", mondays)})
