"""Weeks in text columns."""

import re
from datetime import date

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days

_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})")


def weeks(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """The first day of the ISO week as int32, from weeks such as 2026-W20 and from days in the week.

    Rejects what is neither, and weeks outside 2015 to 2100.
    """
    coded = column.dictionary_encode()
    dates = pa.array([_first_day(text) for text in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)
    day = days(dates, name, sieve)
    return _monday(day)


def _monday(day: pa.Array) -> pa.Array:
    """The Monday on or before each day; 1970-01-01 was a Thursday."""
    weeks_since = pc.divide(pc.add(day, pa.scalar(3, pa.int32())), pa.scalar(7, pa.int32()))
    return pc.subtract(pc.multiply(weeks_since, pa.scalar(7, pa.int32())), pa.scalar(3, pa.int32()))


def _first_day(text: str) -> str:
    """The ISO week's first day as an ISO date; any other text as it is."""
    match = _ISO_WEEK.fullmatch(text)
    if not match:
        return text
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1).isoformat()
    except ValueError:
        return text
