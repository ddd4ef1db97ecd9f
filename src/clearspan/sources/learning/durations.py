"""Times spent, as learning systems write them."""

import re

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import texts

LONGEST_MINUTES = 60 * 24 * 365
"""More is a mistake: a session that was never closed."""

_ISO = re.compile(
    r"P(?:(?P<days>\d+(?:\.\d+)?)D)?(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_CLOCK = re.compile(r"(?P<hours>\d{1,4}):(?P<minutes>\d{2}):(?P<seconds>\d{2}(?:\.\d+)?)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MINUTES = {"days": 1440.0, "hours": 60.0, "minutes": 1.0, "seconds": 1 / 60}


def minutes_spent(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """Minutes as float64, from ISO 8601 durations (SCORM 2004, xAPI: PT1H30M), clocks (SCORM 1.2: 0001:30:00.00) and numbers
    of seconds. Rejects what is none of these. Durations in months and years are none: nobody learns that long at once."""
    coded = texts(column).dictionary_encode()
    found = [_minutes(value) for value in coded.dictionary.to_pylist()]
    minutes = pa.array(found, pa.float64()).take(coded.indices)
    sieve.reject(
        pc.and_(pc.is_null(minutes), pc.is_valid(coded.indices)), name, "is not a time spent (PT1H30M, 01:30:00, seconds)"
    )
    return minutes


def _minutes(text: str) -> float | None:
    if _NUMBER.fullmatch(text):
        found = float(text) / 60
    else:
        match = _ISO.fullmatch(text) or _CLOCK.fullmatch(text)
        if match is None or not any(match.groupdict().values()):
            return None
        found = sum(float(value) * _MINUTES[unit] for unit, value in match.groupdict().items() if value)
    return round(found, 4) if found <= LONGEST_MINUTES else None
