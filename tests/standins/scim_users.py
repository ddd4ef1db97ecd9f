"""A SCIM service: users in pages that are counted; one user moves to the next page while they are read."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

_EXTENSION = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def _user(number: int, name: str, **more: Any) -> dict[str, Any]:
    address = f"{name}@example.com"
    plain = {"active": True, "title": "Agent", "userType": "Employee", "emails": [{"value": address, "type": "work"}]}
    return {"schemas": [], "id": f"s-{number}", "userName": address, **plain, _EXTENSION: {"department": "Care", **more}}


_HEAD = {"manager": {"value": "s-1"}}
PAGES = {
    "": [_user(1, "quillfeather"), _user(2, "oystermouth", **_HEAD)],
    "3": [_user(2, "oystermouth", **_HEAD), _user(3, "brambleby", employeeNumber="A-3", **_HEAD)],
}


def _answer(asked: Asked) -> Reply:
    place = asked.query.get("startIndex", "")
    if asked.path != "/Users" or place not in PAGES:
        return Reply({"status": "400", "scimType": "invalidValue"}, status=400)
    users = PAGES[place]
    return Reply({"schemas": [], "totalResults": 4, "startIndex": int(place or 1), "itemsPerPage": 2, "Resources": users})


STANDIN = StandIn(
    given={"address": "http://127.0.0.1", "paging": "index", "token": "oystermouth-token"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=2,
)
