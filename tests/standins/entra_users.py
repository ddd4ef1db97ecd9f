"""Microsoft Graph: users in pages, each of which names the next one's whole address."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _user(number: int, name: str, **more: Any) -> dict[str, Any]:
    address = f"{name}@example.com"
    plain = {"mail": address, "department": "Care", "jobTitle": "Agent", "accountEnabled": True, "userType": "Member"}
    aliases = [f"SMTP:{address}", f"smtp:{name[0]}.{name}@example.com"]
    return {"id": f"guid-{number}", "userPrincipalName": address, "proxyAddresses": aliases, **plain, **more}


PAGES = {
    "": [_user(1, "quillfeather", jobTitle="Head of Care"), _user(2, "oystermouth", manager={"id": "guid-1"})],
    "second": [_user(3, "brambleby", manager={"id": "guid-1"}, employeeHireDate="2025-09-01T00:00:00Z")],
}


def _answer(asked: Asked) -> Reply:
    place = asked.query.get("$skiptoken", "")
    if asked.path != "/users" or place not in PAGES:
        return Reply({"error": {"code": "Request_BadRequest"}}, status=400)
    if not place:
        assert "proxyAddresses" in asked.query["$select"]
        assert asked.query["$expand"] == "manager($select=id)"
    following = {} if place else {"@odata.nextLink": f"{asked.base}/users?$skiptoken=second"}
    return Reply({"@odata.context": "users", "value": PAGES[place], **following})


STANDIN = StandIn(
    given={"tenant": "t-1", "client_id": "c-1", "client_secret": "oystermouth-secret"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=2,
)
