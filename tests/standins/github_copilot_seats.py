"""GitHub's list of Copilot seats: pages with a link to the next one; an enterprise tells a person twice."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _seat(login: str | None, since: str) -> dict[str, Any]:
    assignee = {"login": login, "id": 1, "type": "User"} if login else None
    return {"created_at": f"{since}T08:00:00Z", "plan_type": "business", "last_activity_at": None, "assignee": assignee}


PAGES = {
    ("/enterprises/acme/copilot/billing/seats", "1"): [_seat("mquillfeather_acme", "2026-03-01"), _seat(None, "2026-03-01")],
    ("/enterprises/acme/copilot/billing/seats", "2"): [_seat("mquillfeather_acme", "2026-01-15")],
    ("/orgs/labs/copilot/billing/seats", "1"): [_seat("bthistlewick_acme", "2026-09-03")],
}


def _answer(asked: Asked) -> Reply:
    page = asked.query.get("page", "1")
    assert asked.query["per_page"] == "100"
    seats = PAGES[asked.path, page]
    more = (asked.path, str(int(page) + 1)) in PAGES
    link = f'<{asked.base}{asked.path}?per_page=100&page={int(page) + 1}>; rel="next"'
    return Reply({"total_seats": 2, "seats": seats}, headers={"Link": link} if more else {})


STANDIN = StandIn(
    given={"scope": "enterprises/acme, orgs/labs", "token": "ghp_quillfeather"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=3,
)
