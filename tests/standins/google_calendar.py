"""Google: the organisation's users from the Directory API, and the events of each one's calendar, in pages."""

from datetime import date
from typing import Any

from tests.standins.service_account import SERVICE_ACCOUNT
from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

BUSY = "busy.oystermouth@example.com"
MIRA, BO, NEW = "mira.quillfeather@example.com", "bo.thistlewick@example.com", "new.brambleby@example.com"


def _event(number: str, day: str, begin: str, end: str, owner: str, *others: str) -> dict[str, Any]:
    people = [{"email": owner, "self": True, "responseStatus": "accepted"}]
    people += [{"email": other, "responseStatus": "accepted"} for other in others]
    times = {"start": {"dateTime": f"{day}T{begin}:00+02:00"}, "end": {"dateTime": f"{day}T{end}:00+02:00"}}
    return {"id": number, "status": "confirmed", "eventType": "default", "attendees": people, **times}


CALENDARS = {
    (MIRA, None): ([_event("e1", "2026-09-07", "09:00", "10:30", MIRA, BO)], "P2"),
    (MIRA, "P2"): (
        [_event("e2", "2026-09-09", "14:00", "15:00", MIRA, BO), _event("e0", "2026-09-06", "09:00", "10:00", MIRA, BO)],
        None,
    ),
    (BUSY, None): ([{"id": "b1", "start": {"date": "2026-09-07"}, "end": {"date": "2026-09-08"}}], None),
    (BO, None): ([_event("e1", "2026-09-07", "09:00", "10:30", BO, MIRA)], None),
}

ROLES = {BUSY: "freeBusyReader"}


def _answer(asked: Asked) -> Reply:
    if asked.path == "/admin/directory/v1/users":
        if asked.query.get("pageToken") == "U2":
            return Reply({"users": [{"primaryEmail": NEW}, {"primaryEmail": BUSY}]})
        return Reply({"users": [{"primaryEmail": MIRA}, {"primaryEmail": BO}], "nextPageToken": "U2"})
    address = asked.path.removeprefix("/calendar/v3/calendars/").removesuffix("/events").replace("%40", "@")
    assert asked.query["singleEvents"] == "true"
    assert "summary" not in asked.query["fields"]
    assert "description" not in asked.query["fields"]
    assert (asked.query["timeMin"], asked.query["timeMax"]) == ("2026-09-06T00:00:00Z", "2026-09-12T00:00:00Z")
    found = CALENDARS.get((address, asked.query.get("pageToken")))
    if found is None:
        return Reply({"error": {"code": 404, "message": "Not Found"}}, status=404)
    items, following = found
    return Reply(
        {
            "kind": "calendar#events",
            "accessRole": ROLES.get(address, "reader"),
            "items": items,
            **({"nextPageToken": following} if following else {}),
        }
    )


STANDIN = StandIn(
    given={"service_account": SERVICE_ACCOUNT, "administrator": "ida.oystermouth@example.com"},
    window=Window(date(2026, 9, 7), date(2026, 9, 10)),
    answer=_answer,
    calls=7,
)
