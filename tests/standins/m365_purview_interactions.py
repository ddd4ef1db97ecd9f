"""Office 365 Management Activity API: content listed by the day on which it was made available, then fetched blob by blob."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _record(number: str, time: str, user: str, operation: str = "CopilotInteraction") -> dict[str, Any]:
    event = {"AppHost": "Word", "ThreadId": "19:a@thread.v2", "Messages": [{"Id": number, "isPrompt": True, "Size": 9}]}
    return {
        "Id": number,
        "CreationTime": time,
        "Operation": operation,
        "UserId": user,
        "UserKey": f"{len(user):08}-64c7-49b3-821f-f8884f3f373e",
        "CopilotEventData": event,
    }


MIRA = "mira.quillfeather@example.com"
BLOBS = {
    "b1": [_record("r1", "2025-08-20T09:00:00", MIRA), _record("f1", "2025-08-20T09:00:00", MIRA, "FileAccessed")],
    "b2": [_record("r1", "2025-08-20T09:00:00", MIRA), _record("r2", "2025-08-20T23:00:00", MIRA)],
    "b3": [_record("r3", "2025-08-20T23:59:59", "bo.thistlewick@example.com"), _record("r4", "2025-08-21T00:00:00", MIRA)],
}
LISTED = {("2025-08-20T00:00:00", None): ["b1"], ("2025-08-20T00:00:00", "2"): ["b2"], ("2025-08-22T00:00:00", None): ["b3"]}


def _answer(asked: Asked) -> Reply:
    if asked.path.startswith("/blobs/"):
        return Reply(BLOBS[asked.path.removeprefix("/blobs/")])
    assert (asked.path, asked.query["contentType"]) == ("/subscriptions/content", "Audit.General")
    begin, page = asked.query["startTime"], asked.query.get("nextPage")
    listed = [
        {"contentType": "Audit.General", "contentUri": f"{asked.base}/blobs/{name}"} for name in LISTED.get((begin, page), [])
    ]
    following = f"{asked.base}/subscriptions/content?contentType=Audit.General&startTime={begin}&nextPage=2"
    return Reply(listed, headers={"NextPageUri": following} if (begin, page) == ("2025-08-20T00:00:00", None) else {})


STANDIN = StandIn(
    given={"tenant": "t-1", "client_id": "c-1", "client_secret": "secret-quillfeather"},
    window=Window(date(2025, 8, 20), date(2025, 8, 20)),
    answer=_answer,
    calls=11,
)
