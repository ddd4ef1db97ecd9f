"""The days that a file is about, where only its name says so."""

import re
from datetime import date, timedelta

from clearspan.errors import UnreadableFile
from clearspan.sources.reading.typed import EARLIEST_DAY, LATEST_DAY
from clearspan.vocabulary.period import day_number

_DAY = re.compile(r"(?<!\d)(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")
_MONTH = re.compile(r"(?<!\d)(\d{4})[-_](\d{2})(?![-_]?\d)")


def named_days(name: str) -> tuple[int, int] | None:
    """The first and the last day in a file's name: of one date that day, of two dates all days from one to the other, of a
    month its days; None where the name says nothing, or more than that."""
    last_part = name.rsplit("/", 1)[-1]
    found = sorted({day for match in _DAY.finditer(last_part) if (day := _day(*map(int, match.groups()))) is not None})
    if found:
        return (found[0], found[-1]) if len(found) <= 2 else None
    months = {match.groups() for match in _MONTH.finditer(last_part)}
    if len(months) != 1:
        return None
    year, month = map(int, months.pop())
    first = _day(year, month, 1)
    return None if first is None else (first, _last_of_month(year, month))


def needed_named_days(name: str, example: str) -> tuple[int, int]:
    """The same. Raises UnreadableFile where the name does not say the days; `example` is a name that does."""
    found = named_days(name)
    if found is None:
        raise UnreadableFile(
            "does not say which days it is about.", where=name, remedy=f"Put the first and the last day into its name: {example}"
        )
    return found


def _day(year: int, month: int, day: int) -> int | None:
    try:
        number = day_number(date(year, month, day))
    except ValueError:
        return None
    return number if EARLIEST_DAY <= number <= LATEST_DAY else None


def _last_of_month(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return day_number(following - timedelta(days=1))
