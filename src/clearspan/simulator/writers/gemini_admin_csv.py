"""Google Gemini user-level usage: a CSV of 28 days, back from the last day; the file's name alone says which."""

from pathlib import Path

import numpy as np

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.gemini_apps import APPS, TITLES, apps_of
from clearspan.simulator.tool_use import GEMINI, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

WINDOW = 28
COLUMNS = ("Email", "Overall usage", "Active days", *TITLES[1:], TITLES[0], "Organizational unit")


class GeminiAdminCsv(Writing):
    """Writes the windows that are simulated whole, one after another."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)
        self._counts = np.zeros((len(scene.organisation.people), len(APPS)), dtype=np.int64)
        self._active_days = np.zeros(len(scene.organisation.people), dtype=np.int64)
        plan = scene.organisation.plan
        self._from = plan.first + (plan.until - plan.first + 1) % WINDOW

    def write(self, week: Week) -> None:
        """Writes the window that ends in a week, if one does."""
        actions = self._tools.use(week, GEMINI).actions
        for at, day in enumerate(week.days):
            if day < self._from:
                continue
            for person in np.flatnonzero(actions[:, at]).tolist():
                np.add.at(self._counts[person], apps_of(person, day, int(actions[person, at])), 1)
            self._active_days += actions[:, at] > 0
            if day == self._from + WINDOW - 1:
                self._file(day)
                self._from = day + 1
                self._counts[:] = self._active_days[:] = 0

    def _file(self, day: int) -> None:
        org = self._org
        file = CsvFile(self._folder / f"gemini-usage-{iso(day)}.csv", COLUMNS)
        listed = self._tools.holders(GEMINI) & (org.people.employed_on(day) | (self._active_days > 0))
        for person in np.flatnonzero(listed).tolist():
            first, *rest = self._counts[person].tolist()
            unit = f"/{org.structure.departments[org.structure.team_department[org.people.team[person]]]}"
            file.add([(org.identity.email[person], first + sum(rest), int(self._active_days[person]), *rest, first, unit)])
        file.close()


WRITER = Writer(name="gemini_admin_csv", folder="gemini/admin", begin=GeminiAdminCsv)
