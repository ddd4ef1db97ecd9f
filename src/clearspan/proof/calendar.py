"""Times of a panel as whole numbers: years or steps as they are, and days, weeks, months and quarters counted."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from clearspan.proof.arrays import Ints

EPOCH = date(1970, 1, 1)
MONDAY = date(1969, 12, 29)
"""The Monday of the week of which the number is 0."""
HUNDREDS = (1900, 2100)
"""Years between which a number of six digits is taken for a year and a month, or a year and a week."""


class Clock(StrEnum):
    """What a time of the panel is."""

    NUMBER = "number"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True)
class _Written:
    pattern: re.Pattern[str]
    number: Callable[[re.Match[str]], int]


def _days(found: re.Match[str]) -> int:
    return (date(int(found[1]), int(found[2]), int(found[3])) - EPOCH).days


def _weeks(found: re.Match[str]) -> int:
    return (date.fromisocalendar(int(found[1]), int(found[2]), 1) - MONDAY).days // 7


def _months(found: re.Match[str]) -> int:
    month = int(found[2])
    if not 1 <= month <= 12:
        raise ValueError("no month")
    return int(found[1]) * 12 + month - 1


WRITTEN = {
    Clock.NUMBER: _Written(re.compile(r"([+-]?\d+)(?:\.0*)?"), lambda found: int(found[1])),
    Clock.DAY: _Written(re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?"), _days),
    Clock.WEEK: _Written(re.compile(r"(\d{4})-?W(\d\d)"), _weeks),
    Clock.MONTH: _Written(re.compile(r"(\d{4})-(\d\d)"), _months),
    Clock.QUARTER: _Written(re.compile(r"(\d{4})-?Q([1-4])"), lambda found: int(found[1]) * 4 + int(found[2]) - 1),
}
"""How each kind of time is written."""


def recognise(texts: Sequence[str]) -> Clock | None:
    """The kind of time that all the texts are; None where there is none."""
    for clock in Clock:
        if all(number(clock, text) is not None for text in texts):
            return clock
    return None


def number(clock: Clock, text: str) -> int | None:
    """A written time as a whole number, None where the text is none of its kind."""
    written = WRITTEN[clock]
    found = written.pattern.fullmatch(text.strip())
    try:
        return None if found is None else written.number(found)
    except ValueError:
        return None


def told(clock: Clock, value: int) -> int | str:
    """A time as the panel wrote it: a number stays one."""
    if clock is Clock.DAY:
        return (EPOCH + timedelta(days=value)).isoformat()
    if clock is Clock.WEEK:
        year, week, _ = (MONDAY + timedelta(weeks=value)).isocalendar()
        return f"{year}-W{week:02d}"
    if clock is Clock.MONTH:
        return f"{value // 12}-{value % 12 + 1:02d}"
    if clock is Clock.QUARTER:
        return f"{value // 4}-Q{value % 4 + 1}"
    return value


def glued(times: Ints) -> str:
    """What the numbers look like that are glued together of a year and something, such as 202401; empty where they are not."""
    low, high = HUNDREDS
    if not len(times):
        return ""
    if ((times // 10_000 >= low) & (times // 10_000 < high)).all():
        month, day = times // 100 % 100, times % 100
        return "a year, month and day" if ((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all() else ""
    rest = times % 100
    if not ((times // 100 >= low) & (times // 100 < high) & (rest >= 1) & (rest <= 53)).all():
        return ""
    return "a year and month" if (rest <= 12).all() else "a year and week"


def step(times: Ints) -> int:
    """The largest step of which all distances between times are multiples."""
    return int(np.gcd.reduce(np.diff(times))) if len(times) > 1 else 1
