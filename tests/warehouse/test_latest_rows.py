"""A merge in memory writes the very bytes that the query engine's merge writes."""

import random
from pathlib import Path
from typing import Any

import pytest
from tests.warehouse.rows import JANUARY, rows_of

from clearspan.warehouse import merge
from clearspan.warehouse.draft import Draft
from clearspan.warehouse.latest_rows import Ints
from clearspan.warehouse.latest_rows import latest_places as in_memory
from clearspan.warehouse.store import Store

SURFACES = ["z", "Z", "é", "chat", "\U0001f600"]


def fill(draft: Draft, arrival: int) -> None:
    """Adds rows of few people: some restated, some said twice in one breath, some of a person known by another number."""
    draw = random.Random(arrival)
    records = []
    for at in range(600):
        day = JANUARY + draw.randrange(40)
        who = {"identity": draw.randrange(-3, 6), "person": draw.randrange(5)}
        as_of = JANUARY + (at if day > JANUARY + 30 else day)
        origin = {"source": draw.choice(["neutral", "cursor"]), "as_of": as_of, "arrival": arrival}
        records.append({**who, **origin, "surface": draw.choice(SURFACES), "start_day": day, "actions": draw.randrange(3)})
    draft.add("usage", rows_of("usage", *records))
    draft.add("work_item", rows_of("work_item", *({"item": f"{at:02}", "arrival": arrival} for at in range(30))))


def test_both_merges_give_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "ROW_GROUP", 64)
    told: list[bool] = []

    def latest_places(*given: Any) -> Ints | None:
        places = in_memory(*given)
        told.append(places is not None)
        return places

    monkeypatch.setattr(merge, "latest_places", latest_places)
    written = []
    for most in (0, merge.IN_MEMORY_ROWS):
        monkeypatch.setattr(merge, "IN_MEMORY_ROWS", most)
        store = Store.open(tmp_path / str(most))
        for arrival in (1, 2):
            with store.draft() as draft:
                fill(draft, arrival)
                draft.commit()
        written.append(sorted(store.generation().files()))
    assert written[0] == written[1]
    assert len(written[0]) == 5
    assert sorted(told) == 4 * [False] + 6 * [True]
