"""Roster snapshots as a Workday custom report gives them in CSV: at the start, on each first of a month, and at the end."""

from collections.abc import Iterator
from pathlib import Path

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.staff_list import list_days, staff_list
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = (
    "Employee_ID", "Preferred_Name", "Email_-_Work", "Additional_Emails", "Job_Family", "Management_Level",
    "Supervisory_Organization", "Department", "Division", "Location", "Worker_Type", "Hire_Date", "Termination_Date",
    "Manager_ID", "Effective_Date",
)  # fmt: skip


class Roster(Writing):
    """Writes a snapshot of everyone employed, and of those who left since the one before."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._before = scene.organisation.plan.first

    def write(self, week: Week) -> None:
        """Writes the snapshots that fall in a week."""
        for day in list_days(self._org.plan, week):
            file = CsvFile(self._folder / f"workday-{iso(day)}.csv", COLUMNS)
            file.add(self._rows(day))
            file.close()
            self._before = day

    def _rows(self, day: int) -> Iterator[tuple[object, ...]]:
        names = self._org.identity
        for one in staff_list(self._org, day, self._before):
            yield (
                names.employee_id[one.person],
                names.name[one.person],
                names.email[one.person],
                names.alias[one.person],
                one.family,
                one.level,
                one.team,
                one.department,
                one.division,
                one.location,
                "Contingent Worker" if one.contractor else "Employee",
                iso(one.hired),
                "" if one.left is None else iso(one.left),
                "" if one.manager < 0 else names.employee_id[one.manager],
                iso(day),
            )


WRITER = Writer(name="roster", folder="roster", begin=Roster, usual=True)
