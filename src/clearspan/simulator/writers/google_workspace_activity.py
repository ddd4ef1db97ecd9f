"""Google Workspace user usage report: the Reports API's answer for a day, a file a day with a page a line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.office import Office, office_in
from clearspan.simulator.paging import pages_of
from clearspan.simulator.week import Week
from clearspan.simulator.work_systems import GOOGLE, Workforce
from clearspan.simulator.writer import Scene, Writer, Writing

KIND = "admin#reports#usageReports"
A_PAGE = 1000
NOT_COMPUTED_EVERY = 9
"""On one day in so many the report lacks what was viewed: it leaves out what is not computed yet."""
NAMELESS_EVERY = 31
"""One person in so many stands in a Wednesday's report with the profile number alone."""


class GoogleWorkspaceActivity(Writing):
    """Writes the days from the week on in which the export began."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._workforce = Workforce(scene.organisation, GOOGLE)
        self._accounts = self._workforce.accounts()

    def write(self, week: Week) -> None:
        """Writes the files of a week's days."""
        if week.start < self._workforce.since:
            return
        office = office_in(self._org, week)
        for at, day in enumerate(week.days):
            pages = enumerate(pages_of(self._reports(at, day, office), A_PAGE), 1)
            LinesFile(self._folder / f"user-usage-{iso(day)}.ndjson").add(
                {"kind": KIND, "usageReports": page, **({"nextPageToken": f"P{number}"} if more else {})}
                for number, (page, more) in pages
            )
        own = (office.sent, office.created, office.edited, office.viewed)
        self._workforce.note(week, self._accounts & np.any([count.any(axis=1) for count in own], axis=0))

    def _reports(self, at: int, day: int, office: Office) -> Iterator[dict[str, Any]]:
        yield {"date": iso(day), "entity": {"type": "CUSTOMER", "customerId": "C03nwt"}, "parameters": []}
        names, employed = self._org.identity, self._org.people.employed_on(day)
        counts = {
            "gmail:num_emails_sent": office.sent,
            "gmail:num_emails_received": office.received,
            "drive:num_items_created": office.created,
            "drive:num_items_edited": office.edited,
            "drive:num_items_viewed": office.viewed,
        }
        if day % NOT_COMPUTED_EVERY == 0:
            del counts["drive:num_items_viewed"]
        for person in np.flatnonzero(self._accounts & employed).tolist():
            entity = {"type": "USER", "customerId": "C03nwt", "profileId": names.google_id(person)}
            if at != 2 or person % NAMELESS_EVERY:
                entity["userEmail"] = names.email[person]
            parameters = [{"name": name, "intValue": str(count[person, at])} for name, count in counts.items()]
            yield {"kind": KIND[:-1], "date": iso(day), "entity": entity, "parameters": parameters}


WRITER = Writer(name="google_workspace_activity", folder="google-workspace", begin=GoogleWorkspaceActivity)
