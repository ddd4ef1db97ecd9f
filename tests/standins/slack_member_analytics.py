"""Slack: a gzip file of members a day; a day whose file is not ready yet is answered with an error in a 200."""

import gzip
import json
from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _member(number: str, email: str, **counts: Any) -> dict[str, Any]:
    who = {"enterprise_id": "E1", "team_id": "T1", "date": "2026-09-07", "user_id": number, "email_address": email}
    return {**who, "is_guest": False, "is_active": bool(counts.get("messages_posted_count")), **counts}


MEMBERS = [
    _member("U01QUILLF", "quillfeather@example.com", messages_posted_count=31, total_calls_count=2),
    _member("U02OYSTER", "oystermouth@example.com", messages_posted_count=0, total_calls_count=0),
]
FILE = gzip.compress("\n".join(map(json.dumps, MEMBERS)).encode(), mtime=0)


def _answer(asked: Asked) -> Reply:
    if asked.path != "/admin.analytics.getFile" or asked.query.get("type") != "member":
        return Reply({"ok": False, "error": "unknown_method"})
    if asked.query["date"] == "2026-09-07":
        return Reply(FILE, headers={"Content-Type": "application/gzip"})
    return Reply('{"ok":false,"error":"file_not_yet_available"}')


STANDIN = StandIn(
    given={"token": "xoxp-thistlewick"},
    window=Window(date(2026, 9, 7), date(2026, 9, 8)),
    answer=_answer,
    calls=2,
)
