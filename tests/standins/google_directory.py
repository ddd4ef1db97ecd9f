"""Google's Directory API: users in pages that are asked for by a token."""

from datetime import date
from typing import Any

from tests.standins.service_account import SERVICE_ACCOUNT
from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _user(number: int, name: str, **more: Any) -> dict[str, Any]:
    plain = {"suspended": False, "archived": False, "orgUnitPath": "/Care", "organizations": [{"title": "Agent"}]}
    return {"id": f"1180{number}", "primaryEmail": f"{name}@example.com", "aliases": [f"{name[0]}@example.com"], **plain, **more}


_HEAD = [{"type": "manager", "value": "quillfeather@example.com"}]
PAGES = {
    "": {"users": [_user(1, "quillfeather"), _user(2, "oystermouth", relations=_HEAD)], "nextPageToken": "p2"},
    "p2": {"users": [_user(3, "brambleby", relations=_HEAD), _user(4, "thistlewick", suspended=True)]},
}


def _answer(asked: Asked) -> Reply:
    place = asked.query.get("pageToken", "")
    if asked.path != "/users" or asked.query.get("customer") != "my_customer" or place not in PAGES:
        return Reply({"error": {"code": 400}}, status=400)
    return Reply(PAGES[place])


STANDIN = StandIn(
    given={"service_account": SERVICE_ACCOUNT, "administrator": "quillfeather@example.com"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=2,
)
