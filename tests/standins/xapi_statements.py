"""A learning record store: statements of a verb, in pages whose next one's address lies below the store."""

from datetime import date
from typing import Any
from urllib.parse import quote

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

_VERBS = "http://adlnet.gov/expapi/verbs/"


def _statement(number: str, name: str, verb: str, day: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "actor": {"name": name, "mbox": f"mailto:{name}@example.com"},
        "verb": {"id": _VERBS + verb},
        "object": {"id": "https://lms.example.com/ai", "definition": {"name": {"en": "AI for claims"}}},
        "timestamp": f"{day}T10:00:00Z",
        **more,
    }


_DONE = _statement("s-2", "quillfeather", "completed", "2026-08-05", result={"duration": "PT20M"})
PAGES = {
    ("initialized", ""): [
        _statement("s-1", "quillfeather", "initialized", "2026-08-04"),
        _statement("s-3", "oystermouth", "initialized", "2026-08-06"),
    ],
    ("completed", ""): [_DONE],
    ("completed", "2"): [_DONE, _statement("s-4", "brambleby", "completed", "2026-08-07")],
}


def _answer(asked: Asked) -> Reply:
    if asked.path != "/statements" or asked.headers.get("x-experience-api-version") != "1.0.3":
        return Reply({"error": "bad request"}, status=400)
    verb, place = asked.query["verb"].removeprefix(_VERBS), asked.query.get("more", "")
    following = f"/statements?verb={quote(_VERBS + verb, safe='')}&more=2" if (verb, place) == ("completed", "") else ""
    return Reply({"statements": PAGES.get((verb, place), []), "more": following})


STANDIN = StandIn(
    given={"address": "http://127.0.0.1", "since": "2026-01-01", "user": "key", "password": "oystermouth-password"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=5,
)
