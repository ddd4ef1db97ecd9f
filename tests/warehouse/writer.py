"""A writer process that the crash tests start and end: it commits one complete state after another."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
from tests.warehouse.rows import FEBRUARY, JANUARY, people, rows_of

from clearspan.warehouse.store import Store

CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}
"""Audit events that announce a change to the folder: a process can end before each of them."""


def state(number: int) -> dict[str, pa.Table]:
    """Rows of three tables that all carry the number of their state."""
    months = [people(1, 2, start_day=day, arrival=number, actions=number) for day in (JANUARY, FEBRUARY)]
    return {
        "usage": pa.concat_tables(months),
        "price": rows_of("price", {"tool": "claude", "from_day": number, "monthly": number, "arrival": number}),
        "arrival": rows_of("arrival", {"arrival": 1, "rows": number, "source": None}),
    }


def numbers_in(store: Store) -> set[int]:
    """The numbers that the stored rows carry: one where the state is whole, none where nothing was committed."""
    columns = {"usage": "actions", "price": "from_day", "arrival": "rows"}
    found = [set(store.rows(table).column(column).to_pylist()) for table, column in columns.items()]
    if len({len(some) for some in found}) > 1:
        raise AssertionError(f"the tables do not belong to one state: {found}")
    return set().union(*found)


def commit_state(store: Store, number: int) -> None:
    """Nothing; commits the state of a number, spooled through staging files."""
    with store.draft(spool_bytes=1) as draft:
        for table, rows in state(number).items():
            if table == "price":
                draft.replace("price", "neutral", rows)
            else:
                draft.add(table, rows)
        draft.commit()


def commit_on(directory: str, first: int, told: Any) -> None:
    """Nothing; commits states from `first` on until it is killed, and tells each number that is committed."""
    store = Store.open(Path(directory))
    for number in range(first, first + 100_000):
        commit_state(store, number)
        told.send(number)


def erase(store: Store, person: int) -> None:
    """Nothing; erases a person."""
    with store.draft() as draft:
        draft.remove_people({person})
        draft.commit()


def end_at(directory: str, work: Callable[[Store], None], call: int) -> None:
    """Nothing; does `work` and ends the process, as a kill does, before the change to the folder of number `call`."""
    calls = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal calls
        if event in CHANGES and directory in str(arguments[0]) and (event != "open" or _writes(arguments[2])):
            calls += 1
            if calls == call:
                os._exit(9)

    sys.addaudithook(count)
    work(Store.open(Path(directory)))
    os._exit(0)


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
