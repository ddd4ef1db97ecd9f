"""Microsoft 365 Copilot in the audit log: the CSV of Purview's search for each week, JSON of the Activity API for the last.

One record in ten lists no messages; records in which Copilot alone wrote, and those of other operations, are among them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from clearspan.simulator.arrays import Ints
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.families import M365
from clearspan.simulator.json_file import write_json
from clearspan.simulator.m365_activity import principal
from clearspan.simulator.m365_apps import app_of
from clearspan.simulator.moments import moments, stamp
from clearspan.simulator.tool_use import use_of
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = (
    "RecordId", "CreationDate", "RecordType", "Operation", "UserId", "AuditData", "AssociatedAdminUnits",
    "AssociatedAdminUnitsNames",
)  # fmt: skip
HOSTS = ("M365Chat", "Teams", "Word", "Excel", "PowerPoint", "Outlook", "OneNote", "Loop")
"""What the log calls each of the apps."""
UNLISTED = 10
"""One record in so many lists no messages."""
TWICE = 16
"""One record in so many stands in the export twice."""
UNASKED = 4
"""On a day of one person in so many Copilot writes without being asked."""
EXCHANGES_A_THREAD = 5
INTERACTION, OTHER = "CopilotInteraction", "FileAccessed"
TENANT = "408e31c8-0000-4000-8000-00000000a1b2"

Record = dict[str, Any]


class M365PurviewInteractions(Writing):
    """Writes the records of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes a week in which anybody used Copilot, by the API where it is the last."""
        actions = use_of(week, M365).actions
        records = [record for at, day in enumerate(week.days) for record in self._records(day, actions[:, at])]
        if not records:
            return
        if week.start + 6 == self._org.plan.until:
            write_json(self._folder / f"audit-general-{iso(week.start)}.json", records)
            return
        file = CsvFile(self._folder / f"purview-audit-{iso(week.start)}.csv", COLUMNS, bom=True, newline="\r\n")
        file.add(_row(record) for record in records)
        file.close()

    def _records(self, day: int, actions: Ints) -> Iterator[Record]:
        of, apps = moments(self._org, "m365", day), app_of(self._org, day).tolist()
        for person in np.flatnonzero(actions).tolist():
            times = of(person, int(actions[person]))
            yield self._record(person, times[0] - 1000, OTHER)
            if (person + day) % UNASKED == 0:
                yield self._exchange(person, times[0] - 500, apps[person], ("unasked", [False]))
            for at, time in enumerate(times):
                listed = [] if (at + person) % UNLISTED == 0 else [True, False]
                exchange = self._exchange(person, time, apps[person], (str(at // EXCHANGES_A_THREAD), listed))
                yield exchange
                if at % TWICE == TWICE - 1:
                    yield exchange

    def _exchange(self, person: int, time: int, app: int, told: tuple[str, list[bool]]) -> Record:
        """An exchange; `told` are its thread, and of each message whether it is a prompt."""
        thread, prompts = told
        record = self._record(person, time, INTERACTION)
        event = {
            "AppHost": HOSTS[app],
            "ThreadId": f"19:{self._org.identity.token[person]}{time // 86_400_000}{thread}@thread.v2",
            "Contexts": [],
            "AccessedResources": [{"Name": "Ledger of tolls.xlsx", "Type": "xlsx"}],
            "MessageIds": [],
            "Messages": [{"Id": f"{record['Id']}-{at}", "isPrompt": each, "Size": 20} for at, each in enumerate(prompts)],
        }
        return record | {"CopilotLogVersion": "1.0.0.0", "CopilotEventData": event}

    def _record(self, person: int, time: int, operation: str) -> Record:
        names = self._org.identity
        return {
            "CreationTime": stamp(time)[:19],
            "Id": f"{names.token[person]}-{time}",
            "Operation": operation,
            "OrganizationId": TENANT,
            "RecordType": 261 if operation == INTERACTION else 6,
            "UserKey": names.guid(person, "entra"),
            "UserType": 0,
            "Version": 1,
            "Workload": "Copilot" if operation == INTERACTION else "SharePoint",
            "ClientIP": "203.0.113.9",
            "UserId": principal(names.email[person], person),
        }


def _row(record: Record) -> tuple[object, ...]:
    """A row of the search's export, with the record as JSON."""
    head = (record["Id"], f"{record['CreationTime']}.0000000Z", record["RecordType"], record["Operation"], record["UserId"])
    return (*head, orjson.dumps(record).decode(), "", "")


WRITER = Writer(name="m365_purview_interactions", folder="m365-audit", begin=M365PurviewInteractions)
