"""As what a person comes to Clearspan."""

from enum import StrEnum


class Role(StrEnum):
    """A person's part in Clearspan. Everyone employed is an employee, and who leads a team is a manager; the others are given."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    LEAD = "lead"
    EXECUTIVE = "executive"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy_officer"


GIVEN = (Role.LEAD, Role.EXECUTIVE, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
"""Roles that an administrator gives; the staff list says the others."""
