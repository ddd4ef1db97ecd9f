"""Cursor usage events: JSON of the Admin API for one week, the dashboard's CSV for the next, failed requests among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.cursor_day import CursorDay
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.moments import moments, stamp
from clearspan.simulator.tool_use import CURSOR, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = (
    "Date", "User", "Kind", "Model", "Max Mode", "Input (w/ Cache Write)", "Input (w/o Cache Write)", "Cache Read",
    "Output Tokens", "Total Tokens", "Cost",
)  # fmt: skip
FAILED_EVERY, CHARGED_EVERY = 10, 6
"""After one request in so many another fails, and one in so many is paid by use."""
CENTS = 25
MODEL = "claude-sonnet-4.6"
PAGE = 500
INCLUDED, CHARGED, FAILED = "Included in Business", "Usage-based", "Errored, Not Charged"


@dataclass(frozen=True)
class _Request:
    time: int
    email: str
    kind: str


class CursorUsageEvents(Writing):
    """Writes the requests of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)

    def write(self, week: Week) -> None:
        """Writes a week: odd ones as the dashboard exports them."""
        requests = list(self._requests(week))
        name = f"usage-events-{iso(week.start)}"
        if week.number % 2:
            file = CsvFile(self._folder / f"{name}.csv", COLUMNS)
            file.add(map(_row, requests))
            file.close()
            return
        pages = -(-len(requests) // PAGE)
        LinesFile(self._folder / f"{name}.ndjson").add(
            {
                "totalUsageEventsCount": len(requests),
                "pagination": {"numPages": pages, "currentPage": at + 1, "pageSize": PAGE, "hasNextPage": at + 1 < pages},
                "usageEvents": list(map(_event, requests[at * PAGE : (at + 1) * PAGE])),
            }
            for at in range(pages)
        )

    def _requests(self, week: Week) -> Iterator[_Request]:
        actions = self._tools.use(week, CURSOR).actions
        for at, day in enumerate(week.days):
            of = moments(self._org, CURSOR, day)
            for person in np.flatnonzero(actions[:, at]).tolist():
                email = self._org.identity.email[person]
                for number, time in enumerate(of(person, CursorDay(int(actions[person, at])).requests), 1):
                    yield _Request(time, email, INCLUDED if number % CHARGED_EVERY else CHARGED)
                    if number % FAILED_EVERY == 0:
                        yield _Request(time + 300, email, FAILED)


def _event(request: _Request) -> dict[str, Any]:
    """A request as the API tells it: the moment is text."""
    charged = CENTS if request.kind == CHARGED else 0
    return {
        "timestamp": str(request.time),
        "userEmail": request.email,
        "model": MODEL,
        "kind": request.kind,
        "maxMode": False,
        "requestsCosts": 1.0,
        "isTokenBasedCall": charged > 0,
        "isFreeBugbot": False,
        "tokenUsage": {
            "inputTokens": 126,
            "outputTokens": 450,
            "cacheWriteTokens": 6112,
            "cacheReadTokens": 11964,
            "totalCents": CENTS,
        },
        "chargedCents": charged,
    }


def _row(request: _Request) -> tuple[object, ...]:
    """A request as the dashboard exports it: cost is a word where the plan includes it."""
    cost = {CHARGED: f"${CENTS / 100:.2f}", INCLUDED: "Included"}.get(request.kind, "-")
    return (stamp(request.time), request.email, request.kind, MODEL, "No", 6112, 126, 11964, 450, 18652, cost)


WRITER = Writer(name="cursor_usage_events", folder="cursor/usage-events", begin=CursorUsageEvents)
