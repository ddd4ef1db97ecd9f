"""Claude Enterprise Analytics: requests of a day by user and product, in pages."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

DAYS = {"starting_at": "2026-08-20T00:00:00Z", "ending_at": "2026-08-21T00:00:00Z", "group_by[]": "product", "limit": "1000"}


def _record(name: str, product: str, requests: int) -> dict[str, Any]:
    actor = {"type": "user_actor", "user_id": f"user_{name}", "email": f"{name}@example.com", "name": "Thistlewick"}
    return {"actor": actor, "product": product, "requests": requests}


PAGES = {
    "": [_record("mira.quillfeather", "chat", 4), _record("mira.quillfeather", "claude_code", 9)],
    "p2": [_record("mira.quillfeather", "chat", 4), _record("mira.quillfeather", "cowork", 1)],
}


def _answer(asked: Asked) -> Reply:
    assert asked.path == "/analytics/user_usage_report"
    place = asked.query.get("page", "")
    assert {name: value for name, value in asked.query.items() if name != "page"} == DAYS
    following = None if place else "p2"
    page = {"organization_id": "o1", "data_refreshed_at": "2026-08-21T06:00:00Z", "has_more": not place, "next_page": following}
    return Reply({**page, "data": PAGES[place]})


STANDIN = StandIn(
    given={"key": "sk-ant-quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=2,
)
