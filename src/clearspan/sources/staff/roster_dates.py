"""Days in staff lists, as HR systems write them."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.distinct import by_distinct
from clearspan.sources.reading.typed import EARLIEST_DAY, days
from clearspan.vocabulary.period import day_number

EARLIEST = day_number(date(1940, 1, 1))
"""Days before are mistakes: nobody at work was hired then."""

_PATTERNS = ("%d-%b-%Y", "%d %b %Y", "%d.%m.%Y", "%b %d, %Y", "%Y/%m/%d")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(-?)(\d{2})\2(\d{2})(?!\d)")
_NEVER = pa.array(["0000-00-00", "9999-12-31", "12/31/9999", "31/12/9999"])
"""What HR systems write for no day."""

_WITH_OFFSET = r"^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$"
"""A day with the offset of a zone, as Workday writes it: the day counts."""


def day_in_name(file: str) -> int | None:
    """The ISO date in a file's name as a day number, None where there is none."""
    for match in _IN_NAME.finditer(PurePath(file).name):
        try:
            return day_number(date(int(match[1]), int(match[3]), int(match[4])))
        except ValueError:
            continue
    return None


def roster_days(rows: CsvRows, names: dict[str, tuple[str, ...]], written: dict[str, str]) -> dict[str, pa.Array]:
    """Day numbers by result column, each from the first of its columns that states one.

    Days may be ISO dates or moments, 5-Jan-2026, 05.01.2026, or 1/31/2026 in whichever order of day and month the
    rows show to be meant. Rejects in the sieve what is no day, days out of range, and a period that ends before it begins.
    """
    columns = {name: _plain(column) for name, column in _all(rows, names).items()}
    patterns = (*_PATTERNS, *slashed_pattern(columns.values()))
    found: dict[str, pa.Array] = {}
    for result, sources in names.items():
        earliest = EARLIEST_DAY if result == "as_of" else EARLIEST
        each = [days(columns[name], written[name], rows.sieve, patterns, earliest) for name in sources]
        found[result] = pc.coalesce(*each)
    ends_early = pc.less(found["to_day"], found["from_day"])
    rows.sieve.reject(ends_early, written["Effective_To"], f"is before {written['Effective_Date']}")
    return found


def _plain(column: pa.Array) -> pa.Array:
    if column.null_count == len(column):
        return column

    def days_alone(texts: pa.Array) -> pa.Array:
        plain = pc.replace_substring_regex(texts, _WITH_OFFSET, r"\1")
        return pc.if_else(pc.is_in(plain, value_set=_NEVER), pa.scalar(None, pa.string()), plain)

    return by_distinct(column, days_alone)


def _all(rows: CsvRows, names: dict[str, tuple[str, ...]]) -> dict[str, pa.Array]:
    return {name: rows.column(name) for sources in names.values() for name in sources}


def slashed_pattern(columns: Iterable[pa.Array]) -> tuple[str, ...]:
    """The strptime pattern of dates with slashes: day first or month first; none where the rows do not show which."""
    matches = [_SLASHED.fullmatch(text) for column in columns for text in pc.unique(column).to_pylist() if text]
    pairs = [(int(match[1]), int(match[2])) for match in matches if match]
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    if day_first == month_first:
        return ()
    return ("%d/%m/%Y",) if day_first else ("%m/%d/%Y",)
