"""Cursor daily usage: what the Admin API answers for a week, its pages one a line; members without use have zeros."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.cursor_day import FIRST_NUMBER, CursorDay
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.late_rows import LateRows
from clearspan.simulator.moments import DAY_MILLISECONDS
from clearspan.simulator.paging import pages_of
from clearspan.simulator.tool_use import CURSOR, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

PAGE = 100
AGAIN, LATE = 1, 6
"""Of the newest day one record in so many comes late: that day is asked again with the next week."""

Row = dict[str, Any]


class CursorDailyUsage(Writing):
    """Writes the days of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)
        self._late = LateRows[Row](AGAIN, LATE)

    def write(self, week: Week) -> None:
        """Writes the answer for a week."""
        actions = self._tools.use(week, CURSOR).actions
        rows = ((day, row) for at, day in enumerate(week.days) for row in self._rows(day, actions[:, at]))
        self._write(week.start, week.start + 6, self._late.answer(rows, week.start + 6))

    def finish(self) -> None:
        """Writes the last day again, once it is whole."""
        until = self._org.plan.until
        self._write(until, until, self._late.rest())

    def _write(self, first: int, last: int, rows: Iterable[Row]) -> None:
        asked = {"startDate": first * DAY_MILLISECONDS, "endDate": (last + 1) * DAY_MILLISECONDS - 1}
        LinesFile(self._folder / f"daily-usage-{iso(first)}.ndjson").add(
            {"period": asked, "data": page, "pagination": {"page": number, "pageSize": PAGE, "hasNextPage": more}}
            for number, (page, more) in enumerate(pages_of(rows, PAGE), 1)
        )

    def _rows(self, day: int, actions: Ints) -> Iterator[Row]:
        members = self._tools.holders(CURSOR) & self._org.people.employed_on(day)
        for person in np.flatnonzero(members).tolist():
            did = CursorDay(int(actions[person]))
            agent, chat, composer, inline = did.by_way
            yield {
                "email": self._org.identity.email[person],
                "userId": FIRST_NUMBER + person,
                "day": iso(day),
                "date": day * DAY_MILLISECONDS,
                "isActive": did.actions > 0,
                "totalLinesAdded": did.actions * 12,
                "totalLinesDeleted": did.actions * 3,
                "acceptedLinesAdded": did.accepted * 9,
                "acceptedLinesDeleted": did.accepted * 2,
                "totalApplies": did.accepted + did.accepted // 4,
                "totalAccepts": did.accepted,
                "totalRejects": did.accepted // 4,
                "totalTabsShown": did.tabs * 3,
                "totalTabsAccepted": did.tabs,
                "composerRequests": composer,
                "chatRequests": chat,
                "agentRequests": agent,
                "cmdkUsages": inline,
                "subscriptionIncludedReqs": did.requests,
                "apiKeyReqs": 0,
                "usageBasedReqs": 0,
                "bugbotUsages": 0,
                "mostUsedModel": "claude-sonnet-4.6" if did.actions else None,
                "clientVersion": "2.1.0" if did.actions else None,
            }


WRITER = Writer(name="cursor_daily_usage", folder="cursor/daily-usage", begin=CursorDailyUsage)
