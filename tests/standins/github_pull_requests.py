"""GitHub's GraphQL search of pull requests: at most a thousand results, in pages, by the time of the last change."""

import re
from datetime import date, datetime
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

MIRA, BO, JO = ({"__typename": "User", "login": f"{name}_acme"} for name in ("mquillfeather", "bthistlewick", "jbrambleby"))
BOT = {"__typename": "Bot", "login": "dependabot"}


def _request(
    number: int, updated: str, author: dict[str, str], *reviews: tuple[dict[str, str], str], **more: Any
) -> dict[str, Any]:
    reviewed = [{"author": reviewer, "state": "APPROVED", "submittedAt": moment} for reviewer, moment in reviews]
    plain: dict[str, Any] = {
        "number": number,
        "createdAt": "2026-09-07T08:00:00Z",
        "mergedAt": None,
        "additions": 10,
        "deletions": 2,
    }
    nothing = {name: {"nodes": []} for name in ("assignees", "labels", "commits", "timelineItems")}
    who = {"id": f"PR_kwDO{number:06}", "updatedAt": updated, "author": author, "reviews": {"nodes": reviewed}}
    return {**who, **plain, **nothing, **more}


REQUESTS = [
    _request(1, "2026-09-08T10:00:00Z", MIRA, (BO, "2026-09-08T09:00:00Z"), mergedAt="2026-09-08T10:00:00Z"),
    _request(2, "2026-09-09T10:00:00Z", BO, (MIRA, "2026-09-09T10:00:00Z"), labels={"nodes": [{"name": "ai:copilot"}]}),
    _request(3, "2026-09-09T11:00:00Z", BOT, (JO, "2026-09-09T11:00:00Z")),
    _request(4, "2026-09-20T10:00:00Z", MIRA, (BO, "2026-09-08T12:00:00Z"), (BO, "2026-09-20T10:00:00Z")),
    _request(5, "2026-09-21T10:00:00Z", MIRA, (BO, "2026-09-21T10:00:00Z")),
]
PAGE = 2


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _answer(asked: Asked) -> Reply:
    body = asked.json()
    assert asked.path == "/graphql"
    assert "title" not in body["query"]
    assert "body" not in body["query"]
    found = re.fullmatch(r"org:acme is:pr updated:(\S+)\.\.(\S+) sort:created-asc", body["variables"]["q"])
    assert found
    begin, end = map(_moment, found.groups())
    nodes = [request for request in REQUESTS if begin <= _moment(request["updatedAt"]) <= end]
    if (end - begin).days > 300:
        return _search([], 1001, None)
    start = int(body["variables"]["after"] or 0)
    last = start + PAGE >= len(nodes)
    return _search(nodes[start : start + PAGE], len(nodes), None if last else str(start + PAGE))


def _search(nodes: list[dict[str, Any]], count: int, following: str | None) -> Reply:
    page = {"hasNextPage": following is not None, "endCursor": following}
    return Reply({"data": {"search": {"issueCount": count, "pageInfo": page, "nodes": nodes}}})


STANDIN = StandIn(
    given={"organisation": "acme", "token": "github_pat_oystermouth"},
    window=Window(date(2026, 9, 7), date(2026, 9, 13)),
    answer=_answer,
    calls=5,
)
