"""Claude Enterprise Analytics: users of a day, in pages; the answer does not name the day."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _user(number: str, name: str, messages: int, sessions: int) -> dict[str, Any]:
    return {
        "user": {"id": f"user_{number}", "email_address": f"{name}@example.com"},
        "chat_metrics": {"message_count": messages, "distinct_conversation_count": 1},
        "claude_code_metrics": {"core_metrics": {"distinct_session_count": sessions}},
        "last_activity_date": "2026-08-01",
    }


PAGES = {
    "": {"data": [_user("1", "mira.quillfeather", 5, 2)], "next_page": "page_2"},
    "page_2": {"data": [_user("1", "mira.quillfeather", 5, 2), _user("2", "rhys.oystermouth", 0, 0)], "next_page": None},
}


def _answer(asked: Asked) -> Reply:
    assert asked.path == "/analytics/users"
    assert (asked.query["date"], asked.query["limit"]) == ("2026-08-20", "1000")
    return Reply(PAGES[asked.query.get("page", "")])


STANDIN = StandIn(
    given={"key": "sk-ant-quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=2,
)
