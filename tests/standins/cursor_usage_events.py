"""Cursor's Admin API: usage events with what each cost, in numbered pages."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

DAY = 1_787_184_000_000


def _event(time: int, email: str, cents: float, kind: str = "Usage-based") -> dict[str, Any]:
    tokens = {"inputTokens": 126, "outputTokens": 450, "cacheWriteTokens": 0, "cacheReadTokens": 0, "totalCents": cents}
    return {
        "timestamp": str(time),
        "userEmail": email,
        "model": "auto",
        "kind": kind,
        "tokenUsage": tokens,
        "chargedCents": cents,
    }


LAST = _event(DAY + 7, "mira.quillfeather@example.com", 2.5)
PAGES = {
    1: [_event(DAY, "mira.quillfeather@example.com", 20.18232), LAST],
    2: [
        LAST,
        _event(DAY + 86_399_999, "bo.thistlewick@example.com", 0, "Errored, Not Charged"),
        _event(DAY + 86_400_000, "bo.thistlewick@example.com", 4),
    ],
}


def _answer(asked: Asked) -> Reply:
    body = asked.json()
    assert (asked.method, asked.path) == ("POST", "/teams/filtered-usage-events")
    assert (body["startDate"], body["endDate"]) == (DAY, DAY + 86_400_000 - 1)
    number = body["page"]
    return Reply(
        {
            "totalUsageEventsCount": 4,
            "usageEvents": PAGES[number],
            "pagination": {"currentPage": number, "hasNextPage": number < 2},
        }
    )


STANDIN = StandIn(
    given={"key": "key_quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=2,
)
