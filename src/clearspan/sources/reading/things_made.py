"""Reports of things that people made for others (GPTs, projects), as usage rows of their makers."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.added_up import added_up, drop_told_twice
from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.named_days import needed_named_days
from clearspan.sources.reading.seen import Seen
from clearspan.sources.reading.spans import span_grains
from clearspan.sources.reading.typed import days, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField
from clearspan.vocabulary.identifier import IdentifierKind

_USERS = "unique_messagers_workspace"
_START, _END = "period_start", "period_end"
MOST_USERS_OF_ONES_OWN = 1
"""A thing that one person used may have been used by its maker alone."""


def made_keeps(number: str, maker: str) -> tuple[KeptField, ...]:
    """The kept fields of a report with one row a thing: names of its number and of its maker."""
    return (
        KeptField(maker, FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
        KeptField(number, FieldRole.CATEGORY, "tells rows apart; not stored", required=True),
        KeptField(_START, FieldRole.TIME, "start_day"),
        KeptField(_END, FieldRole.TIME, "end_day"),
        KeptField(_USERS, FieldRole.MEASURE, "actions: whether others used it", required=True),
    )


def made_batches(arrived: Arrived, keeps: Sequence[KeptField], surface: str, example: str) -> Iterator[Batch]:
    """One usage row a maker: how many of their things at least two people used in the period, as actions of `surface`.

    Raises UnreadableFile where neither columns nor the file's name say which days the report is about.
    """
    yield from added_up(_batches(arrived, keeps, surface, example))


def _batches(arrived: Arrived, keeps: Sequence[KeptField], surface: str, example: str) -> Iterator[Batch]:
    seen = Seen()
    for rows in read_csv(arrived, keeps):
        yield rows.batch({"usage": _rows(arrived, rows, keeps, surface, example, seen)})


def _rows(arrived: Arrived, rows: CsvRows, keeps: Sequence[KeptField], surface: str, example: str, seen: Seen) -> pa.Table:
    sieve = rows.sieve
    maker, number = (rows.column(item.name) for item in keeps[:2])
    sieve.drop(pc.is_null(maker), "nobody is named as its maker")
    sieve.reject(pc.is_null(number), keeps[1].name, "is missing")
    users = whole_numbers(rows.column(_USERS), _USERS, sieve)
    sieve.reject(pc.is_null(users), _USERS, "is missing")
    sieve.drop(pc.less_equal(users, MOST_USERS_OF_ONES_OWN), "nobody but perhaps its maker used it")
    start, end = (days(rows.column(name), name, sieve) for name in (_START, _END))
    unsaid = pc.or_(pc.is_null(start), pc.is_null(end))
    if (np.asarray(unsaid) & sieve.open).any():
        span = needed_named_days(arrived.name, example)
        start, end = (
            pc.if_else(unsaid, pa.scalar(day, pa.int32()), column) for day, column in zip(span, (start, end), strict=True)
        )
    sieve.reject(pc.less(end, start), _END, "is before period_start")
    drop_told_twice(sieve, seen, [number, start, end])
    columns = {
        "identifier": maker,
        "identifier_kind": IdentifierKind.EMAIL.value,
        "tool": "chatgpt",
        "surface": surface,
        "grain": span_grains(np.asarray(start.fill_null(0)), np.asarray(end.fill_null(0))),
        "start_day": start,
        "end_day": end,
        "zone": "not stated",
        "actions": pa.repeat(pa.scalar(1, pa.int64()), len(rows)),
        "as_of": pc.add(end, pa.scalar(1, pa.int32())),
    }
    return kept_rows("usage", sieve, columns)
