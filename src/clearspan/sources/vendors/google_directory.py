"""Google Workspace: the users of the directory with aliases, manager and unit, as the Directory API answers them."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import joined
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import ServiceAccount
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.picked import picked, together
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.accounts import drop_accounts
from clearspan.sources.staff.directory_rows import as_staff_columns
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.sources.staff.staff_columns import staff_rows
from clearspan.vocabulary.identifier import IdentifierKind

_ID, _TEXT = FieldRole.IDENTIFIER, FieldRole.CATEGORY
_ORGANISATION = {"department": "department", "title": "role", "description": "employment", "location": "location"}

_KEEPS = (
    KeptField("externalIds[].value", _ID, "identifiers, of the type organization", identifier=IdentifierKind.EMPLOYEE_ID),
    KeptField("externalIds[].type", _TEXT, "which of the external ids is the employee number"),
    KeptField("id", _ID, "identifiers", identifier=IdentifierKind.GOOGLE_ID),
    KeptField("primaryEmail", _ID, "identifiers", identifier=IdentifierKind.EMAIL, required=True),
    KeptField("aliases[]", _ID, "identifiers", identifier=IdentifierKind.EMAIL),
    KeptField("nonEditableAliases[]", _ID, "identifiers", identifier=IdentifierKind.EMAIL),
    KeptField("relations[].value", _ID, "manager, of the type manager", identifier=IdentifierKind.EMAIL),
    KeptField("relations[].type", _TEXT, "which of the relations is the manager"),
    *(KeptField(f"organizations[].{name}", _TEXT, becomes) for name, becomes in _ORGANISATION.items()),
    KeptField("orgUnitPath", _TEXT, "department, where no organisation states one"),
    KeptField("suspended", _TEXT, "whether the person is still employed"),
    KeptField("archived", _TEXT, "likewise"),
)
_DECLARED = declared_type(_KEEPS, ("suspended", "archived"))
_WRITTEN = {
    "Employee_ID": "externalIds[].value",
    "id": "id",
    "Email_-_Work": "primaryEmail",
    "Additional_Emails": "aliases",
    "Manager_Email": "relations[].value",
    "Department": "organizations[].department",
    "Job_Title": "organizations[].title",
    "Location": "organizations[].location",
    "Employee_Type": "organizations[].description",
    "Active_Status": "suspended",
}
_FIELDS = (
    "nextPageToken,users(id,primaryEmail,aliases,nonEditableAliases,suspended,archived,orgUnitPath,"
    "organizations(department,title,description,location),relations(type,value),externalIds(type,value))"
)


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "users")
    if record is None or "primaryEmail" not in record:
        return None
    telling = [name for name in ("orgUnitPath", "organizations", "suspended") if name in record]
    return f"its first record has primaryEmail and {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_json(arrived, _DECLARED, paged(under="users")):
        yield _batch(rows, arrived.name)


def _batch(rows: JsonRows, file: str) -> Batch:
    found = rows.rows
    unit = pc.replace_substring_regex(leaf(found, "orgUnitPath"), r"^.*/", "")
    gone = pc.or_(pc.fill_null(leaf(found, "suspended"), False), pc.fill_null(leaf(found, "archived"), False))
    stated = {name: picked(leaf(found, "organizations"), name) for name in _ORGANISATION}
    columns: dict[str, pa.Array] = {
        "Employee_ID": picked(leaf(found, "externalIds"), "value", "type", ("organization",)),
        "id": leaf(found, "id"),
        "Email_-_Work": leaf(found, "primaryEmail"),
        "Additional_Emails": _joined(together(leaf(found, "aliases")), together(leaf(found, "nonEditableAliases"))),
        "Manager_Email": picked(leaf(found, "relations"), "value", "type", ("manager",)),
        "Department": pc.coalesce(stated["department"], pc.if_else(pc.equal(unit, ""), None, unit)),
        "Job_Title": stated["title"],
        "Location": stated["location"],
        "Employee_Type": stated["description"],
        "Active_Status": pc.if_else(gone, "inactive", "active"),
    }
    listed = as_staff_columns(rows, columns)
    drop_accounts(listed, [unit, listed.column("Employee_Type")])
    return listed.batch({ROSTER: staff_rows(listed, _WRITTEN, file, IdentifierKind.GOOGLE_ID)})


def _joined(one: pa.Array, other: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(one, other, ";", null_handling="replace", null_replacement="")


def _next(body: object) -> str | None:
    return body.get("nextPageToken") if isinstance(body, dict) else None


def _fetch(caller: Caller, _window: Window) -> Iterator[Page]:
    params = {"customer": "my_customer", "maxResults": 500, "orderBy": "email", "projection": "full", "fields": _FIELDS}
    yield from joined(by_cursor(caller, "users", params, _next, "pageToken"), "users", may_lack=True)


SOURCE = Source(
    name="google_directory",
    title="Google Workspace directory users",
    kind="roster",
    version=1,
    tools=(),
    tables=("person_spell",),
    about=(
        "One record is a user on the day of the list. Together the lists become spells; whoever is missing in a later one, or is "
        "suspended or archived, has left. The primary address, aliases and the profile number are one person; an employee number "
        "is an external id of the type organization. The unit is the department of the first organisation that states one, "
        "else the last part of the organisational unit's path. Users are left out whose unit or type of employment names a "
        "service account, a room or a shared mailbox, and users without a job, a unit, a number or a manager. Names are dropped."
    ),
    where_found=(
        "GET https://admin.googleapis.com/admin/directory/v1/users?customer=my_customer&projection=full&maxResults=500, every "
        "page. The CSV of the admin console (Directory, Users, Download users) is read as a staff list once it has a department."
    ),
    permission="A delegated service account with https://www.googleapis.com/auth/admin.directory.user.readonly.",
    grain="a person in a snapshot",
    zone="none: days of work",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "When somebody was hired: the directory does not say; the first list that has a person counts.",
        "Whether description holds the type of employee: the admin console shows the field under that name.",
        "Whether a suspended user has left or is away: it counts as left, and as back when no longer suspended.",
    ),
    api=Api(
        base="https://admin.googleapis.com/admin/directory/v1",
        asks=(
            Ask("service_account", "Key of the service account (the JSON file's content)", secret=True),
            Ask("administrator", "Address of an administrator in whose name users are read"),
        ),
        sign=ServiceAccount(("https://www.googleapis.com/auth/admin.directory.user.readonly",)),
        window_days=0,
        every_days=7,
        history_days=0,
        fetch=_fetch,
        a_minute=240,
        clicks=(
            "In https://console.cloud.google.com make a project, and enable the Admin SDK API in it.",
            "Under IAM & Admin, Service Accounts, create one; under Keys add a key of type JSON and keep the file.",
            "Copy the service account's Unique ID.",
            "In https://admin.google.com open Security, Access and data control, API controls, Manage domain-wide delegation, "
            "Add new: the Unique ID and the scope https://www.googleapis.com/auth/admin.directory.user.readonly.",
            "Choose an administrator who may read all users; that address is asked for as well.",
        ),
    ),
)
