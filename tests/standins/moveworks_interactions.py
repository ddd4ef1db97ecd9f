"""Moveworks' Data API: interactions, page by page (OData); an answer without records has no list."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _interaction(number: str, user: str, actor: str, time: str, kind: str = "INTERACTION_TYPE_FREE_TEXT") -> dict[str, Any]:
    return {
        "id": number,
        "conversation_id": "c1",
        "user_id": user,
        "actor": actor,
        "platform": "SLACK",
        "type": kind,
        "detail": {"content": "reset the password of Rune Oystermouth"},
        "created_time": time,
    }


ASKED = _interaction("i1", "7781", "user", "2026-08-20T09:00:00.000Z")
PAGES = {
    "0": [ASKED, _interaction("i2", "7781", "bot", "2026-08-20T09:00:02.000Z")],
    "500": [
        ASKED,
        _interaction("i3", "7783", "user", "2026-08-20T11:00:00.000Z", "INTERACTION_TYPE_BUTTON_CLICK"),
        _interaction("i4", "7782", "bot", "2026-08-20T12:00:00.000Z", "INTERACTION_TYPE_NOTIFICATION"),
    ],
}


def _answer(asked: Asked) -> Reply:
    assert asked.path == "/export/v1/records/interactions"
    assert "created_time ge '2026-08-20T00:00:00.000Z'" in asked.query["$filter"]
    place = asked.query.get("$skip", "0")
    if place not in PAGES:
        return Reply({"@odata.context": f"{asked.base}/export/v1/$metadata#records/interactions"})
    filtered = "%24filter=created_time+ge+%272026-08-20T00%3A00%3A00.000Z%27"
    following = f"{asked.base}{asked.path}?{filtered}&%24skip={int(place) + 500}"
    return Reply({"value": PAGES[place], "@odata.nextLink": following})


STANDIN = StandIn(
    given={"host": "api.moveworks.ai", "token": "key-quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=3,
)
