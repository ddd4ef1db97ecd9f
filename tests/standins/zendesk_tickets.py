"""Zendesk: the incremental export of tickets by cursor, with users and metric sets beside them; it goes on to the present."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

AGENTS = {114095567751: "quillfeather@example.com", 114095567752: "oystermouth@example.com"}
WITHIN, LATER = 1_788_940_800, 1_799_000_000


def _ticket(number: int, agent: int, changed: int, score: str = "unoffered") -> dict[str, Any]:
    times = {"created_at": "2026-09-07T08:00:00Z", "updated_at": "2026-09-09T08:00:00Z", "generated_timestamp": changed}
    who = {"requester_id": 9990001, "assignee_id": agent, "tags": [], "satisfaction_rating": {"score": score}}
    metrics = {"initially_assigned_at": "2026-09-07T09:00:00Z", "solved_at": "2026-09-08T09:00:00Z", "reopens": 0}
    return {"id": number, "status": "solved", "subject": "Salamander", **times, **who, "metric_set": metrics}


FIRST, SECOND = AGENTS
PAGES = {
    None: ([_ticket(3550001, FIRST, WITHIN, "good")], "MTU4"),
    "MTU4": ([_ticket(3550001, FIRST, WITHIN, "good"), _ticket(3550002, SECOND, LATER, "bad")], "MTU5"),
    "MTU5": ([_ticket(3550003, SECOND, LATER)], "MTU6"),
}


def _answer(asked: Asked) -> Reply:
    assert asked.path == "/api/v2/incremental/tickets/cursor.json"
    assert asked.query["include"] == "users,metric_sets"
    assert int(asked.query["start_time"]) % 86_400 == 0
    tickets, following = PAGES[asked.query.get("cursor")]
    users = [{"id": number, "email": address, "role": "agent", "name": "Salamander"} for number, address in AGENTS.items()]
    return Reply({"tickets": tickets, "users": users, "after_cursor": following, "end_of_stream": False})


STANDIN = StandIn(
    given={"subdomain": "acme", "user": "ida.brambleby@example.com/token", "token": "thistlewick-token"},
    window=Window(date(2026, 9, 7), date(2026, 9, 13)),
    answer=_answer,
    calls=3,
)
