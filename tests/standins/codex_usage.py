"""OpenAI's Codex Enterprise Analytics: usage by user, in pages."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

DAY = 1788220800


def _record(user: str, email: str | None, turns: int) -> dict[str, Any]:
    return {
        "start_time": DAY,
        "end_time": DAY + 86400,
        "user_id": user,
        "actor": {"type": "ACCOUNT_USER", "user_id": user, "email": email},
        "totals": {"threads": 1, "turns": turns, "credits": 0.5},
        "clients": [{"client_id": "CODEX_CLI", "threads": 1, "turns": turns}],
    }


PAGES: dict[str, dict[str, Any]] = {
    "": {"data": [_record("user-77", "mira.quillfeather@example.com", 5)], "has_more": True, "next_page": "p2"},
    "p2": {
        "data": [_record("user-77", "mira.quillfeather@example.com", 5), _record("user-78", None, 0)],
        "has_more": False,
        "next_page": None,
    },
}


def _answer(asked: Asked) -> Reply:
    assert asked.path == "/workspaces/w1/usage"
    assert (asked.query["start_time"], asked.query["end_time"]) == (str(DAY), str(DAY + 86400))
    return Reply({"object": "page", **PAGES[asked.query.get("page", "")]})


STANDIN = StandIn(
    given={"workspace": "w1", "token": "sk-quillfeather"},
    window=Window(date(2026, 9, 1), date(2026, 9, 1)),
    answer=_answer,
    calls=2,
)
