"""Microsoft Teams user activity: the admin centre's report over the seven days that end on the Sunday, a CSV a week."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.concealed_names import concealed
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.office import Office, office_in
from clearspan.simulator.week import Week
from clearspan.simulator.work_systems import TEAMS, Workforce
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = (
    "Report Refresh Date", "User Id", "User Principal Name", "Last Activity Date", "Is Deleted", "Deleted Date",
    "Assigned Products", "Team Chat Message Count", "Private Chat Message Count", "Call Count", "Meeting Count",
    "Post Messages", "Reply Messages", "Urgent Messages", "Meetings Organized Count", "Meetings Attended Count",
    "Audio Duration", "Audio Duration In Seconds", "Has Other Action", "Is Licensed", "Report Period",
)  # fmt: skip
CONCEALED = 1
"""Number of the report in which names are concealed, as the tenant's default setting does; it can be joined to nobody."""
PRODUCTS = "MICROSOFT 365 E3+MICROSOFT TEAMS"


class TeamsUserActivity(Writing):
    """Writes the reports from the week on in which the export began."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._workforce = Workforce(scene.organisation, TEAMS)
        self._accounts = self._workforce.accounts()
        self._last = np.zeros(len(scene.organisation.people), dtype=np.int64)
        self._reports = 0

    def write(self, week: Week) -> None:
        """Writes the report of a week."""
        if week.start < self._workforce.since:
            return
        office = office_in(self._org, week)
        days = np.where(office.active, np.array(week.days), 0)
        self._last = np.maximum(self._last, days.max(axis=1))
        name = f"TeamsUserActivityUserDetail-D7-{iso(week.start + 6)}.csv"
        file = CsvFile(self._folder / name, COLUMNS, bom=True, newline="\r\n")
        file.add(self._rows(week, office))
        file.close()
        self._workforce.note(week, self._accounts & office.active.any(axis=1))
        self._reports += 1

    def _rows(self, week: Week, office: Office) -> Iterator[list[object]]:
        names, refreshed = self._org.identity, iso(week.start + 6)
        counts = (office.chats, office.calls, office.meetings, office.organised, office.minutes)
        totals = np.stack([count.sum(axis=1) for count in counts], axis=1).tolist()
        for person in np.flatnonzero(self._accounts & week.member).tolist():
            chats, calls, meetings, organised, minutes = totals[person]
            upn = names.email[person]
            private, posts, seconds = chats * 3 // 4, chats // 10, 60 * minutes
            yield [
                refreshed,
                "" if self._reports == CONCEALED else names.guid(person, "entra"),
                concealed(upn) if self._reports == CONCEALED else upn,
                iso(int(self._last[person])) if self._last[person] else "",
                False,
                "",
                PRODUCTS,
                chats - private,
                private,
                calls,
                meetings,
                posts,
                chats - private - min(posts, chats - private),
                chats // 40,
                organised,
                meetings,
                f"PT{seconds // 3600}H{seconds % 3600 // 60}M",
                seconds,
                "Yes" if office.active[person].any() and not chats + calls + meetings else "No",
                "Yes",
                7,
            ]

    def truth(self) -> dict[str, Any]:
        """Who worked here, and with AI, by week."""
        return {"work_systems": {"teams": self._workforce.truth()}}


WRITER = Writer(name="teams_user_activity", folder="teams", begin=TeamsUserActivity)
