"""BambooHR: employees as a custom report or the employee directory answers them in JSON."""

from collections.abc import Iterator
from typing import Any

from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import joined
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.json_rows import read_json
from clearspan.sources.reading.pages import paged
from clearspan.sources.source import Batch, Source
from clearspan.sources.staff.flat_records import FLAT, flat_columns, flat_names
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.sources.staff.staff_columns import STAFF_FIELDS, staff_rows
from clearspan.vocabulary.identifier import IdentifierKind

_ROWS = "employees"
_ASKED = (
    *("employeeNumber", "workEmail", "jobTitle", "department", "division", "location", "supervisorEId", "supervisorEmail"),
    *("hireDate", "terminationDate", "status", "employmentHistoryStatus"),
)


def _recognise(sample: Sample) -> str | None:
    """A page with employees, or one employee a line as it is pulled."""
    value: Any = sample.first_json
    if not isinstance(value, dict):
        return None
    if isinstance(value.get(_ROWS), list) and isinstance(value.get("fields"), list):
        return f"it is a page with fields and {_ROWS}"
    asked = [name for name in _ASKED if name in value]
    return f"its first record has id, {asked[0]}, {asked[1]}" if "id" in value and len(asked) > len(_ASKED) // 2 else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_json(arrived, FLAT, paged(under=_ROWS), flat_names(arrived.sample(), _ROWS)):
        listed = flat_columns(rows)
        yield listed.batch({ROSTER: staff_rows(listed, {}, arrived.name, IdentifierKind.BAMBOOHR_ID)})


def _fetch(caller: Caller, _window: Window) -> Iterator[Page]:
    report = {"title": "Clearspan", "fields": ["id", *_ASKED]}
    answer = caller.post("reports/custom", report, {"format": "JSON", "onlyCurrent": "false"})
    yield from joined([answer] if answer is not None else [], _ROWS)


SOURCE = Source(
    name="bamboohr",
    title="BambooHR employees",
    kind="roster",
    version=1,
    tools=(),
    tables=("person_spell",),
    about=(
        "One record is an employee on the day of the report, leavers with their last day. Field names are understood as in a "
        "staff list; 0000-00-00 is no day. Together the reports become spells; whoever is missing in a later one has left. The "
        "number that BambooHR gives to an employee is kept as a token, so that time off finds its person. Names are dropped."
    ),
    where_found=(
        "POST https://<company>.bamboohr.com/api/v1/reports/custom?format=JSON&onlyCurrent=false, or the JSON of "
        "/api/v1/employees/directory (people of today alone). A report as CSV is read as a staff list."
    ),
    permission="An API key of a user whose access level may see the fields of all employees.",
    grain="a person in a snapshot",
    zone="none: days of work",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=STAFF_FIELDS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "BambooHR announces that custom reports give way to datasets (/api/v2/datasets); whose field names differ.",
        "Fields that the key's user may not see are missing without an error.",
    ),
    api=Api(
        base="https://{company}.bamboohr.com/api/v1",
        asks=(
            Ask("company", "Name of the company in its address, such as acme in acme.bamboohr.com"),
            Ask("key", "API key", secret=True),
        ),
        sign=Basic(user_ask="key", password="x"),
        window_days=0,
        every_days=7,
        history_days=0,
        fetch=_fetch,
        a_minute=30,
        headers={"Accept": "application/json"},
        clicks=(
            "Sign in to BambooHR as a user whose access level may see job, department, status and address of all employees.",
            "Press your picture at the lower left, API Keys, Add New Key; give it a name and copy the key.",
            "The company's name is the first part of the address in the browser.",
        ),
    ),
)
