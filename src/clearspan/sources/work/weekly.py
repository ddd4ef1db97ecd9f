"""Rows counted from single encounters: how often a person did something on a day, and two people met in a week."""

from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.fact_rows import raw_rows


def monday_of(day: pa.Array) -> pa.Array:
    """The first day of the ISO week of each day, as int32; 1970-01-01 was a Thursday."""
    since = pc.floor(pc.divide(pc.add(day, 3).cast(pa.float64()), 7.0)).cast(pa.int32())
    return pc.subtract(pc.multiply(since, pa.scalar(7, pa.int32())), pa.scalar(3, pa.int32()))


def daily_counts(encounters: pa.Table, common: dict[str, Any]) -> pa.Table:
    """Rows of activity: for each `identifier`, `identifier_kind` and `day` of the encounters, how many there are."""
    keys = ["identifier", "identifier_kind", "day"]
    counted = encounters.select(keys).group_by(keys, use_threads=False).aggregate([([], "count_all")])
    day = counted["day"]
    return raw_rows(
        "activity",
        len(counted),
        {
            "identifier": counted["identifier"],
            "identifier_kind": counted["identifier_kind"],
            "grain": "day",
            "start_day": day,
            "end_day": day,
            "as_of": day,
            "amount": counted["count_all"],
            **common,
        },
    )


def weekly_ties(encounters: pa.Table) -> pa.Table:
    """Rows of ties: for each two people and week of the encounters, how many there are. A tie is written under the first of the
    two: `identifier`, `identifier_kind`, `other_identifier`, `other_identifier_kind` and `day` are columns of the encounters."""
    people = ["identifier", "identifier_kind", "other_identifier", "other_identifier_kind"]
    weekly = encounters.select(people).append_column("week", monday_of(encounters["day"]))
    counted = weekly.group_by([*people, "week"], use_threads=False).aggregate([([], "count_all")])
    columns: dict[str, Any] = {name: counted[name] for name in (*people, "week")}
    as_of = pc.add(counted["week"], pa.scalar(6, pa.int32()))
    return raw_rows("tie", len(counted), {**columns, "strength": counted["count_all"], "as_of": as_of})
