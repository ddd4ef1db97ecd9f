"""Asana: projects, the tasks of each that were changed since a moment, and each task's stories, all in pages by offset."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _task(number: str, name: str, modified: str, **more: Any) -> dict[str, Any]:
    person = {"gid": f"12011111111111{len(name):02}", "email": f"{name}@example.com"}
    plain = {"created_at": "2026-09-01T08:00:00.000Z", "completed": False, "completed_at": None, "tags": [], "custom_fields": []}
    return {"gid": number, "resource_subtype": "default_task", "modified_at": modified, "assignee": person, **plain, **more}


DONE = {"completed": True, "completed_at": "2026-09-09T08:00:00.000Z"}
TASKS = {
    ("701", None): ([_task("9001", "quillfeather", "2026-09-09T08:00:00.000Z", **DONE)], "o2"),
    ("701", "o2"): (
        [_task("9002", "oystermouth", "2026-09-08T08:00:00.000Z"), _task("9003", "brambleby", "2026-09-20T08:00:00.000Z")],
        None,
    ),
    ("702", None): ([], None),
}
STORIES = {
    ("9001", None): (
        [{"resource_subtype": "section_changed", "created_at": "2026-09-07T08:00:00.000Z", "new_section": {"name": "Doing"}}],
        "s2",
    ),
    ("9001", "s2"): ([{"resource_subtype": "marked_complete", "created_at": "2026-09-09T08:00:00.000Z"}], None),
    ("9002", None): ([{"resource_subtype": "comment_added", "created_at": "2026-09-08T08:00:00.000Z"}], None),
}


def _answer(asked: Asked) -> Reply:
    place = asked.query.get("offset")
    fields = asked.query["opt_fields"].split(",")
    assert not {"name", "notes", "text"} & set(fields)
    if asked.path == "/projects":
        assert asked.query["workspace"] == "4711"
        return _page([{"gid": "702"}], None) if place else _page([{"gid": "701"}], "p2")
    if asked.path == "/tasks":
        assert asked.query["modified_since"] == "2026-09-07T00:00:00Z"
        return _page(*TASKS[asked.query["project"], place])
    return _page(*STORIES[asked.path.split("/")[2], place])


def _page(data: list[dict[str, Any]], following: str | None) -> Reply:
    return Reply({"data": data, "next_page": {"offset": following, "uri": "..."} if following else None})


STANDIN = StandIn(
    given={"workspace": "4711", "token": "thistlewick-token"},
    window=Window(date(2026, 9, 7), date(2026, 9, 13)),
    answer=_answer,
    calls=8,
)
