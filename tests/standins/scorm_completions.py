"""SCORM Cloud: registrations that changed in a window, in pages that are asked for by a token."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _registration(number: int, name: str, status: str, **more: Any) -> dict[str, Any]:
    learner = {"id": f"{name}@example.com", "lastName": name}
    course = {"id": "ai-basics", "title": "AI basics"}
    plain = {"instance": 0, "registrationSuccess": "UNKNOWN", "totalSecondsTracked": 600.0, "course": course, "learner": learner}
    return {"id": f"reg-{number}", "registrationCompletion": status, "createdDate": "2026-08-31T08:00:00Z", **plain, **more}


PAGES = {
    "": {
        "registrations": [
            _registration(1, "quillfeather", "COMPLETED", completedDate="2026-09-02T10:00:00.000Z"),
            _registration(2, "oystermouth", "INCOMPLETE"),
        ],
        "more": "t2",
    },
    "t2": {"registrations": [_registration(3, "brambleby", "UNKNOWN")]},
}


def _answer(asked: Asked) -> Reply:
    place = asked.query.get("more", "")
    since = asked.query.get("since")
    if asked.path != "/registrations" or since != "2026-08-31T00:00:00Z" or place not in PAGES:
        return Reply({"message": "bad request"}, status=400)
    return Reply(PAGES[place])


STANDIN = StandIn(
    given={"application": "APP", "key": "oystermouth-key"},
    window=Window(date(2026, 8, 31), date(2026, 9, 6)),
    answer=_answer,
    calls=2,
)
