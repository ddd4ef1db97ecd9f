"""GitHub pull requests with their reviews: GraphQL answers, one a line for the pull requests of a week's items, in one file.

GitHub knows of an item once it is opened there: when it was asked for is not told. Its size stands for how hard it is, and rounds
of review for how good: what nobody in the team can review is not judged.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.clocks import moment
from clearspan.simulator.families import CLAUDE, COPILOT
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.kept_items import Item, KeptItems
from clearspan.simulator.names import DOMAIN
from clearspan.simulator.ties import ties_in
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

NAME = "github_pull_requests"
OPENED, LONGEST_SECONDS = 0.6, 20 * 86_400
"""A pull request is opened after this share of the work, and no later than so many seconds after its first commit."""
LINES = 37
"""Changed lines by unit of difficulty."""
GOOD, FAIR = 0.7, 0.55
"""From these qualities on a pull request is approved at once, or after one round of changes."""
AGENT_EVERY = 9
"""One item in so many done with Copilot was made by its agent, and is assigned to the owner."""
REVIEWED_BY_COPILOT = 4
"""One pull request in so many has a comment of the vendor's reviewer."""
CO_AUTHOR = {COPILOT: "198982749+Copilot@users.noreply.github.com", CLAUDE: "noreply@anthropic.com"}
"""The addresses that tools put into their commits."""

Node = dict[str, Any]


class GithubPullRequests(Writing):
    """Writes the pull requests of each week's items; reviewers are those with whom the author works most."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._items = KeptItems(scene, NAME)
        self._file = LinesFile(folder / "pull-requests.ndjson")

    def write(self, week: Week) -> None:
        """Writes the pull requests of the items that were made in a week, and one of a bot."""
        partners = self._partners(week)
        nodes = [node for item in self._items.made_in(week) for node in self._node(item, partners.get(item.owner, []))]
        nodes.append(_bots(week))
        page = {"hasNextPage": False, "endCursor": None}
        self._file.add([{"data": {"search": {"issueCount": len(nodes), "pageInfo": page, "nodes": nodes}}}])

    def _partners(self, week: Week) -> dict[int, list[int]]:
        """By person: those with an account at GitHub with whom they work, the closest first."""
        ties, login = ties_in(self._org, week), self._org.identity.login
        order = np.argsort(-ties.strength, kind="stable")
        found: dict[int, list[int]] = {}
        for one, other in zip(ties.one[order].tolist(), ties.other[order].tolist(), strict=True):
            if login[one] and login[other]:
                found.setdefault(one, []).append(other)
                found.setdefault(other, []).append(one)
        return found

    def _node(self, item: Item, partners: list[int]) -> Iterator[Node]:
        """The pull request of an item, if it is open by the last day."""
        if item.started is None:
            return
        end = item.finished if item.finished is not None else item.started + 2 * LONGEST_SECONDS
        opened = item.started + min(int(OPENED * (end - item.started)), LONGEST_SECONDS)
        if opened >= self._items.end:
            return
        agent = item.tool == COPILOT and item.serial % AGENT_EVERY == 0
        reviewer = partners[item.serial % min(2, len(partners))] if partners else None
        login = self._org.identity.login[item.owner]
        yield {
            "id": f"PR_kwDONWT{item.serial:09d}",
            "number": item.serial,
            "title": f"Change {item.serial}",
            "createdAt": moment(opened),
            "updatedAt": moment(opened if item.finished is None else item.finished),
            "mergedAt": None if item.finished is None else moment(item.finished),
            "additions": item.difficulty * LINES - item.serial % LINES,
            "deletions": item.serial % LINES,
            "author": {"__typename": "Bot", "login": "copilot-swe-agent"} if agent else _user(login),
            "assignees": {"nodes": [{"login": login}] if agent else []},
            "labels": {
                "nodes": [{"name": _label(mark)} for mark in item.marks if item.tool not in CO_AUTHOR or mark[:3] != "ai:"]
            },
            "reviews": {"nodes": list(self._reviews(item, opened, reviewer))},
            "commits": {"nodes": [self._commit(item)]},
            "timelineItems": {"nodes": [{"__typename": "ReopenedEvent"} for _ in range(item.reopened)]},
        }

    def _reviews(self, item: Item, opened: int, reviewer: int | None) -> Iterator[Node]:
        """The rounds of review of what was judged, between opening and merging."""
        if item.serial % REVIEWED_BY_COPILOT == 0:
            author = {"__typename": "Bot", "login": "copilot-pull-request-reviewer"}
            yield {"state": "COMMENTED", "submittedAt": moment(opened), "author": author}
        if item.quality is None or item.finished is None or reviewer is None:
            return
        rounds = 0 if item.quality >= GOOD else 1 if item.quality >= FAIR else 2
        for number in range(rounds + 1):
            at = opened + (item.finished - opened) * (number + 1) // (rounds + 1)
            state = "CHANGES_REQUESTED" if number < rounds else "APPROVED"
            yield {"state": state, "submittedAt": moment(at), "author": _user(self._org.identity.login[reviewer])}

    def _commit(self, item: Item) -> Node:
        addresses = [self._org.identity.email[item.owner]]
        if item.tool in CO_AUTHOR:
            addresses.append(CO_AUTHOR[item.tool])
        authors = [{"email": address} for address in addresses]
        return {"commit": {"authoredDate": moment(item.started or item.created), "authors": {"nodes": authors}}}


def _label(mark: str) -> str:
    return "good first issue" if mark == "learner" else mark


def _user(login: str) -> Node:
    return {"__typename": "User", "login": login}


def _bots(week: Week) -> Node:
    """A pull request that a program made for nobody."""
    made = moment(week.start * 86_400)
    return {
        "id": f"PR_kwDOBOT{week.number:09d}", "number": week.number, "createdAt": made, "updatedAt": made, "mergedAt": made,
        "additions": 2, "deletions": 2, "author": {"__typename": "Bot", "login": "dependabot"}, "assignees": {"nodes": []},
        "labels": {"nodes": []}, "reviews": {"nodes": []}, "timelineItems": {"nodes": []},
        "commits": {"nodes": [{"commit": {"authoredDate": made, "authors": {"nodes": [{"email": f"bot@{DOMAIN}"}]}}}]},
    }  # fmt: skip


WRITER = Writer(name=NAME, folder="github", begin=GithubPullRequests)
