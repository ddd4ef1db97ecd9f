"""Viva Insights person query: weekly rows by opaque PersonId; empty is unlicensed, 0 is licensed and idle."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from clearspan.simulator.arrays import Flags
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.families import FAMILIES, LEVELS, M365, MANAGER
from clearspan.simulator.m365_apps import CHAT, EXCEL, OUTLOOK, POWERPOINT, TEAMS, WORD, app_of
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.plan import STORY_WEEKS
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import is_working_day
from clearspan.simulator.writer import Scene, Writer, Writing

UNLICENSED_QUERIED = 0.15
"""Share of people without a licence whom the query covers."""
BRITISH = 1
"""Number of the file that a tenant with British spelling wrote."""

ACTIONS = (
    ("Copilot actions taken in Teams", TEAMS),
    ("Copilot actions taken in Outlook", OUTLOOK),
    ("Copilot actions taken in Word", WORD),
    ("Copilot actions taken in Excel", EXCEL),
    ("Copilot actions taken in Powerpoint", POWERPOINT),
    ("Copilot actions taken in Copilot chat (work)", CHAT),
)
COLUMNS = (
    "PersonId", "MetricDate", "Organization", "FunctionType", "LevelDesignation", "SupervisorIndicator",
    "Total Copilot actions taken", "Total Copilot active days", "Total Copilot enabled days",
    *(name for name, _ in ACTIONS),
    "Summarize meeting actions taken using Copilot in Teams",
    "Summarize email thread actions taken using Copilot in Outlook",
    "Visualize as table actions taken using Copilot in Excel",
    "Organize presentation actions taken using Copilot in PowerPoint",
    "Copilot assisted hours", "Collaboration hours", "Meeting hours", "Email hours", "Chat hours",
)  # fmt: skip


def covered(organisation: Organisation) -> Flags:
    """The people without a licence whom the query covers all the same."""
    return organisation.streams.uniform(len(organisation.people), "viva cover") < UNLICENSED_QUERIED


class VivaQuery(Writing):
    """Writes one file for a third of a story, one row a person and week (named by its Monday)."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        organisation = scene.organisation
        self._org = organisation
        self._folder = folder
        self._covered = covered(organisation)
        self._span = max(1, min(organisation.plan.weeks, STORY_WEEKS) // 3)
        self._file: CsvFile | None = None

    def write(self, week: Week) -> None:
        """Writes the rows of a week."""
        part, of_part = divmod(week.number, self._span)
        if of_part == 0:
            self.finish()
            columns = [_british(name) for name in COLUMNS] if part == BRITISH else COLUMNS
            self._file = CsvFile(self._folder / f"person-query-{part + 1}.csv", columns)
        if self._file is not None:
            self._file.add(self._rows(week))

    def finish(self) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()

    def _rows(self, week: Week) -> Iterator[list[object]]:
        org, structure = self._org, self._org.structure
        by_app = np.zeros((len(org.people), CHAT + 8), dtype=np.int64)
        for at, day in enumerate(week.days):
            np.add.at(by_app, (np.arange(len(org.people)), app_of(org, day)), week.actions[:, M365, at])
        active = week.active[:, M365].sum(axis=1).tolist()
        enabled = sum(is_working_day(day) * org.licences.held_on(day)[:, M365] for day in week.days)
        hours = np.round(8 * org.streams.uniform((len(org.people), 3), "hours", week.start) + 1, 1).tolist()
        level = org.people.level_on(week.start + 6).tolist()
        licensed = week.held[:, M365]
        for person in np.flatnonzero(week.member & (licensed | self._covered)).tolist():
            department = structure.departments[structure.team_department[week.team[person]]]
            head = [
                org.identity.viva[person],
                iso(week.start),
                department,
                FAMILIES[org.people.family[person]].title,
                LEVELS[level[person]],
                "Manager" if level[person] >= MANAGER else "Individual Contributor",
            ]
            meetings, emails, chats = hours[person]
            context = [round(meetings + emails + chats, 1), meetings, emails, chats]
            use: list[object] = [""] * (COLUMNS.index("Copilot assisted hours") + 1 - len(head))
            if licensed[person]:
                use = _use(by_app[person].tolist(), active[person], int(np.asarray(enabled)[person]))
            yield [*head, *use, *context]


WRITER = Writer(name="viva_person_query", folder="viva", begin=VivaQuery, usual=True)


def _use(by_app: list[int], active: int, enabled: int) -> list[object]:
    """The measures of a licensed person's week; feature actions are parts of the app's actions."""
    total = sum(by_app)
    features = [by_app[TEAMS] * 2 // 5, by_app[OUTLOOK] // 3, by_app[EXCEL] // 4, by_app[POWERPOINT] // 4]
    return [total, active, enabled, *(by_app[app] for _, app in ACTIONS), *features, round(total * 0.1, 1)]


def _british(name: str) -> str:
    for verb in ("Summari", "Visuali", "Organi"):
        if name.startswith(f"{verb}ze"):
            return name.replace(f"{verb}ze", f"{verb}se", 1)
    return name
