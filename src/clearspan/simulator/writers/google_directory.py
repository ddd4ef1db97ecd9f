"""Google Workspace directory: the Directory API's answer, with rooms and a service account beside the people.

It has departments, and neither teams, divisions nor days of hiring.
"""

from collections.abc import Sequence
from typing import Any

from clearspan.simulator.names import DOMAIN
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.staff_export import StaffExport
from clearspan.simulator.staff_list import Listed
from clearspan.simulator.writer import Writer

UNSTATED_EVERY = 11
"""One person in so many has a department in the path of the organisational unit alone."""


def _answer(organisation: Organisation, listed: Sequence[Listed]) -> dict[str, Any]:
    users = [*(_user(organisation, one) for one in listed), *_others()]
    return {"kind": "admin#directory#users", "users": users}


def _user(organisation: Organisation, one: Listed) -> dict[str, Any]:
    names, person = organisation.identity, one.person
    stated = {} if person % UNSTATED_EVERY == 0 else {"department": one.department}
    work = {"title": one.family, "location": one.location, "description": "Contractor" if one.contractor else "Employee"}
    user = {
        "kind": "admin#directory#user",
        "id": names.google_id(person),
        "primaryEmail": names.email[person],
        "name": {"fullName": names.name[person]},
        "suspended": one.left is not None,
        "archived": False,
        "orgUnitPath": f"/{one.division}/{one.department}",
        "organizations": [{"primary": True, **work, **stated}],
        "externalIds": [{"type": "organization", "value": names.employee_id[person]}],
        "nonEditableAliases": [f"{names.email[person]}.test-google-a.com"],
    }
    if names.alias[person]:
        user["aliases"] = [names.alias[person]]
    if one.manager >= 0:
        user["relations"] = [{"type": "manager", "value": names.email[one.manager]}]
    return user


def _others() -> list[dict[str, Any]]:
    """Users who are no people at work."""
    told = (("backup", "/IT/Service Accounts"), ("room-2", "/Rooms"), ("info", "/"))
    return [
        {"id": f"19900000000000000000{at}", "primaryEmail": f"{name}@{DOMAIN}", "suspended": False, "orgUnitPath": path}
        for at, (name, path) in enumerate(told)
    ]


WRITER = Writer(
    name="google_directory",
    folder="google-directory",
    begin=lambda scene, folder: StaffExport(scene, folder, "users", _answer),
)
