"""Jira issues: the search's answer with the changelog, a file for the issues that changed in a week, as they stood at its end.

Jira does not say how good work is: what was judged is lost.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.accounts import hides_in_jira, jira_account, known_in_jira
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import write_json
from clearspan.simulator.kept_items import Item, KeptItems
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

NAME = "jira_issues"
TO_DO, IN_PROGRESS, IN_REVIEW, DONE = "To Do", "In Progress", "Being reviewed", "Shipped to customers"
CATEGORY = {TO_DO: "new", IN_PROGRESS: "indeterminate", DONE: "done"}
SITE_ZONE = 2
"""Hours by which the site's clock is ahead of UTC: all moments are written on it."""

Change = dict[str, Any]


class JiraIssues(Writing):
    """Writes the issues of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._items = KeptItems(scene, NAME)
        self._unknown: set[int] = set()

    def write(self, week: Week) -> None:
        """Writes the issues that changed in a week, one that nobody owns, and one of an app."""
        items = list(self._items.changed_in(week))
        issues = [self._issue(item) for item in items]
        self._unknown |= {item.owner for item in items if not known_in_jira(item.owner)}
        issues += _nobodys(week)
        answer = {"issues": issues, "isLast": True}
        write_json(self._folder / f"issues-{iso(week.start)}.json", answer)

    def truth(self) -> dict[str, Any]:
        """The accounts that can be joined to nobody."""
        names = self._org.identity
        return {"accounts_unknown_to_identities": {"jira": [jira_account(names, person) for person in sorted(self._unknown)]}}

    def _issue(self, item: Item) -> dict[str, Any]:
        status = DONE if item.finished is not None else IN_PROGRESS if item.started is not None else TO_DO
        account = {"accountId": jira_account(self._org.identity, item.owner), "accountType": "atlassian"}
        if not hides_in_jira(item.owner):
            account["emailAddress"] = self._org.identity.email[item.owner]
        changes = [{"id": str(number), "created": _moment(at), "items": [change]} for number, (at, change) in _changes(item)]
        return {
            "id": str(1_000_000 + item.serial),
            "key": f"NW-{item.serial}",
            "fields": {
                "summary": f"Issue {item.serial}",
                "issuetype": {"name": "Task"},
                "created": _moment(item.created),
                "updated": _moment(item.moments[-1]),
                "resolutiondate": None if item.finished is None else _moment(item.finished),
                "resolution": None if item.finished is None else {"name": "Done"},
                "status": {"name": status, "statusCategory": {"key": CATEGORY[status]}},
                "assignee": account,
                "labels": [mark.replace(" ", "-") for mark in item.marks],
                "customfield_10016": float(item.difficulty),
            },
            "changelog": {"startAt": 0, "maxResults": 100, "total": len(changes), "histories": changes[::-1]},
        }


def _changes(item: Item) -> Iterator[tuple[int, tuple[int, Change]]]:
    """The moves between statuses in order, each with its number and moment; one that came back left the last status and went
    there again."""
    if item.started is None:
        return
    moves = [(item.started, TO_DO, IN_PROGRESS)]
    if item.finished is not None:
        length, times = item.finished - item.started, item.reopened
        for back in range(times):
            at = item.started + length * (2 * back + 1) // (2 * times + 1)
            moves += [(at, IN_PROGRESS if back == 0 else IN_REVIEW, DONE), (at + length // (2 * times + 1), DONE, IN_REVIEW)]
        moves.append((item.finished, IN_REVIEW if times else IN_PROGRESS, DONE))
    for number, (at, before, after) in enumerate(moves, 1):
        yield number, (at, {"field": "status", "fromString": before, "toString": after})


def _nobodys(week: Week) -> list[dict[str, Any]]:
    """Two issues that are no one's work: nobody owns the one, and an app the other."""
    fields = {"created": _moment(week.start * 86_400), "updated": _moment(week.start * 86_400), "labels": []}
    fields["status"] = {"name": TO_DO, "statusCategory": {"key": "new"}}
    app = {"accountId": "557058:automation-for-jira", "accountType": "app"}
    return [
        {"id": str(100 + 2 * week.number + at), "key": f"BOT-{2 * week.number + at}", "fields": {**fields, "assignee": owner}}
        for at, owner in enumerate((None, app))
    ]


def _moment(seconds: int) -> str:
    return f"{np.datetime64(seconds + 3600 * SITE_ZONE, 's')}.000+{SITE_ZONE:02d}00"


WRITER = Writer(name=NAME, folder="jira", begin=JiraIssues)
