"""Usage in the neutral CSV: what the own assistant counted, one row a holder and week, as its makers wrote it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.tool_use import HOUSE, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = ("email", "tool", "period_start", "period_end", "active_days", "actions", "surface", "prompts", "sessions")
TITLE = "House Assistant"
SESSIONS_WEEK = 20
"""Week of the story from which sessions are counted; before it they are not reported."""
BY_PHONE = 0.3
"""Share of the holders who use it by telephone as well."""


class NeutralUsage(Writing):
    """Writes the weeks of everyone who holds the assistant: zeros where nothing was done, and the telephone's part beside the
    whole."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._tools = FurtherTools(scene.organisation, scene.gamers)
        self._phone = scene.organisation.streams.uniform(len(scene.organisation.people), "telephone") < BY_PHONE
        self._file = CsvFile(folder / "usage.csv", COLUMNS)

    def write(self, week: Week) -> None:
        """Writes a week."""
        self._file.add(self._rows(week))

    def finish(self) -> None:
        """Closes the file."""
        self._file.close()

    def _rows(self, week: Week) -> Iterator[tuple[object, ...]]:
        use, email = self._tools.use(week, HOUSE), self._org.identity.email
        counted = week.start >= self._org.plan.story_day(SESSIONS_WEEK)
        there = np.any([self._org.people.employed_on(day) for day in week.days], axis=0)
        for person in np.flatnonzero(there & self._tools.holders(HOUSE)).tolist():
            active, actions = int(use.active[person].sum()), int(use.actions[person].sum())
            who = (email[person], TITLE, iso(week.start), iso(week.start + 6))
            yield *who, active, actions, "", actions, active if counted else ""
            if self._phone[person] and actions:
                yield *who, 1, int(use.actions[person][use.active[person]][0]), "telephone", "", ""


WRITER = Writer(name="neutral_usage", folder="neutral", begin=NeutralUsage)
