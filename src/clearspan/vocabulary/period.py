"""Periods on the fixed calendar: ISO weeks, months and quarters, in integer day numbers."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EPOCH = date(1970, 1, 1)


class PeriodKind(StrEnum):
    """The lengths of period in which figures are released."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=number)


@dataclass(frozen=True, order=True)
class Period:
    """One ISO week, month or quarter; `start` and `end` are day numbers, both inclusive."""

    start: int
    end: int
    kind: PeriodKind

    @property
    def name(self) -> str:
        """The period as written: 2026-W20, 2026-05 or 2026-Q2."""
        first = day_of(self.start)
        if self.kind is PeriodKind.WEEK:
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02d}"
        if self.kind is PeriodKind.MONTH:
            return f"{first.year}-{first.month:02d}"
        return f"{first.year}-Q{(first.month + 2) // 3}"


def week_of(day: int) -> Period:
    """The ISO week that holds a day number."""
    start = day - (day + 3) % 7
    return Period(start, start + 6, PeriodKind.WEEK)


def month_of(day: int) -> Period:
    """The calendar month that holds a day number."""
    at = day_of(day)
    return _months(at.year, at.month, 1, PeriodKind.MONTH)


def quarter_of(day: int) -> Period:
    """The calendar quarter that holds a day number."""
    at = day_of(day)
    return _months(at.year, at.month - (at.month - 1) % 3, 3, PeriodKind.QUARTER)


def period_of(day: int, kind: PeriodKind) -> Period:
    """The period of a kind that holds a day number."""
    return {PeriodKind.WEEK: week_of, PeriodKind.MONTH: month_of, PeriodKind.QUARTER: quarter_of}[kind](day)


def parse_period(text: str) -> Period:
    """The period that `text` names: 2026-W20, 2026-05 or 2026-Q2. Raises ValueError for anything else."""
    if match := re.fullmatch(r"(\d{4})-W(\d{2})", text):
        return week_of(day_number(date.fromisocalendar(int(match[1]), int(match[2]), 1)))
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        return _months(int(match[1]), int(match[2]) * 3 - 2, 3, PeriodKind.QUARTER)
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return _months(int(match[1]), int(match[2]), 1, PeriodKind.MONTH)
    raise ValueError(f"{text!r} is not a period: write a week as 2026-W20, a month as 2026-05, a quarter as 2026-Q2")


def periods_between(first: int, last: int, kind: PeriodKind) -> list[Period]:
    """All periods of a kind that lie wholly within the day numbers `first` to `last`, in order."""
    found: list[Period] = []
    period = period_of(first, kind)
    while period.end <= last:
        if period.start >= first:
            found.append(period)
        period = period_of(period.end + 1, kind)
    return found


def _months(year: int, month: int, length: int, kind: PeriodKind) -> Period:
    first = date(year, month, 1)
    after = month - 1 + length
    following = date(year + after // 12, after % 12 + 1, 1)
    return Period(day_number(first), day_number(following) - 1, kind)
