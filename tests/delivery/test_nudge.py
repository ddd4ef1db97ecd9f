"""Today's practice goes to who wants it, once a day, in no quiet hour."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from clearspan.application.store import Application
from clearspan.delivery.outbox import Outbox, Outgoing, State
from clearspan.jobs.nudge import deliver, nudge, todays
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.pacing import Preferences
from clearspan.practice.record import PracticeRecord, Step
from clearspan.vocabulary.period import day_number
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store


class Kept:
    """A channel that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    def send(self, outgoing: Outgoing) -> str:
        self.sent.append(outgoing)
        return "remote"

    def was_sent(self, outgoing: Outgoing) -> str | None:
        return None


def test_a_week_of_nudges(staffed: tuple[Path, int], store: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, person = staffed
    channel = Kept()

    def at(moment: str) -> int:
        monkeypatch.setenv("CLEARSPAN_NOW", f"{moment}:00+00:00")
        return nudge(folder)

    assert at("2026-11-23T10:00") == 0
    PracticeRecord(store).prefer(person, Preferences(nudges=True, channel="slack"))
    assert [at("2026-11-23T10:00"), at("2026-11-23T10:05"), at("2026-11-23T16:00")] == [1, 0, 0]
    assert [at("2026-11-23T18:00"), at("2026-11-24T08:00"), at("2026-11-24T09:30")] == [0, 0, 1]
    assert at("2026-11-28T10:00") == 0
    assert deliver(folder, {})[State.SENT] == 0
    assert deliver(folder, {"slack": channel})[State.SENT] == 2 and deliver(folder, {"slack": channel})[State.SENT] == 0
    assert [each.person for each in channel.sent] == [person] * 2
    assert all("Only you see this" in each.message.note for each in channel.sent)
    PracticeRecord(store).prefer(person, Preferences(nudges=False))
    assert at("2026-11-30T10:00") == 0 and Outbox(store).counted()["sent"] == 2


def test_work_that_just_began_brings_its_use_case(staffed: tuple[Path, int], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, person = staffed
    monkeypatch.setenv("CLEARSPAN_NOW", "2026-11-23T10:00:00+00:00")
    today = day_number(date(2026, 11, 23))

    def begin(item: str, task: str, started: int) -> None:
        row = {"person": person, "identity": 1, "item": item, "kind": "deal", "task": task, "created_day": started}
        origin = {"started_day": started, "source": "work_items", "arrival": 1, "as_of": today}
        with Store.open(folder).draft() as draft:
            draft.add("work_item", pa.Table.from_pylist([row | origin], schema=arrow_schema(TABLES["work_item"])))
            draft.commit()

    begin("old", "Renewal review", today - 40)
    message = todays(folder, person, "https://learn.example")
    assert message is not None and message.item != "use_cases/sales/prepare_renewal"
    begin("new", "Renewal  Review", today - 1)
    message = todays(folder, person, "https://learn.example")
    assert message is not None and message.item == "use_cases/sales/prepare_renewal"
    PersonPractice(folder, person).step(message.item, Step.TRIED)
    message = todays(folder, person, "https://learn.example")
    assert message is not None and message.item != "use_cases/sales/prepare_renewal"
