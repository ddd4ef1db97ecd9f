"""Which system keeps a record, so that each piece of work, course, absence and answer stands in one of those that are written."""

from collections.abc import Set

from clearspan.simulator.families import FAMILIES
from clearspan.simulator.training import Course

WORK_ITEMS, TRAINING = "work_items", "neutral_training"
"""The formats that keep what no other system does."""

_OF_WORK = {
    "Engineering": "github_pull_requests",
    "Product": "jira_issues",
    "Operations": "jira_issues",
    "Sales": "salesforce_opportunities",
    "Customer Service": "zendesk_tickets",
    "Human Resources": "zendesk_tickets",
}
"""The system in which a job family works on its items; all others keep lists of their own."""

_OF_COURSES = {
    "AI-100": "scorm_completions",
    "SAFETY-1": "cornerstone_transcripts",
    "PRIVACY-2": "cornerstone_transcripts",
    "AI-150": "viva_learning",
    "AI-300": "xapi_statements",
}
OF_ROLES = "xapi_statements"
"""The system in which a course is taken: by its code, and for courses made for a role. Events and practice are in none."""


def keeper_of_work(family: int, written: Set[str]) -> str:
    """The format that keeps the work items of a job family (its number), of those that are `written`."""
    name = _OF_WORK.get(FAMILIES[family].title, WORK_ITEMS)
    return name if name in written else WORK_ITEMS


def keeper_of_course(course: Course, written: Set[str]) -> str:
    """The format that keeps the registrations for a course, of those that are `written`."""
    for_role = OF_ROLES if course.kind == "role_specific" and course.channel == "course" else TRAINING
    name = _OF_COURSES.get(course.code, for_role)
    return name if name in written else TRAINING
