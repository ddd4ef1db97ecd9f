"""Zendesk tickets: the incremental export with users and metric sets, a file for the tickets that changed in a week.

The customers answer good or bad: how good the work was judged is told no finer. How hard it is, is not told.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clearspan.simulator.accounts import zendesk_id
from clearspan.simulator.clocks import moment
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import write_json
from clearspan.simulator.kept_items import Item, KeptItems
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

NAME = "zendesk_tickets"
GOOD = 0.7
"""From which quality on customers are content."""
FIRST_NUMBER = 3_000_000


class ZendeskTickets(Writing):
    """Writes the tickets of each week; a page has the users that were in no page before, and every third one all of its own."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._items = KeptItems(scene, NAME)
        self._told: set[int] = set()

    def write(self, week: Week) -> None:
        """Writes the tickets that changed in a week, and one that nobody has taken."""
        items = list(self._items.changed_in(week))
        owners = {item.owner for item in items}
        users = owners if week.number % 3 == 0 else owners - self._told
        self._told |= owners
        tickets = [_ticket(item) for item in items]
        tickets.append(_waiting(week))
        page = {
            "tickets": tickets,
            "users": list(self._users(users)),
            "metric_sets": [_metrics(item) for item in items],
            "after_cursor": None,
            "end_of_stream": True,
        }
        write_json(self._folder / f"tickets-{iso(week.start)}.json", page)

    def _users(self, people: set[int]) -> Iterator[dict[str, Any]]:
        for person in sorted(people):
            yield {"id": zendesk_id(person), "email": self._org.identity.email[person], "role": "agent"}


def _ticket(item: Item) -> dict[str, Any]:
    score = "unoffered" if item.finished is None else "offered"
    if item.quality is not None:
        score = "good" if item.quality >= GOOD else "bad"
    state = "open" if item.started is not None else "new"
    return {
        "id": FIRST_NUMBER + item.serial,
        "subject": f"Ticket {item.serial}",
        "status": state if item.finished is None else "closed" if item.serial % 4 else "solved",
        "created_at": moment(item.created),
        "updated_at": moment(item.moments[-1]),
        "generated_timestamp": item.moments[-1],
        "requester_id": 990_000_000 + item.serial,
        "assignee_id": zendesk_id(item.owner),
        "tags": [mark.replace(" ", "_").replace("-", "_") for mark in item.marks],
        "satisfaction_rating": {"score": score},
    }


def _metrics(item: Item) -> dict[str, Any]:
    return {
        "ticket_id": FIRST_NUMBER + item.serial,
        "initially_assigned_at": None if item.started is None else moment(item.started),
        "solved_at": None if item.finished is None else moment(item.finished),
        "reopens": item.reopened,
    }


def _waiting(week: Week) -> dict[str, Any]:
    made = moment(week.start * 86_400)
    return {
        "id": 1000 + week.number, "status": "new", "created_at": made, "updated_at": made, "requester_id": 7,
        "assignee_id": None, "tags": [], "satisfaction_rating": {"score": "unoffered"},
    }  # fmt: skip


WRITER = Writer(name=NAME, folder="zendesk", begin=ZendeskTickets)
