"""Moveworks' Data API: users, page by page (OData)."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

PAGES = {
    "0": [{"id": "7781", "email_addr": "mira.quillfeather@example.com", "access_to_bot": True}],
    "500": [{"id": "7782", "email_addr": "bo.thistlewick@example.com", "access_to_bot": False}],
}


def _answer(asked: Asked) -> Reply:
    assert asked.path == "/export/v1/records/users"
    place = asked.query.get("$skip", "0")
    more = {"@odata.nextLink": f"{asked.base}{asked.path}?%24skip=500"} if place == "0" else {}
    return Reply({"value": PAGES[place], **more})


STANDIN = StandIn(
    given={"host": "api.moveworks.ai", "token": "key-quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=2,
)
