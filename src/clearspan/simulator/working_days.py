"""When people work: weekdays, public holidays, and how likely a week away is."""

from datetime import date, timedelta
from functools import cache

from clearspan.vocabulary.period import day_number, day_of

WEEKDAY_PATTERN = (1.0, 1.12, 1.12, 1.05, 0.78, 0.05, 0.04)
"""How likely use is on Monday to Sunday, relative to Monday."""

AWAY_BY_MONTH = (0.05, 0.06, 0.05, 0.09, 0.06, 0.06, 0.14, 0.22, 0.05, 0.06, 0.04, 0.09)
"""Share of people away for a whole week, by month."""

AWAY_AT_YEAR_END = 0.45
SICK_A_DAY = 0.02


def is_working_day(day: int) -> bool:
    """Whether a day number is neither a weekend nor a public holiday."""
    at = day_of(day)
    return at.isoweekday() <= 5 and day not in _holidays(at.year)


def away_share(week_start: int) -> float:
    """Share of people away for the whole week that starts on a day number."""
    thursday = day_of(week_start + 3)
    if (thursday.month == 12 and thursday.day >= 22) or (thursday.month == 1 and thursday.day <= 3):
        return AWAY_AT_YEAR_END
    return AWAY_BY_MONTH[thursday.month - 1]


@cache
def _holidays(year: int) -> frozenset[int]:
    easter = _easter(year)
    fixed = (date(year, 1, 1), date(year, 5, 1), date(year, 12, 25), date(year, 12, 26))
    moving = (easter - timedelta(days=2), easter + timedelta(days=1), easter + timedelta(days=39))
    return frozenset(day_number(day) for day in (*fixed, *moving))


def _easter(year: int) -> date:
    golden = year % 19
    century = year // 100
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = correction - (correction // 28) * (1 - (29 // (correction + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
