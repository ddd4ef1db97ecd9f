"""BambooHR employees: the answer of a custom report. It has departments and divisions, and no teams."""

from collections.abc import Sequence
from typing import Any

from clearspan.simulator.accounts import bamboohr_id
from clearspan.simulator.dates import iso
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.staff_export import StaffExport
from clearspan.simulator.staff_list import Listed
from clearspan.simulator.writer import Writer

NO_DAY = "0000-00-00"
FIELDS = (
    "employeeNumber", "workEmail", "jobTitle", "department", "division", "location", "supervisorEId", "supervisorEmail",
    "hireDate", "terminationDate", "status", "employmentHistoryStatus",
)  # fmt: skip


def _answer(organisation: Organisation, listed: Sequence[Listed]) -> dict[str, Any]:
    fields = [{"id": name, "type": "text", "name": name} for name in ("id", *FIELDS)]
    return {"title": "Clearspan", "fields": fields, "employees": [_employee(organisation, one) for one in listed]}


def _employee(organisation: Organisation, one: Listed) -> dict[str, Any]:
    names = organisation.identity
    return {
        "id": bamboohr_id(one.person),
        "employeeNumber": names.employee_id[one.person],
        "workEmail": names.email[one.person],
        "jobTitle": one.family,
        "department": one.department,
        "division": one.division,
        "location": one.location,
        "supervisorEId": None if one.manager < 0 else bamboohr_id(one.manager),
        "supervisorEmail": None if one.manager < 0 else names.email[one.manager],
        "hireDate": iso(one.hired),
        "terminationDate": NO_DAY if one.left is None else iso(one.left),
        "status": "Active" if one.left is None else "Inactive",
        "employmentHistoryStatus": "Contractor" if one.contractor else "Full-Time",
    }


WRITER = Writer(
    name="bamboohr",
    folder="bamboohr",
    begin=lambda scene, folder: StaffExport(scene, folder, "employees", _answer),
)
