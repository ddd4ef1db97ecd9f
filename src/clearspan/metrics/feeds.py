"""Which feed speaks for a tool in a week or month, so that overlapping exports never count twice.

One feed and one grain are chosen for each tool and week:

1. a feed by day that reports the week, else a feed of whole weeks, else none (a month or window never becomes weeks);
2. among equals, the feed that covers more weeks over all, then the one whose name comes first.

A feed by day reports a week when Monday to Friday are reported, or lie in a silence of at most LONGEST_SILENCE days
between two reported days (nobody works on a bank holiday, so nobody is in that day's file). An arrival reports
every day from the first to the last of its rows. A week as a vendor counts it belongs to the ISO week that holds most
of its days. A feed that states a month as such speaks for that month where the month's weeks are not all covered.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from clearspan.metrics.time_grid import TimeGrid
from clearspan.vocabulary.period import Period, PeriodKind, week_of
from clearspan.vocabulary.tool import WHOLE_TOOL

LONGEST_SILENCE = 4
"""Days without any row that a feed by day may have between two reported days: a weekend with two bank holidays."""


@dataclass(frozen=True)
class Known:
    """What the usage table holds of one feed, surface, period and arrival; `days` and `actions` are 1 where any row
    reports active days or actions."""

    tool: str
    source: str
    grain: str
    surface: str
    arrival: int
    start_day: int
    end_day: int
    days: int
    actions: int


@dataclass(frozen=True)
class Choice:
    """A feed for a tool in a week or month; `first` is the first day of the week or month as the vendor counts it."""

    source: str
    grain: str
    first: int


@dataclass(frozen=True)
class Chosen:
    """The choice for each (tool, Monday) and each (tool, first of the month); no entry: nobody speaks for the tool."""

    weeks: dict[tuple[str, int], Choice]
    months: dict[tuple[str, int], Choice]

    def covers_weeks_of(self, tool: str, period: Period, grid: TimeGrid) -> bool:
        """Whether every week that belongs to the period is covered for the tool."""
        weeks = grid.weeks_of(period)
        return bool(weeks) and all((tool, week) in self.weeks for week in weeks)

    def period_of(self, row: Known) -> tuple[PeriodKind, int] | None:
        """The week or month that a row counts towards, or None where another row speaks for it."""
        if row.grain == "month":
            chosen, kind, start = self.months, PeriodKind.MONTH, row.start_day
        else:
            middle = row.start_day + (row.end_day - row.start_day) // 2
            chosen, kind, start = self.weeks, PeriodKind.WEEK, week_of(middle).start
        first = start if row.grain == "day" else row.start_day
        if not _whole(row) or chosen.get((row.tool, start)) != Choice(row.source, row.grain, first):
            return None
        return kind, start


def choose(known: list[Known], grid: TimeGrid) -> Chosen:
    """The feed for each tool and week, and for each tool and month that only a feed of months covers."""
    totals = [row for row in known if row.surface == WHOLE_TOOL and _whole(row)]
    offers = _offers_by_day(totals, grid) + _offers_by_week(totals, grid)
    breadth = Counter((tool, choice.source, choice.grain) for tool, _, choice in offers)

    def rank(offer: tuple[str, int, Choice]) -> tuple[bool, int, str, int]:
        tool, week, choice = offer
        covers = breadth[tool, choice.source, choice.grain]
        return choice.grain != "day", -covers, choice.source, abs(choice.first - week)

    weeks: dict[tuple[str, int], Choice] = {}
    for tool, week, choice in sorted(offers, key=rank):
        weeks.setdefault((tool, week), choice)
    return Chosen(weeks, _months(totals, Chosen(weeks, {}), grid))


def _whole(row: Known) -> bool:
    """Whether the row states a full day, week or month (a month is checked against the calendar where it is chosen)."""
    length = row.end_day - row.start_day + 1
    return {"day": length == 1, "week": length == 7, "month": 28 <= length <= 31}.get(row.grain, False)


def _offers_by_day(totals: list[Known], grid: TimeGrid) -> list[tuple[str, int, Choice]]:
    days: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for row in totals:
        if row.grain == "day":
            days[row.tool, row.source, row.arrival].add(row.start_day)
    reported: dict[tuple[str, str], set[int]] = defaultdict(set)
    for (tool, source, _), found in days.items():
        reported[tool, source].update(range(min(found), max(found) + 1))
    return [
        (tool, week, Choice(source, "day", week))
        for (tool, source), found in reported.items()
        for week in _weeks_reported(found, grid)
    ]


def _weeks_reported(reported: set[int], grid: TimeGrid) -> list[int]:
    filled = set(reported)
    for day, following in pairwise(sorted(reported)):
        if following - day - 1 <= LONGEST_SILENCE:
            filled.update(range(day + 1, following))
    return [week for week in grid.weeks if all(week + weekday in filled for weekday in range(5))]


def _offers_by_week(totals: list[Known], grid: TimeGrid) -> list[tuple[str, int, Choice]]:
    inside = set(grid.weeks)
    stated = {(row.tool, row.source, row.start_day) for row in totals if row.grain == "week" and row.end_day <= grid.last_day}
    return [
        (tool, week_of(first + 3).start, Choice(source, "week", first))
        for tool, source, first in stated
        if week_of(first + 3).start in inside
    ]


def _months(totals: list[Known], by_week: Chosen, grid: TimeGrid) -> dict[tuple[str, int], Choice]:
    inside = {period.start: period for period in grid.periods if period.kind is PeriodKind.MONTH}
    chosen: dict[tuple[str, int], Choice] = {}
    for row in sorted(totals, key=lambda row: row.source):
        month = inside.get(row.start_day) if row.grain == "month" else None
        if month and row.end_day == month.end and not by_week.covers_weeks_of(row.tool, month, grid):
            chosen.setdefault((row.tool, row.start_day), Choice(row.source, "month", row.start_day))
    return chosen
