"""Text and JSON columns as whole numbers, days, moments, truth and money; what cannot be read is rejected in the sieve.

Every function takes a column, the field's name as the vendor writes it, and the sieve of the rows; it returns a column of
the same length in which what was empty or rejected is null. Empty, NA, N/A, NaN and null are null: not reported, never 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Mask, Sieve, as_mask
from clearspan.sources.reading.written import is_decimals, is_digits, trimmed
from clearspan.vocabulary.period import day_number, day_of

EARLIEST_DAY = day_number(date(2015, 1, 1))
LATEST_DAY = day_number(date(2100, 12, 31))
"""Days outside are taken for mistakes: no AI tool reported before, and a far future stands for 'never' in some systems."""

_LOOKED_AT = 8
"""Values that are tried before all: a column that is written in another way costs Arrow much time."""

LARGEST_COUNT = 2**53
"""Counts above are taken for mistakes."""

NOTHING = pa.array(["", "na", "n/a", "nan", "null", "none", "-"])


@dataclass(frozen=True)
class _Reading:
    """How one text becomes one value (ValueError, KeyError where it cannot), of which type, and what is said where it cannot."""

    read: Callable[[str], Any]
    kind: pa.DataType
    fault: str


def texts(column: pa.Array) -> pa.Array:
    """The texts without space around them; empty is null."""
    return trimmed(column)


def whole_numbers(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """Counts as int64. Rejects what is not a whole number, is negative, or is too large."""
    sound = _sound_counts(column)
    if sound is not None:
        return sound
    values = _floats(column, name, sieve)
    sound = _sound_counts(values)
    if sound is not None:
        return sound
    faults = (
        (pc.less(values, 0), "is negative"),
        (pc.greater(values, LARGEST_COUNT), "is too large a number"),
        (pc.not_equal(values, pc.floor(values)), "is not a whole number"),
    )
    for mask, reason in faults:
        values = _without(values, as_mask(mask), name, reason, sieve)
    return values.cast(pa.int64())


def numbers(column: pa.Array, name: str, sieve: Sieve, least: float | None = None) -> pa.Array:
    """Numbers as float64. Rejects what is not a number, is not finite, or is below `least`."""
    values = _floats(column, name, sieve)
    if least is not None:
        values = _without(values, as_mask(pc.less(values, least)), name, f"is below {least:g}", sieve)
    return values


def flags(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """Truth as int8 0 or 1, from booleans or from the texts 0, 1, true, false, yes, no."""
    if pa.types.is_boolean(column.type):
        return column.cast(pa.int8())
    words = {"1": 1, "0": 0, "true": 1, "false": 0, "yes": 1, "no": 0, "1.0": 1, "0.0": 0}

    def read(text: str) -> int:
        return words[text.lower()]

    return _by_distinct(column, _Reading(read, pa.int8(), "is neither true nor false"), name, sieve)


def days(column: pa.Array, name: str, sieve: Sieve, patterns: tuple[str, ...] = (), earliest: int = EARLIEST_DAY) -> pa.Array:
    """Day numbers as int32, from ISO dates, ISO moments (their UTC day) and the given strptime patterns.

    Rejects what is no such date and days before `earliest` or after 2100.
    """

    def read(text: str) -> int:
        return day_number(_date(text, patterns))

    values = _by_distinct(column, _Reading(read, pa.int32(), "is not a date (YYYY-MM-DD)"), name, sieve)
    return within(values, earliest, LATEST_DAY, name, f"lies outside {day_of(earliest).year} to 2100", sieve)


def moments(column: pa.Array, name: str, sieve: Sieve, earliest: int = EARLIEST_DAY) -> pa.Array:
    """Seconds since 1970 in UTC as int64, from ISO moments; one without an offset is taken as UTC.

    Rejects what is no such moment and moments before the day `earliest` or after 2100.
    """

    def read(text: str) -> int:
        return int(_moment(text).timestamp())

    seconds = sound_moments(column)
    if seconds is None:
        seconds = _by_distinct(column, _Reading(read, pa.int64(), "is not a moment (ISO 8601)"), name, sieve)
    told = f"lies outside {day_of(earliest).year} to 2100"
    return within(seconds, earliest * 86400, (LATEST_DAY + 1) * 86400, name, told, sieve)


def money(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """Amounts as decimal(18, 6). Rejects what is not a decimal number, is negative, or has over 12 digits before the point."""

    def read(text: str) -> Decimal:
        amount = Decimal(text).quantize(Decimal("0.000001"))
        if not amount.is_finite() or amount < 0 or amount >= 10**12:
            raise ValueError
        return amount

    reading = _Reading(read, pa.decimal128(18, 6), "is not an amount of money")
    sound = _sound(column, is_decimals, reading.kind)
    return _by_distinct(column, reading, name, sieve) if sound is None else sound


def _sound_counts(column: pa.Array) -> pa.Array | None:
    """A column of numbers as int64 where nothing in it is to be rejected, else None: most columns are that sound."""
    if column.null_count == len(column):
        return pa.nulls(len(column), pa.int64())
    if pa.types.is_string(column.type):
        return _sound(column, is_digits, pa.int64(), LARGEST_COUNT)
    if not pa.types.is_float64(column.type):
        return None
    try:
        counts = column.cast(pa.int64())
    except pa.ArrowInvalid:
        return None
    bounds = pc.min_max(counts)
    return counts if bounds["min"].as_py() >= 0 and bounds["max"].as_py() <= LARGEST_COUNT else None


def _sound(
    column: pa.Array, written_so: Callable[[pa.Array], bool], kind: pa.DataType, largest: int | None = None
) -> pa.Array | None:
    """A column of texts that are all numbers written in the plainest way, read by Arrow in a tenth of the time; else None."""
    if not pa.types.is_string(column.type):
        return None
    column = trimmed(column)
    if not written_so(column):
        return None
    try:
        found = column.cast(kind)
    except pa.ArrowInvalid:
        return None
    return None if largest is not None and (pc.max(found).as_py() or 0) > largest else found


def sound_moments(column: pa.Array) -> pa.Array | None:
    """A column of moments that all have an offset, read by Arrow in a tenth of the time; None where one is written otherwise."""
    kind = pa.timestamp("us", "UTC")
    try:
        column.slice(0, _LOOKED_AT).cast(kind)
        exact = column.cast(kind)
    except pa.ArrowInvalid:
        return None
    return pc.floor(pc.divide(exact.cast(pa.int64()).cast(pa.float64()), 1_000_000)).cast(pa.int64())


def _floats(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    plain = _sound(column, is_decimals, pa.float64())
    if plain is not None:
        return plain
    if pa.types.is_string(column.type):
        column = _no_nothing(column)
        sound = as_mask(pc.match_substring_regex(column, r"^[+-]?\d{1,18}(\.\d*)?$"))
        column = _without(column, ~sound & as_mask(pc.is_valid(column)), name, "is not a number", sieve)
        column = pc.utf8_ltrim(column, "+")
    values = column.cast(pa.float64())
    return _without(values, as_mask(pc.invert(pc.is_finite(values))), name, "is not a number", sieve)


def _by_distinct(column: pa.Array, reading: "_Reading", name: str, sieve: Sieve) -> pa.Array:
    """The column read value by distinct value; a value that cannot be read is rejected."""
    coded = column.cast(pa.string()).dictionary_encode()
    written = _no_nothing(coded.dictionary).to_pylist()
    found = [None if value is None else _attempt(reading.read, value) for value in written]
    wrong = [read is None and value is not None for read, value in zip(found, written, strict=True)]
    if any(wrong):
        sieve.reject(pa.array(wrong).take(coded.indices), name, reading.fault)
    return pa.array(found, reading.kind).take(coded.indices)


def _attempt(read: Callable[[str], Any], value: str) -> Any | None:
    try:
        return read(value)
    except (ValueError, KeyError, OverflowError, InvalidOperation):
        return None


def _no_nothing(column: pa.Array) -> pa.Array:
    said = texts(column)
    nothing = pc.is_in(pc.utf8_lower(said), value_set=NOTHING)
    return pc.if_else(nothing, pa.scalar(None, pa.string()), said)


def within(values: pa.Array, least: int, most: int, name: str, reason: str, sieve: Sieve) -> pa.Array:
    """The values with those outside of the bounds rejected and made null."""
    bounds = pc.min_max(values)
    if values.null_count == len(values) or (bounds["min"].as_py() >= least and bounds["max"].as_py() <= most):
        return values
    return _without(values, as_mask(pc.or_(pc.less(values, least), pc.greater(values, most))), name, reason, sieve)


def _without(values: pa.Array, wrong: Mask, name: str, reason: str, sieve: Sieve) -> pa.Array:
    """The values with the wrong ones rejected and made null."""
    if not wrong.any():
        return values
    sieve.reject(wrong, name, reason)
    return pc.if_else(pa.array(~wrong), values, pa.scalar(None, values.type))


def _date(text: str, patterns: tuple[str, ...]) -> date:
    if len(text) == 10 and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    for pattern in patterns:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return _moment(text).date()


def _moment(text: str) -> datetime:
    if len(text) < 16 or text[4] != "-":
        raise ValueError
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
