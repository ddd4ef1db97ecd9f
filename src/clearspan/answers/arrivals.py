"""The files that arrived, and what became of their records."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class Arrival:
    """One file: what it was taken for and why, and how many of its records were kept, left out or could not be used.

    `reasons` maps a reason to a number of records; days are day numbers, `arrived_at` seconds since 1970-01-01. `connection`
    pulled it, for the days from `asked_from` to `asked_to`; None for a file.
    """

    number: int
    path: str
    source: str | None
    why: str
    rows: int
    kept: int
    dropped: int
    rejected: int
    reasons: Mapping[str, int]
    fields_dropped: tuple[str, ...]
    first_day: int | None
    last_day: int | None
    arrived_at: int
    connection: str | None = None
    asked_from: int | None = None
    asked_to: int | None = None


def read_arrivals(rows: pa.Table) -> tuple[Arrival, ...]:
    """The arrivals in a table with the columns of the `arrival` facts, latest first."""
    found = [_arrival(row) for row in rows.to_pylist()]
    return tuple(sorted(found, key=lambda arrival: (-arrival.arrived_at, arrival.path)))


def _arrival(row: Mapping[str, object]) -> Arrival:
    reasons = json.loads(str(row["reasons"] or "{}"))
    fields = json.loads(str(row["fields_dropped"] or "[]"))
    return Arrival(
        number=_count(row["arrival"]),
        path=str(row["path"]),
        source=str(row["source"]) if row["source"] is not None else None,
        why=str(row["why"]),
        rows=_count(row["rows"]),
        kept=_count(row["kept"]),
        dropped=_count(row["dropped"]),
        rejected=_count(row["rejected"]),
        reasons={str(reason): int(count) for reason, count in reasons.items()},
        fields_dropped=tuple(sorted(str(name) for name in fields)),
        first_day=_day(row["first_day"]),
        last_day=_day(row["last_day"]),
        arrived_at=_count(row["arrived_at"]),
        connection=str(row["connection"]) if row["connection"] is not None else None,
        asked_from=_day(row["asked_from"]),
        asked_to=_day(row["asked_to"]),
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _day(value: object) -> int | None:
    return value if isinstance(value, int) else None
