"""Jira Cloud: the meanings of statuses, a search in pages by token, and the rest of a changelog that the search cut short."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

STATUSES = [
    {"id": "1", "name": "Offen", "statusCategory": {"key": "new"}},
    {"id": "3", "name": "In Arbeit", "statusCategory": {"key": "indeterminate"}},
    {"id": "5", "name": "Fertig", "statusCategory": {"key": "done"}},
]


def _change(moment: Any, before: str, after: str) -> dict[str, Any]:
    return {"created": moment, "items": [{"field": "status", "from": before, "to": after, "fromString": "x", "toString": "y"}]}


def _issue(number: str, name: str, changes: list[dict[str, Any]], total: int, **fields: Any) -> dict[str, Any]:
    person = {"accountId": f"557058:{name}", "accountType": "atlassian", "emailAddress": f"{name}@example.com"}
    times = {"created": "2026-09-01T09:00:00.000+0200", "updated": "2026-09-09T09:00:00.000+0200"}
    more = {"assignee": person, "labels": [], "summary": "Salamander", "customfield_10031": 5, **times, **fields}
    changelog = {"startAt": 0, "maxResults": len(changes), "total": total, "histories": changes}
    return {"id": number, "key": f"PAY-{number}", "fields": more, "changelog": changelog}


DONE = {"name": "Fertig", "statusCategory": {"key": "done"}}
FIRST = _issue("1004711", "quillfeather", [_change("2026-09-02T09:00:00.000+0200", "1", "3")], 1, status=STATUSES[1])
LONG = _issue("1004712", "oystermouth", [_change("2026-09-08T09:00:00.000+0200", "3", "5")], 2, status=DONE)
PAGES = {None: ([FIRST], "A"), "A": ([FIRST, LONG], "B"), "B": ([], None)}
REST = {
    None: ([_change(1_788_336_000, "1", "3")], "C"),
    "C": ([_change(1_788_854_400_000, "3", "5")], None),
}


def _answer(asked: Asked) -> Reply:
    if asked.path == "/rest/api/3/status":
        return Reply(STATUSES)
    body = asked.json()
    place = body.get("nextPageToken")
    if asked.path == "/rest/api/3/changelog/bulkfetch":
        assert body["issueIdsOrKeys"] == ["1004712"]
        changes, following = REST[place]
        return Reply({"issueChangeLogs": [{"issueId": "1004712", "changeHistories": changes}], "nextPageToken": following})
    assert asked.path == "/rest/api/3/search/jql"
    assert body["jql"] == 'updated >= "2026-09-06" AND updated < "2026-09-15" ORDER BY updated ASC'
    assert "summary" not in body["fields"]
    issues, following = PAGES[place]
    return Reply({"issues": issues, "isLast": following is None, **({"nextPageToken": following} if following else {})})


STANDIN = StandIn(
    given={
        "site": "acme",
        "email": "ida.brambleby@example.com",
        "token": "thistlewick-token",
        "story_points": "customfield_10031",
    },
    window=Window(date(2026, 9, 7), date(2026, 9, 13)),
    answer=_answer,
    calls=6,
)
