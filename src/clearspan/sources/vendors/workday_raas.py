"""Workday: workers as a custom report that is enabled as a web service (RaaS) answers them, on a day of the past or of today."""

from collections.abc import Iterator

import orjson

from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.json_rows import read_json
from clearspan.sources.reading.pages import paged
from clearspan.sources.source import Batch, Source
from clearspan.sources.staff.flat_records import FLAT, flat_columns, flat_names
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.sources.staff.staff_columns import STAFF_FIELDS, staff_rows

_ROWS = "Report_Entry"


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    return f"it is a page with {_ROWS}" if isinstance(value, dict) and isinstance(value.get(_ROWS), list) else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_json(arrived, FLAT, paged("Snapshot", under=_ROWS), flat_names(arrived.sample(), _ROWS)):
        listed = flat_columns(rows)
        yield listed.batch({ROSTER: staff_rows(listed, {}, arrived.name)})


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The report as of the window's last day."""
    day = window.last.isoformat()
    params = {"format": "json", "Effective_as_of_Date": f"{day}{caller.asked['offset']}"}
    answer = caller.get(caller.asked["report"], params)
    if answer is not None:
        yield Page(orjson.dumps({"Snapshot": day, _ROWS: records_of(answer, _ROWS)}))


SOURCE = Source(
    name="workday_raas",
    title="Workday workers, report as a web service",
    kind="roster",
    version=1,
    tools=(),
    tables=("person_spell",),
    about=(
        "One record is a worker on the day of the report. The report's column names are yours: Employee_ID, "
        "primaryWorkEmail, Supervisory_Organization, Cost_Center and so on are understood as in a staff list, whatever "
        "their case and signs. Together the reports become spells; whoever is missing in a later one has left. By the API the "
        "report is asked as of the last day of each week since the connection's first day, so that what happened before "
        "is known; a move is known to the week, in this week to the day. Names and pay are dropped."
    ),
    where_found=(
        "An advanced custom report, enabled as a web service: Actions, Web Service, View URLs, JSON. The same report as CSV is "
        "read as a staff list."
    ),
    permission="An integration system user with access to the report and to the domains of its fields.",
    grain="a person in a snapshot",
    zone="none: days of work",
    lag_days=0,
    restated_days=14,
    active_means="",
    keeps=STAFF_FIELDS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "What your report's columns are called: see the staff list for what is understood, and rename the others in the report.",
        "Whether the report has the prompt Effective as of Date: without it every week says what is true today.",
        "Workday's supervisory organisations may carry the name of their head: export a name without it if you do not want that.",
    ),
    api=Api(
        base="https://{host}/ccx/service/customreport2/{tenant}/{owner}",
        asks=(
            Ask("host", "Host of the web services, such as wd3-services1.myworkday.com"),
            Ask("tenant", "Name of the tenant"),
            Ask("owner", "Account that owns the report"),
            Ask("report", "Name of the report, as in its address"),
            Ask("offset", "Offset of the tenant's days from UTC", default="-07:00"),
            Ask("user", "User name of the integration system user, with @tenant"),
            Ask("password", "Password of the integration system user", secret=True),
        ),
        sign=Basic(user_ask="user", password_ask="password"),
        window_days=7,
        history_days=1095,
        fetch=_fetch,
        a_minute=10,
        clicks=(
            "Create Custom Report: type Advanced, data source All Workers (or All Active and Terminated Workers), Enable As Web "
            "Service.",
            "Add columns with these names as XML aliases: Employee_ID, Email_-_Work, Supervisory_Organization, Department, "
            "Job_Family, Management_Level, Location, Worker_Type, Hire_Date, Termination_Date, Manager_ID.",
            "Under Prompts leave Effective as of Date to be asked at run time.",
            "Create Integration System User; give it a security group with Get access to the domains of the columns; share the "
            "report with that group; Activate Pending Security Policy Changes.",
            "On the report: Actions, Web Service, View URLs. Host, tenant, owner and report stand in the JSON address.",
        ),
    ),
)
