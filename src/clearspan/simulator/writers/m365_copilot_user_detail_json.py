"""Microsoft 365 Copilot usage user detail of version 2 as JSON of Graph: 28 days to each end of a month and to the last day.

The CSV of the same report (m365_copilot_user_detail) has other windows, but for the last, of which both tell the same. Whoever
holds no licence on the last day of a window is in neither, so that it lacks what they did.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.dates import iso
from clearspan.simulator.families import M365
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.m365_activity import M365Activity, principal
from clearspan.simulator.m365_apps import APPS
from clearspan.simulator.paging import pages_of
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import month_of

PERIOD = 28
PAGE = 200
ADDRESS = "https://graph.microsoft.com/beta/copilot/reports/getMicrosoft365CopilotUsageUserDetail"


class M365CopilotUserDetailJson(Writing):
    """Writes answers of which the pages stand one a line."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._activity = M365Activity(scene.organisation, PERIOD)

    def write(self, week: Week) -> None:
        """Writes the windows that end in a week."""
        for at, day in enumerate(week.days):
            self._activity.remember(week, at, day)
            if day in (month_of(day).end, self._org.plan.until):
                LinesFile(self._folder / f"copilot-user-detail-D{PERIOD}-{iso(day)}.ndjson").add(
                    {"@odata.context": f"{ADDRESS}#meta", **(_following(at) if more else {}), "value": page}
                    for at, (page, more) in enumerate(pages_of(self._users(day), PAGE), 2)
                )

    def _users(self, day: int) -> Iterator[dict[str, Any]]:
        names = self._org.identity
        for person in np.flatnonzero(self._org.licences.held_on(day)[:, M365]).tolist():
            last, told = self._activity.last[person].tolist(), self._activity.measures(person, day, PERIOD)
            yield {
                "@odata.type": "#microsoft.graph.copilotUsage",
                "reportRefreshDate": iso(day),
                "userPrincipalName": principal(names.email[person], person),
                "displayName": names.name[person],
                "lastActivityDate": _date(max(last)),
                **{_field(app): _date(of_app) for app, of_app in zip(APPS, last, strict=True)},
                "copilotActivityUserDetailsByPeriod": [{"reportPeriod": PERIOD}],
                "copilotChatWorkLastActivityDate": _date(told.work_last),
                "copilotChatWebLastActivityDate": _date(told.web_last),
                "edgeLastActivityDate": None,
                "copilotAgentLastActivityDate": None,
                "promptsSubmittedForAllApps": told.prompts,
                "promptsSubmittedForCopilotChatWork": told.work,
                "promptsSubmittedForCopilotChatWeb": told.web,
                "activeUsageDaysForAllApps": told.active_days,
            }


def _following(page: int) -> dict[str, str]:
    return {"@odata.nextLink": f"{ADDRESS}?$skiptoken={page}"}


def _field(app: str) -> str:
    """An app's field: copilotChatLastActivityDate, wordCopilotLastActivityDate."""
    plain = app.replace(" ", "")
    return f"{plain[0].lower()}{plain[1:]}{'' if plain.startswith('Copilot') else 'Copilot'}LastActivityDate"


def _date(day: int) -> str:
    return iso(day) if day else ""


WRITER = Writer(name="m365_copilot_user_detail_json", folder="m365-graph", begin=M365CopilotUserDetailJson)
