"""Events become rows of a day: each event once, whatever the order, the pieces, the repetitions and the spelling of a person."""

import random
from collections import defaultdict
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from clearspan.sources.reading import day_sums
from clearspan.sources.reading.event_days import TWICE, EventDays, Events
from clearspan.sources.reading.seen import Seen
from clearspan.sources.reading.sieve import Sieve

PEOPLE = ("ana@example.com", "Ana+work@Example.com", "bo@example.com", "cy@example.com")
SURFACES = ("docs", "mail", None)


def invented(count: int, rng: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "who": rng.choice(PEOPLE),
            "day": 20_500 + rng.randrange(3),
            "surface": rng.choice(SURFACES),
            "session": rng.choice(("s1", "s2", "s3", None)),
            "active": rng.choice((1, 1, 0)),
            "prompts": rng.choice((None, 0, 2)),
            "cost": rng.choice((None, Decimal("0.125000"))),
            "id": f"event {number}",
        }
        for number in range(count)
    ]


def added_up(events: list[dict[str, Any]], pieces: int) -> tuple[dict[tuple, dict[str, Any]], int]:
    days, repeated = EventDays("USD"), 0
    size = -(-len(events) // pieces)
    for start in range(0, len(events), size):
        piece = events[start : start + size]
        sieve = Sieve(np.arange(start + 1, start + 1 + len(piece)))
        column = {name: [event[name] for event in piece] for name in piece[0]}
        days.add(
            sieve,
            Events(
                identifier=pa.array(column["who"]),
                kind="email",
                tool="gemini",
                day=pa.array(column["day"], pa.int32()),
                surface=pa.array(column["surface"], pa.string()),
                event=pa.array(column["id"]),
                session=pa.array(column["session"], pa.string()),
                active=pa.array(column["active"]),
                figures={
                    "prompts": pa.array(column["prompts"], pa.int64()),
                    "cost": pa.array(column["cost"], pa.decimal128(18, 6)),
                },
            ),
        )
        repeated += sieve.dropped.get(TWICE, 0)
    rows = [row for batch in days.batches() for row in batch.facts["usage"].to_pylist()]
    found = {(row["identifier"].lower()[:3], row["start_day"], row["surface"]): row for row in rows}
    assert len(found) == len(rows)
    return found, repeated


def expected(events: list[dict[str, Any]]) -> dict[tuple, dict[str, Any]]:
    told: dict[tuple, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        who = event["who"].lower()[:3]
        told[who, event["day"], "all"].append(event)
        if event["surface"] and event["active"]:
            told[who, event["day"], event["surface"]].append(event)
    return {
        key: {
            "active": max(event["active"] for event in found),
            "sessions": _sum_of_distinct([event["session"] for event in found]),
            "prompts": _sum([event["prompts"] for event in found]),
            "cost": _sum([event["cost"] for event in found]),
        }
        for key, found in told.items()
    }


def _sum(values: list[Any]) -> Any:
    reported = [value for value in values if value is not None]
    return sum(reported) if reported else None


def _sum_of_distinct(values: list[str | None]) -> int | None:
    reported = {value for value in values if value is not None}
    return len(reported) or None


@pytest.mark.parametrize("pieces", [1, 7])
def test_a_day_is_the_sum_of_its_distinct_events(pieces: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_sums, "_LOOSE_ROWS", 20)
    monkeypatch.setattr(day_sums, "ROWS_A_BATCH", 5)
    rng = random.Random(3)
    once = invented(400, rng)
    twice = once + rng.sample(once, 150)
    rng.shuffle(twice)

    found, repeated = added_up(twice, pieces)

    assert repeated == 150
    figures = ("active", "sessions", "prompts", "cost")
    assert {key: {name: row[name] for name in figures} for key, row in found.items()} == expected(once)
    assert all(row["currency"] == ("USD" if row["cost"] is not None else None) for row in found.values())


def test_the_last_marks_are_known_again_and_memory_is_bounded() -> None:
    seen = Seen(remembered=1000)
    marks = np.arange(10_000, dtype=np.uint64)
    for start in range(0, 10_000, 100):
        assert seen.first(marks[start : start + 100]).all()
        assert not seen.first(marks[max(0, start - 800) : start + 100]).any()
    assert sum(map(len, (*seen._old, *seen._young))) <= 2000
    assert seen.first(np.array([1, 1, 2], np.uint64)).tolist() == [True, False, True]


def test_who_is_nobody_is_rejected_and_a_task_is_counted_by_day() -> None:
    days = EventDays()
    sieve = Sieve(np.arange(1, 6))
    who = pa.array(["ana@example.com", "not an address", None, "ANA@example.com", "ana@example.com"])
    events = Events(who, "email", "chatgpt", pa.array([20_500, 20_500, 20_500, 20_500, None], pa.int32()))
    days.add(sieve, events)
    days.add_tasks(sieve, events, pa.array(["draft", "draft", None, "draft", "draft"]))

    assert [(reject.record, reject.field) for reject in sieve.rejects] == [(5, "day"), (2, "identifier"), (3, "identifier")]
    usage, tasks = (batch.facts for batch in days.batches())
    assert [(row["active"], row["prompts"]) for row in usage["usage"].to_pylist()] == [(1, None)]
    assert [(row["task"], row["uses"]) for row in tasks["task_use"].to_pylist()] == [("draft", 2)]
