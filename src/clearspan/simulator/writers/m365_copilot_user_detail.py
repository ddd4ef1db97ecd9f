"""Microsoft 365 Copilot usage user detail: a CSV snapshot a week, columns of version 1 first and of version 2 later."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from clearspan.simulator.concealed_names import concealed as concealed_name
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.families import M365
from clearspan.simulator.m365_activity import M365Activity, Measures, principal
from clearspan.simulator.m365_apps import APPS
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

VERSION_2_WEEK = 24
"""Week of the story from which the report has the columns of version 2."""
CONCEALED = 3
"""Number of the snapshot in which names are concealed, as the tenant's default setting does."""
SATURDAYS = 6
"""One snapshot in so many is taken on the Saturday instead of the Sunday."""
WINDOW = 28

_HEAD = ("Report Refresh Date", "User Principal Name", "Display Name", "Last Activity Date")
_BY_APP = tuple(f"{app} {'' if app == 'Copilot Chat' else 'Copilot '}Last Activity Date" for app in APPS)
VERSION_1 = (*_HEAD, *_BY_APP, "Report Period")
VERSION_2 = (
    *_HEAD,
    *_BY_APP,
    "Prompts submitted for all apps",
    "Prompts submitted for Copilot Chat (work)",
    "Prompts submitted for Copilot Chat (web)",
    "Active Usage Days for all apps",
    "Copilot Chat (work) Last Activity Date",
    "Copilot Chat (web) Last Activity Date",
    "Microsoft 365 Copilot Last Activity Date",
    "Edge Last Activity Date",
    "Copilot Agent Last Activity Date",
    "Report Period",
)


class M365Copilot(Writing):
    """Writes snapshots from the last 28 days of prompts and the last activity in each app."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        organisation = scene.organisation
        self._org = organisation
        self._folder = folder
        self._activity = M365Activity(organisation, WINDOW)

    def write(self, week: Week) -> None:
        """Writes the snapshot of a week."""
        saturday = week.number % SATURDAYS == SATURDAYS - 1
        for at, day in enumerate(week.days):
            self._activity.remember(week, at, day)
            if at == (5 if saturday else 6):
                self._snapshot(day, 7, concealed=week.number == CONCEALED)

    def finish(self) -> None:
        """Writes the report over the last 28 days."""
        self._snapshot(self._org.plan.until, WINDOW, concealed=False)

    def _snapshot(self, day: int, period: int, *, concealed: bool) -> None:
        second = day >= self._org.plan.story_day(VERSION_2_WEEK)
        name = f"CopilotActivityUserDetail-D{period}-{iso(day)}.csv"
        columns = VERSION_2 if second else VERSION_1
        file = CsvFile(self._folder / name, columns, bom=not second, newline="\r\n")
        file.add(self._rows(day, period, second=second, concealed=concealed))
        file.close()

    def _rows(self, day: int, period: int, *, second: bool, concealed: bool) -> Iterator[list[object]]:
        names = self._org.identity
        held = self._org.licences.held_on(day)[:, M365]
        for person in np.flatnonzero(held).tolist():
            upn, shown = principal(names.email[person], person), names.name[person]
            if concealed:
                upn, shown = concealed_name(upn), concealed_name(shown)
            last = self._activity.last[person].tolist()
            row: list[object] = [iso(day), upn, shown, _date(max(last)), *map(_date, last)]
            if second:
                row += _version_2(self._activity.measures(person, day, period))
            yield [*row, period]


WRITER = Writer(name="m365_copilot_user_detail", folder="m365", begin=M365Copilot, usual=True)


def _version_2(told: Measures) -> list[object]:
    """The columns that version 2 adds, but for the period."""
    counts = [told.prompts, told.work, told.web, told.active_days]
    return [*counts, *map(_date, (told.work_last, told.web_last, told.app_last)), "", ""]


def _date(day: int) -> str:
    return iso(day) if day else ""
