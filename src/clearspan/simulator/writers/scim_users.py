"""SCIM 2.0 users: the identity provider's answer with the enterprise extension, and a runner's account beside the people.

It has departments and divisions, and neither teams, levels nor days of hiring.
"""

from collections.abc import Sequence
from typing import Any

from clearspan.simulator.accounts import scim_id
from clearspan.simulator.names import plain
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.staff_export import StaffExport
from clearspan.simulator.staff_list import Listed
from clearspan.simulator.writer import Writer

CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
SHORT_EVERY = 5
"""One person in so many signs in under a short name instead of the address."""


def _answer(organisation: Organisation, listed: Sequence[Listed]) -> dict[str, Any]:
    runner = {"schemas": [CORE], "id": "00urunner", "userName": "ci-runner", "active": True, "userType": "Service"}
    users = [*(_user(organisation, one) for one in listed), runner]
    return {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": len(users),
        "startIndex": 1,
        "itemsPerPage": len(users),
        "Resources": users,
    }


def _user(organisation: Organisation, one: Listed) -> dict[str, Any]:
    names, person = organisation.identity, one.person
    email, short = names.email[person], f"{plain(names.name[person])[:12]}{person}"
    emails = [{"value": f"{short}@home.example", "type": "home"}, {"value": email, "type": "work", "primary": True}]
    if names.alias[person]:
        emails.append({"value": names.alias[person], "type": "other"})
    work: dict[str, Any] = {
        "employeeNumber": names.employee_id[person],
        "department": one.department,
        "division": one.division,
    }
    if one.manager >= 0:
        work["manager"] = {"value": scim_id(names, one.manager), "displayName": names.name[one.manager]}
    return {
        "schemas": [CORE, ENTERPRISE],
        "id": scim_id(names, person),
        "userName": short if person % SHORT_EVERY == 0 else email,
        "displayName": names.name[person],
        "title": one.family,
        "userType": "Contractor" if one.contractor else "Employee",
        "active": one.left is None,
        "emails": emails,
        ENTERPRISE: work,
    }


WRITER = Writer(
    name="scim_users",
    folder="scim",
    begin=lambda scene, folder: StaffExport(scene, folder, "users", _answer),
)
