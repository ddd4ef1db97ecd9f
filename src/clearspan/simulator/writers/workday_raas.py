"""Workday workers: the answer of a custom report that is enabled as a web service."""

from collections.abc import Sequence
from typing import Any

from clearspan.simulator.dates import iso
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.staff_export import StaffExport
from clearspan.simulator.staff_list import Listed
from clearspan.simulator.writer import Writer

OFFSET = "-07:00"
"""Offset that the tenant writes behind every day."""


def _answer(organisation: Organisation, listed: Sequence[Listed]) -> dict[str, Any]:
    return {"Report_Entry": [_worker(organisation, one) for one in listed]}


def _worker(organisation: Organisation, one: Listed) -> dict[str, Any]:
    """A worker; what is empty is absent, as Workday leaves it out."""
    names, person = organisation.identity, one.person
    worker = {
        "Employee_ID": names.employee_id[person],
        "Worker": names.name[person],
        "primaryWorkEmail": names.email[person],
        "Additional_Emails": [names.alias[person]] if names.alias[person] else [],
        "Worker_Type": "Contingent Worker" if one.contractor else "Employee",
        "Job_Family": one.family,
        "Management_Level": one.level,
        "Supervisory_Organization": one.team,
        "Department": one.department,
        "Division": one.division,
        "Location": one.location,
        "Hire_Date": f"{iso(one.hired)}{OFFSET}",
        "Termination_Date": None if one.left is None else f"{iso(one.left)}{OFFSET}",
        "Manager_ID": None if one.manager < 0 else names.employee_id[one.manager],
        "Active_Status": "1" if one.left is None else "0",
    }
    return {name: value for name, value in worker.items() if value not in (None, [])}


WRITER = Writer(
    name="workday_raas",
    folder="workday",
    begin=lambda scene, folder: StaffExport(scene, folder, "workers", _answer),
)
