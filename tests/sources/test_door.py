"""Behind the door there are numbers for people, and what was held back is counted."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa

from clearspan.sources.door import FORGOTTEN, enter
from clearspan.sources.reading.fact_rows import fact_schema, raw_rows
from clearspan.sources.source import Batch
from clearspan.sources.vendors.chatgpt_users import SOURCE
from clearspan.vocabulary.tables import TABLES


class Registry:
    """Numbers identifiers in the order asked; 'gone' was forgotten, '?' is no identifier. `asked` holds each question."""

    def __init__(self) -> None:
        self.asked: list[list[tuple[str, str]]] = []

    def resolve(self, kinds: Sequence[str], values: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        self.asked.append(list(zip(kinds, values, strict=True)))
        special = {"gone": FORGOTTEN, "?": FORGOTTEN - 1}
        numbers = np.array([special.get(value, at) for at, value in enumerate(values)], np.int32)
        return numbers, np.where(numbers < 0, numbers, numbers + 500).astype(np.int32)

    def token_text(self, kind: str, value: str) -> str:
        return f"{kind} {value[::-1]}"


def licences(values: list[str], kinds: list[str]) -> pa.Table:
    columns = {
        "identifier": pa.array(values),
        "identifier_kind": pa.array(kinds),
        "record": pa.array(range(1, len(values) + 1)),
    }
    return raw_rows("licence", len(values), {**columns, "tool": "chatgpt", "from_day": 20000, "granted": 0, "as_of": 20001})


def test_distinct_identifiers_are_asked_for_once_and_kinds_are_kept_apart() -> None:
    registry = Registry()
    rows = licences(["ana", "bo", "ana", "ana"], ["email", "email", "chatgpt_id", "email"])
    stored = enter(Batch({"licence": rows, "price": _price()}, 4), SOURCE, 7, registry)
    (asked,) = registry.asked
    assert sorted(asked) == [("chatgpt_id", "ana"), ("email", "ana"), ("email", "bo")]
    numbers = dict(zip(asked, range(500, 503), strict=True))
    expected = [numbers[pair] for pair in (("email", "ana"), ("email", "bo"), ("chatgpt_id", "ana"), ("email", "ana"))]
    assert stored["licence"].column("person").to_pylist() == expected
    assert stored["licence"].column("identity").to_pylist() == [number - 500 for number in expected]
    assert set(stored["licence"].column("source").to_pylist()) == {"chatgpt_users"}
    assert set(stored["licence"].column("arrival").to_pylist()) == {7}
    assert {name: rows.schema for name, rows in stored.items()} == {
        name: fact_schema(TABLES[name]) for name in ("licence", "price")
    }


def test_the_forgotten_stay_outside_and_are_counted() -> None:
    batch = Batch({"licence": licences(["ana", "gone", "?"], ["email"] * 3)}, 3)
    stored = enter(batch, SOURCE, 1, Registry())
    assert stored["licence"].num_rows == 1
    assert batch.dropped == {"forgotten person": 1}
    assert [(item.record, item.reason) for item in batch.rejects] == [(3, "is no identifier of its kind")]


def test_a_tie_has_two_people_and_a_work_item_a_token() -> None:
    who = {"identifier": "ana", "identifier_kind": "email", "as_of": 20000}
    second = {"other_identifier": "bo", "other_identifier_kind": "email"}
    tie = raw_rows("tie", 1, {**who, **second, "week": 20000, "strength": 1.0})
    item = raw_rows("work_item", 1, {**who, "item": "ABC-1", "kind": "ticket", "created_day": 20000})
    stored = enter(Batch({"tie": tie, "work_item": item}, 2), SOURCE, 1, Registry())
    assert stored["tie"].select(["person", "other"]).to_pylist() == [{"person": 500, "other": 501}]
    assert stored["work_item"].column("item").to_pylist() == ["work_item 1-CBA"]


def test_an_empty_batch_and_a_table_of_another_kind_pass() -> None:
    batch = Batch({"licence": licences([], []), "roster": _price()}, 0)
    stored = enter(batch, SOURCE, 1, Registry())
    assert list(stored) == ["licence"]
    assert stored["licence"].num_rows == 0


def _price() -> pa.Table:
    return raw_rows("price", 1, {"tool": "chatgpt", "from_day": 1, "monthly": Decimal(30), "currency": "EUR", "as_of": 1})
