"""OpenAI's Compliance Logs Platform: lists of files by kind of event, and files behind signed links."""

import json
from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

MIRA = {"type": "ACCOUNT_USER", "user_id": "user-77", "user_email": "mira.quillfeather@example.com"}


def _message(number: int, time: str, author: str, text: str) -> dict[str, object]:
    return {
        "event_id": f"evt_{number}",
        "type": "CONVERSATION_MESSAGE",
        "timestamp": time,
        "actor": MIRA,
        "conversation": {"id": "c1", "title": "About Thistlewick"},
        "message": {"id": f"m{number}", "author": {"type": author}, "content": {"type": "text", "value": text}},
    }


_CODEX = {
    "event_id": "evt_20",
    "type": "CODEX_LOG",
    "timestamp": "2026-09-01T09:00:00Z",
    "actor": MIRA,
    "event_type": "PROMPT_SENT",
    "client_id": "CODEX_WEB",
    "event_details": {"detail_type": "PROMPT_SENT", "session_id": "s1", "prompt_text": "explain this function"},
}
FILES = {
    "f1": [
        _message(1, "2026-09-01T08:00:00Z", "user", "Translate the letter to Thistlewick"),
        _message(2, "2026-09-01T08:00:09Z", "assistant", "Certainly."),
    ],
    "f2": [
        _message(1, "2026-09-01T08:00:00Z", "user", "Translate the letter to Thistlewick"),
        _message(3, "2026-09-01T23:59:59Z", "user", "Thank you"),
        _message(4, "2026-09-02T00:00:01Z", "user", "Translate one more"),
    ],
    "f3": [_CODEX],
}
LISTS = {
    ("CONVERSATION_MESSAGE", "2026-09-01T00:00:00Z"): {
        "data": [{"id": "f1"}],
        "has_more": True,
        "last_end_time": "2026-09-01T12:00:00Z",
    },
    ("CONVERSATION_MESSAGE", "2026-09-01T12:00:00Z"): {
        "data": [{"id": "f2"}],
        "has_more": True,
        "last_end_time": "2026-09-02T07:00:00Z",
    },
    ("CODEX_LOG", "2026-09-01T00:00:00Z"): {
        "data": [{"id": "f3"}],
        "has_more": False,
        "last_end_time": "2026-09-01T12:00:00Z",
    },
}


def _answer(asked: Asked) -> Reply:
    if asked.path == "/workspaces/w1/logs":
        return Reply(LISTS[asked.query["event_type"], asked.query["after"]])
    kind, _, number = asked.path.removeprefix("/workspaces/w1/").partition("/")
    if kind == "logs":
        return Reply(status=302, headers={"Location": f"{asked.base}/signed/{number}?sig=abc"})
    return Reply("\n".join(map(json.dumps, FILES[asked.path.removeprefix("/signed/")])))


STANDIN = StandIn(
    given={"scope": "workspaces/w1", "token": "sk-quillfeather"},
    window=Window(date(2026, 9, 1), date(2026, 9, 1)),
    answer=_answer,
    calls=9,
    signed_links=("/signed/",),
)
