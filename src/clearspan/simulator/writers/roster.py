"""Roster snapshots as a Workday custom report gives them: at the start, on each first of a month, and at the end."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.families import FAMILIES, LEVELS
from clearspan.simulator.people import LOCATIONS
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import day_of

COLUMNS = (
    "Employee_ID", "Preferred_Name", "Email_-_Work", "Additional_Emails", "Job_Family", "Management_Level",
    "Supervisory_Organization", "Department", "Division", "Location", "Worker_Type", "Hire_Date", "Termination_Date",
    "Manager_ID", "Effective_Date",
)  # fmt: skip


class Roster(Writing):
    """Writes a snapshot of everyone employed, and of those who left since the one before."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        organisation = scene.organisation
        self._org = organisation
        self._folder = folder
        self._before = organisation.plan.first

    def write(self, week: Week) -> None:
        """Writes the snapshots that fall in a week."""
        plan = self._org.plan
        for day in week.days:
            if day in (plan.first, plan.until) or day_of(day).day == 1:
                file = CsvFile(self._folder / f"workday-{iso(day)}.csv", COLUMNS)
                file.add(self._rows(day))
                file.close()
                self._before = day

    def _rows(self, day: int) -> Iterator[tuple[object, ...]]:
        org = self._org
        people, names, structure = org.people, org.identity, org.structure
        team, level = people.team_on(day).tolist(), people.level_on(day).tolist()
        managers = people.managers_on(day, structure).tolist()
        gone = (people.left >= self._before) & (people.left < day)
        for person in np.flatnonzero(people.employed_on(day) | (gone & (people.hired <= day))).tolist():
            department = int(structure.team_department[team[person]])
            manager = managers[person]
            yield (
                names.employee_id[person],
                names.name[person],
                names.email[person],
                names.alias[person],
                FAMILIES[people.family[person]].title,
                LEVELS[level[person]],
                structure.teams[team[person]],
                structure.departments[department],
                structure.divisions[structure.department_division[department]],
                LOCATIONS[people.location[person]],
                "Contingent Worker" if people.contractor[person] else "Employee",
                iso(int(people.hired[person])),
                iso(int(people.left[person])) if gone[person] else "",
                "" if manager < 0 else names.employee_id[manager],
                iso(day),
            )


WRITER = Writer(name="roster", folder="roster", begin=Roster, usual=True)
