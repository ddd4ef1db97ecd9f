"""Cursor's Admin API: daily usage by member, in numbered pages."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

DAY = 1_787_184_000_000


def _day(email: str, number: int, requests: int, active: bool) -> dict[str, Any]:
    return {
        "userId": number,
        "email": email,
        "day": "2026-08-20",
        "date": DAY,
        "isActive": active,
        "agentRequests": requests,
        "chatRequests": 0,
        "totalTabsShown": 9,
        "totalTabsAccepted": requests // 2,
    }


PAGES = {
    1: [_day("mira.quillfeather@example.com", 12, 41, True), _day("bo.thistlewick@example.com", 13, 0, False)],
    2: [_day("bo.thistlewick@example.com", 13, 0, False), _day("rune.oystermouth@example.com", 14, 3, True)],
}


def _answer(asked: Asked) -> Reply:
    body = asked.json()
    assert (asked.method, asked.path) == ("POST", "/teams/daily-usage-data")
    assert (body["startDate"], body["endDate"]) == (DAY, DAY + 86_400_000 - 1)
    return Reply({"data": PAGES[body["page"]], "pagination": {"page": body["page"], "hasNextPage": body["page"] < len(PAGES)}})


STANDIN = StandIn(
    given={"key": "key_quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=2,
)
