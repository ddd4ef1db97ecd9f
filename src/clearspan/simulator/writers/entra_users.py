"""Microsoft Entra users: Graph's answer, with a room, a service account and a guest beside the people.

It has departments and divisions, and neither teams nor levels.
"""

from collections.abc import Sequence
from typing import Any

from clearspan.simulator.dates import iso
from clearspan.simulator.names import DOMAIN
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.staff_export import StaffExport
from clearspan.simulator.staff_list import Listed
from clearspan.simulator.writer import Writer

CAPITALS_EVERY = 9
"""The mail address of one person in so many keeps the capitals in which it was typed."""


def _answer(organisation: Organisation, listed: Sequence[Listed]) -> dict[str, Any]:
    context = "https://graph.microsoft.com/v1.0/$metadata#users"
    return {"@odata.context": context, "value": [*(_user(organisation, one) for one in listed), *_others()]}


def _user(organisation: Organisation, one: Listed) -> dict[str, Any]:
    names, person = organisation.identity, one.person
    email, alias = names.email[person], names.alias[person]
    user = {
        "id": names.guid(person, "entra"),
        "displayName": names.name[person],
        "userPrincipalName": email,
        "mail": email.title() if person % CAPITALS_EVERY == 0 else email,
        "proxyAddresses": [f"SMTP:{email}", *([f"smtp:{alias}"] if alias else []), f"SIP:{email}"],
        "employeeId": names.employee_id[person],
        "employeeHireDate": f"{iso(one.hired)}T00:00:00Z",
        "employeeOrgData": {"division": one.division, "costCenter": None},
        "employeeType": "Contractor" if one.contractor else "Employee",
        "department": one.department,
        "jobTitle": one.family,
        "officeLocation": one.location,
        "country": None,
        "accountEnabled": one.left is None,
        "userType": "Guest" if one.contractor else "Member",
    }
    if one.left is not None:
        user["employeeLeaveDateTime"] = f"{iso(one.left)}T00:00:00Z"
    if one.manager >= 0:
        user["manager"] = {"@odata.type": "#microsoft.graph.user", "id": names.guid(one.manager, "entra")}
    return user


def _others() -> list[dict[str, Any]]:
    """Users who are no people at work."""
    told = (
        ("room-1", {"accountEnabled": False, "userType": "Member"}),
        ("backup", {"employeeType": "Service Account", "department": "Technology", "accountEnabled": True, "userType": "Member"}),
        ("guest_partner.example#EXT#", {"jobTitle": "Consultant", "accountEnabled": True, "userType": "Guest"}),
    )
    return [
        {"id": f"0e000000-0000-4000-a000-00000000000{at}", "userPrincipalName": f"{name}@{DOMAIN}", "mail": None, **fields}
        for at, (name, fields) in enumerate(told)
    ]


WRITER = Writer(
    name="entra_users",
    folder="entra",
    begin=lambda scene, folder: StaffExport(scene, folder, "users", _answer),
)
