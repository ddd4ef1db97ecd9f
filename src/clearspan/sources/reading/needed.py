"""Columns of a CSV that each record has to fill."""

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.distinct import by_distinct
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days
from clearspan.vocabulary.tool import ANY_TOOL, TOOLS


def needed(rows: CsvRows, name: str) -> pa.Array:
    """The column as text; records without a value are rejected."""
    column = rows.column(name)
    rows.sieve.reject(pc.is_null(column), name, "is missing")
    return column


def needed_days(rows: CsvRows, name: str) -> pa.Array:
    """The column as day numbers; records without a day from 2015 to 2100 are rejected."""
    return days(needed(rows, name), name, rows.sieve)


def tool_names(rows: CsvRows) -> pa.Array:
    """The column `tool` as stored: a known tool under its own name however it is written, another in small letters."""
    column = needed(rows, "tool")
    names = by_distinct(column, _tools)
    rows.sieve.reject(pc.equal(names, ANY_TOOL), "tool", f"is {ANY_TOOL!r}, which stands for all tools together")
    return names


def currency_codes(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """The column as codes such as EUR; records with anything else are rejected."""
    codes = by_distinct(column, pc.utf8_upper)
    wrong = by_distinct(codes, lambda texts: pc.invert(pc.match_substring_regex(texts, "^[A-Z]{3}$")))
    sieve.reject(wrong, name, "is not a code such as EUR")
    return codes


def _tools(written: pa.Array) -> pa.Array:
    plain = pc.replace_substring_regex(pc.utf8_lower(written), r"[\s_-]+", " ")
    known = {name.replace("_", " "): name for name in TOOLS} | {title.lower(): name for name, title in TOOLS.items()}
    at = pc.index_in(plain, value_set=pa.array(list(known)))
    return pc.coalesce(pa.array(list(known.values())).take(at), pc.replace_substring(plain, " ", "_"))
