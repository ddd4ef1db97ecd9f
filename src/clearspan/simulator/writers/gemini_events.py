"""Google Gemini activity events of the Reports API: pages one a line, a file a week; many are what Gemini does by itself."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.dates import iso
from clearspan.simulator.gemini_apps import APPS, apps_of
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.late_rows import LateRows
from clearspan.simulator.moments import moments, stamp
from clearspan.simulator.paging import pages_of
from clearspan.simulator.tool_use import GEMINI, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import is_working_day
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import day_number

ACTIVE = ("active_generate", "active_conversations", "active_summarize")
UNASKED = ("inactive", "inactive", "unknown")
SUGGESTED = 0.5
"""Share of holders to whom Gemini suggests something on a working day, asked or not."""
LOG_BEGINS = day_number(date(2025, 6, 20))
PAGE = 100
AGAIN, LATE = 1, 5
"""Of the newest day one event in so many comes late: that day is asked again with the next week."""

Activity = dict[str, Any]


class GeminiEvents(Writing):
    """Writes the events of each week: of the newest day those that have come, and the whole day with the next week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)
        self._late = LateRows[Activity](AGAIN, LATE)

    def write(self, week: Week) -> None:
        """Writes the events of a week."""
        actions = self._tools.use(week, GEMINI).actions
        found = ((day, each) for at, day in enumerate(week.days) for each in self._day(week, day, actions[:, at]))
        self._write(week.start + 6, self._late.answer(found, week.start + 6))

    def finish(self) -> None:
        """Writes the last day again, once it is whole."""
        self._write(self._org.plan.until + 1, self._late.rest())

    def _write(self, day: int, found: Iterable[Activity]) -> None:
        LinesFile(self._folder / f"gemini-events-{iso(day)}.ndjson").add(
            {"kind": "admin#reports#activities", **({"nextPageToken": f"A:{at}"} if more else {}), "items": page}
            for at, (page, more) in enumerate(pages_of(found, PAGE), 2)
        )

    def _day(self, week: Week, day: int, actions: Ints) -> Iterator[Activity]:
        if day < LOG_BEGINS:
            return
        of = moments(self._org, GEMINI, day)
        draws = self._org.streams.uniform(len(actions), "gemini suggests", day)
        suggested = self._tools.holders(GEMINI) & week.member & is_working_day(day) & (draws < SUGGESTED)
        for person in np.flatnonzero(suggested).tolist():
            yield self._activity(person, of(person, 1)[0] - 5000, "gmail", UNASKED[(person + day) % len(UNASKED)])
        for person in np.flatnonzero(actions).tolist():
            count = int(actions[person])
            for at, (time, app) in enumerate(zip(of(person, count), apps_of(person, day, count), strict=True)):
                yield self._activity(person, time, APPS[app], ACTIVE[at % len(ACTIVE)])

    def _activity(self, person: int, time: int, app: str, category: str) -> Activity:
        names = self._org.identity
        told = {"action": "generate_text", "app_name": app, "event_category": category, "feature_source": "side_panel"}
        event = {
            "type": "ai_usage_event",
            "name": "feature_utilization",
            "parameters": [{"name": name, "value": value} for name, value in told.items()],
        }
        return {
            "kind": "admin#reports#activity",
            "id": {
                "time": stamp(time),
                "uniqueQualifier": f"-{person}{time % 100_000}",
                "applicationName": "gemini_in_workspace_apps",
                "customerId": "C01nwt",
            },
            "actor": {"callerType": "USER", "email": names.email[person], "profileId": names.google_id(person)},
            "ipAddress": "203.0.113.4",
            "events": [event],
        }


WRITER = Writer(name="gemini_events", folder="gemini/events", begin=GeminiEvents)
