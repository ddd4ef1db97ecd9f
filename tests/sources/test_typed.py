"""Text becomes numbers, days and money, or a rejection that names the field; empty is null and never 0."""

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from clearspan.sources.reading import typed
from clearspan.sources.reading.sieve import Sieve


def read(function: Callable, values: list, **options) -> tuple[list, list[tuple[int, str]]]:
    """The column as read, and the rejected record numbers with reasons."""
    sieve = Sieve(np.arange(1, len(values) + 1))
    found = function(pa.array(values), "field", sieve, **options)
    assert len(found) == len(values)
    assert all(reject.field == "field" for reject in sieve.rejects)
    return found.to_pylist(), sorted((reject.record, reject.reason) for reject in sieve.rejects)


def test_whole_numbers_from_text() -> None:
    values = ["7", " 8.0 ", "+9", "", "NA", None, "0"]
    assert read(typed.whole_numbers, values) == ([7, 8, 9, None, None, None, 0], [])


def test_whole_numbers_that_cannot_be() -> None:
    found, rejects = read(typed.whole_numbers, ["-1", "1.5", "1e3", "1,000", "٣", "9" * 18, "9" * 40, "5"])
    assert found == [None] * 7 + [5]
    assert [reason for _, reason in rejects] == [
        "is negative",
        "is not a whole number",
        "is not a number",
        "is not a number",
        "is not a number",
        "is too large a number",
        "is not a number",
    ]


def test_whole_numbers_from_json_numbers() -> None:
    found, rejects = read(typed.whole_numbers, [3.0, None, -0.0, 2.5, -4.0, 1e300, float("inf"), float("nan")])
    assert found[:3] == [3, None, 0]
    assert [record for record, _ in rejects] == [4, 5, 6, 7, 8]


def test_numbers_may_have_a_least_value() -> None:
    assert read(typed.numbers, ["0.5", "-2", ""], least=0.0) == ([0.5, None, None], [(2, "is below 0")])


def test_truth() -> None:
    values = ["1", "0", "TRUE", "no", "1.0", "", "perhaps"]
    assert read(typed.flags, values) == ([1, 0, 1, 0, 1, None, None], [(7, "is neither true nor false")])
    assert read(typed.flags, [True, False, None]) == ([1, 0, None], [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-03", 20699),
        (" 2026-09-03 ", 20699),
        ("2026-09-03T23:30:00-05:00", 20700),
        ("2026-09-03T00:30:00+02:00", 20698),
        ("2026-09-03 00:00:00", 20699),
        ("2026-09-03T10:00:00.123Z", 20699),
        ("09/03/2026", 20699),
        ("2015-01-01", 16436),
    ],
)
def test_days_are_days_in_utc(text: str, day: int) -> None:
    assert read(typed.days, [text], patterns=("%m/%d/%Y",)) == ([day], [])


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "03.09.2026", "13/25/2026", "20260903", "yesterday", "45000", "0"])
def test_what_is_no_day_is_rejected(text: str) -> None:
    assert read(typed.days, [text, "2026-09-03"]) == ([None, 20699], [(1, "is not a date (YYYY-MM-DD)")])


@pytest.mark.parametrize(
    "text", ["2014-12-31", "1970-01-01", "2101-01-01", "9999-12-31", "0001-01-01", "9999-12-31T23:59:59-12:00"]
)
def test_a_day_out_of_range_is_rejected(text: str) -> None:
    found, rejects = read(typed.days, [text])
    assert found == [None]
    assert len(rejects) == 1


def test_moments_are_seconds_in_utc() -> None:
    values = ["2026-09-03T12:00:00+02:00", "2026-09-03T10:00:00", "", "noon", "1999-01-01T00:00:00Z"]
    found, rejects = read(typed.moments, values)
    assert found == [1788429600, 1788429600, None, None, None]
    assert [record for record, _ in rejects] == [4, 5]


def test_money_is_decimal() -> None:
    values = ["12.345678", "0", "", "-1", "1e99", "NaN", "a lot", "1234567890123"]
    found, rejects = read(typed.money, values)
    assert found == [Decimal("12.345678"), Decimal("0.000000"), *[None] * 6]
    assert [record for record, _ in rejects] == [4, 5, 7, 8]


def test_a_record_is_rejected_once_and_never_after_it_was_dropped() -> None:
    sieve = Sieve(np.array([10, 11, 12]))
    sieve.drop(np.array([True, False, False]), "pending")
    typed.whole_numbers(pa.array(["x", "x", "3"]), "a", sieve)
    typed.whole_numbers(pa.array(["x", "x", "3"]), "b", sieve)
    assert sieve.dropped == {"pending": 1}
    assert [(item.record, item.field) for item in sieve.rejects] == [(11, "a")]
    assert sieve.kept().to_pylist() == [False, False, True]
