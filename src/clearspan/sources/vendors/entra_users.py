"""Microsoft Entra: the users of the directory with aliases, manager and unit, as Microsoft Graph answers them."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import joined
from clearspan.sources.pulling.paging import by_next_url
from clearspan.sources.pulling.sign import ClientCredentials
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.picked import together
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.accounts import drop_accounts
from clearspan.sources.staff.directory_rows import as_staff_columns
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.sources.staff.staff_columns import staff_rows
from clearspan.vocabulary.identifier import IdentifierKind

_ID, _TEXT, _TIME = FieldRole.IDENTIFIER, FieldRole.CATEGORY, FieldRole.TIME
_FIELDS = {
    "employeeId": ("Employee_ID", _ID, "identifiers", IdentifierKind.EMPLOYEE_ID),
    "id": ("id", _ID, "identifiers", IdentifierKind.ENTRA_ID),
    "mail": ("mail", _ID, "identifiers", IdentifierKind.EMAIL),
    "userPrincipalName": ("User_Principal_Name", _ID, "identifiers", IdentifierKind.EMAIL),
    "proxyAddresses[]": ("proxyAddresses", _ID, "identifiers", IdentifierKind.EMAIL),
    "manager.id": ("Supervisor_EID", _ID, "manager", IdentifierKind.ENTRA_ID),
    "department": ("Department", _TEXT, "department", None),
    "employeeOrgData.division": ("Division", _TEXT, "division", None),
    "jobTitle": ("Job_Title", _TEXT, "role", None),
    "officeLocation": ("Office_Location", _TEXT, "location", None),
    "country": ("Country", _TEXT, "location, where there is no office", None),
    "employeeType": ("Employee_Type", _TEXT, "employment", None),
    "userType": ("User_Type", _TEXT, "employment, where no type of employee is stated: a guest is a contractor", None),
    "accountEnabled": ("Account_Enabled", _TEXT, "whether the person is still employed", None),
    "employeeHireDate": ("Hire_Date", _TIME, "hired_day", None),
    "employeeLeaveDateTime": ("Termination_Date", _TIME, "left_day", None),
}
"""Graph's name -> the column of a staff list, its role, what it becomes, and the kind of identifier."""

_KEEPS = tuple(KeptField(name, role, becomes, identifier=kind) for name, (_, role, becomes, kind) in _FIELDS.items())
_DECLARED = declared_type(_KEEPS, ("accountEnabled",))
_WRITTEN = {column: name.removesuffix("[]") for name, (column, *_) in _FIELDS.items()}
_SELECT = (
    "id,userPrincipalName,mail,proxyAddresses,employeeId,employeeHireDate,employeeOrgData,employeeType,department,jobTitle,"
    "officeLocation,country,accountEnabled,userType"
)


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "value")
    if record is None or "userPrincipalName" not in record or "reportRefreshDate" in record:
        return None
    telling = [name for name in ("proxyAddresses", "accountEnabled", "department", "employeeId") if name in record]
    return f"its first record has userPrincipalName and {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_json(arrived, _DECLARED, paged(under="value")):
        yield _batch(rows, arrived.name)


def _batch(rows: JsonRows, file: str) -> Batch:
    columns: dict[str, pa.Array] = {column: leaf(rows.rows, name) for column, name in _WRITTEN.items()}
    columns["proxyAddresses"] = together(columns["proxyAddresses"])
    listed = as_staff_columns(rows, columns)
    drop_accounts(listed, [listed.column("Employee_Type")])
    guest_alone = pc.and_(
        pc.equal(pc.utf8_lower(listed.column("User_Type")), "guest"),
        pc.is_null(pc.coalesce(listed.column("Employee_ID"), listed.column("Employee_Type"), listed.column("Department"))),
    )
    listed.sieve.drop(guest_alone, "guest of another organisation")
    return listed.batch({ROSTER: staff_rows(listed, _WRITTEN, file, IdentifierKind.ENTRA_ID)})


def _fetch(caller: Caller, _window: Window) -> Iterator[Page]:
    params = {"$select": _SELECT, "$expand": "manager($select=id)", "$top": 999}
    yield from joined(by_next_url(caller, "users", params), "value")


SOURCE = Source(
    name="entra_users",
    title="Microsoft Entra users",
    kind="roster",
    version=1,
    tools=(),
    tables=("person_spell",),
    about=(
        "One record is a user on the day of the list. The lists together become spells; whoever is missing in a later one, or "
        "whose account is switched off, has left. All addresses of a user are one person: the principal name, the mail address "
        "and the SMTP addresses among proxyAddresses. Left out are services, rooms and shared mailboxes by the type of "
        "employee, users who have neither a job, a unit, an employee number nor a manager, and guests without a type of "
        "employee, a number or a department; other guests are contractors. Names and telephone numbers are dropped."
    ),
    where_found=(
        "GET https://graph.microsoft.com/v1.0/users?$select="
        + _SELECT
        + "&$expand=manager($select=id)&$top=999, every page. The "
        "CSV of the Entra admin centre (Users, Download users) is read as a staff list."
    ),
    permission="An application with User.Read.All; employeeLeaveDateTime needs User-LifeCycleInfo.Read.All as well.",
    grain="a person in a snapshot",
    zone="none: days of work",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "On which day an account was switched off: the first list that says so counts.",
        "Whether rooms and shared mailboxes have a department in your directory: if so they count as people. Mark them with "
        "`clearspan identities bots`.",
        "employeeLeaveDateTime is read from a file and not asked for, because it needs a permission of its own.",
    ),
    api=Api(
        base="https://graph.microsoft.com/v1.0",
        asks=(
            Ask("tenant", "Directory (tenant) ID"),
            Ask("client_id", "Application (client) ID"),
            Ask("client_secret", "Client secret of the application", secret=True),
        ),
        sign=ClientCredentials(
            "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", scope="https://graph.microsoft.com/.default"
        ),
        window_days=0,
        every_days=7,
        history_days=0,
        fetch=_fetch,
        a_minute=120,
        clicks=(
            "In the Entra admin centre open App registrations, New registration; give it a name and register it.",
            "Copy the Application (client) ID and the Directory (tenant) ID from its overview.",
            "Under API permissions add Microsoft Graph, Application permissions, User.Read.All; press Grant admin consent.",
            "Under Certificates & secrets make a new client secret and copy its value.",
        ),
    ),
)
