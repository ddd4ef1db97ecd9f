"""The columns of staff lists, whatever HR system they are from, and the roster rows of such lists."""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.header import plain_name
from clearspan.sources.source import FieldRole, KeptField
from clearspan.sources.staff.roster_dates import day_in_name, roster_days
from clearspan.sources.staff.roster_rows import IdentifierColumn, identifier_lists, roster_table
from clearspan.sources.staff.roster_words import employment_kinds, manager_kinds, stated, still_employed
from clearspan.vocabulary.identifier import IdentifierKind

_ID, _TEXT, _TIME = FieldRole.IDENTIFIER, FieldRole.CATEGORY, FieldRole.TIME

IDENTIFIERS = (
    KeptField(
        "Employee_ID",
        _ID,
        "identifiers",
        ("Employee_Number", "Worker_ID", "Employee #", "Employee_No", "Personnel_Number", "Person_Number"),
        identifier=IdentifierKind.EMPLOYEE_ID,
    ),
    KeptField("id", _ID, "identifiers", ("eid", "Object_ID", "User_ID"), identifier=IdentifierKind.NEUTRAL_ID),
    KeptField(
        "Email_-_Work",
        _ID,
        "identifiers",
        ("email", "Work_Email", "Primary_Work_Email", "Employee_Email", "Email_Address", "Company_Email", "Email_-_Primary_Work"),
        identifier=IdentifierKind.EMAIL,
    ),
    KeptField("mail", _ID, "identifiers", identifier=IdentifierKind.EMAIL),
    KeptField("User_Principal_Name", _ID, "identifiers", ("UPN",), identifier=IdentifierKind.EMAIL),
    KeptField("Additional_Emails", _ID, "identifiers", ("Email_Aliases", "Aliases"), identifier=IdentifierKind.EMAIL),
    KeptField("proxyAddresses", _ID, "identifiers", identifier=IdentifierKind.EMAIL),
    KeptField(
        "GitHub_Login", _ID, "identifiers", ("GitHub", "GitHub_Username", "GitHub_User"), identifier=IdentifierKind.GITHUB_LOGIN
    ),
)
"""In the order in which they stand for a person; an employee number always comes first."""

_SEVERAL = frozenset({"Additional_Emails", "proxyAddresses"})

_MANAGERS = (
    KeptField("Manager_ID", _ID, "manager", ("Manager_Employee_ID", "Supervisor_ID", "Reports_To_ID")),
    KeptField("Supervisor_EID", _ID, "manager, by the id that the list itself gives"),
    KeptField("Manager_Email", _ID, "manager", ("Supervisor_Email", "Manager_-_Email", "Manager_UPN", "Manager_Mail")),
)

_PLACE = {
    "team": (
        KeptField("Team", _TEXT, "team", ("Team_Name", "Squad")),
        KeptField("Supervisory_Organization", _TEXT, "team, where none is stated"),
    ),
    "department": (KeptField("Department", _TEXT, "department", ("Dept", "Department_Name")),),
    "division": (
        KeptField("Division", _TEXT, "division", ("Division_Name",)),
        KeptField("Business_Unit", _TEXT, "division, where none is stated"),
    ),
    "role": (
        KeptField("Job_Family", _TEXT, "role"),
        KeptField("Job_Function", _TEXT, "role, where no job family is stated", ("Function",)),
        KeptField("Role", _TEXT, "role, likewise"),
        KeptField("Job_Profile", _TEXT, "role, likewise"),
        KeptField("Job_Title", _TEXT, "role, likewise"),
        KeptField("Business_Title", _TEXT, "role, likewise", ("Title",)),
    ),
    "level": (
        KeptField("Management_Level", _TEXT, "level"),
        KeptField("Level", _TEXT, "level, where no management level is stated", ("Job_Level",)),
        KeptField("Grade", _TEXT, "level, likewise", ("Job_Grade",)),
    ),
    "location": (
        KeptField("Location", _TEXT, "location", ("Site",)),
        KeptField("Office_Location", _TEXT, "location, where none is stated", ("Work_Location", "Office")),
        KeptField("Country", _TEXT, "location, likewise"),
    ),
    "employment": (
        KeptField("Worker_Type", _TEXT, "employment", ("Employment_Type",)),
        KeptField("Employee_Type", _TEXT, "employment, where no worker type is stated"),
        KeptField("User_Type", _TEXT, "employment, likewise"),
    ),
}

_STATUS = (
    KeptField("Worker_Status", _TEXT, "whether the person is still employed"),
    KeptField("Active_Status", _TEXT, "likewise", ("Active",)),
    KeptField("Status", _TEXT, "likewise", ("Employment_Status",)),
    KeptField("Employment_History_Status", _TEXT, "likewise"),
    KeptField("Account_Enabled", _TEXT, "likewise"),
)

_TIMES = {
    "hired_day": (
        KeptField("Hire_Date", _TIME, "hired_day", ("Employee_Hire_Date", "Join_Date", "Hired")),
        KeptField("Start_Date", _TIME, "hired_day, where no date of hiring is stated"),
        KeptField("Original_Hire_Date", _TIME, "hired_day, likewise"),
    ),
    "left_day": (
        KeptField("Termination_Date", _TIME, "left_day", ("Employee_Leave_Date_Time", "Leave_Date", "Last_Day", "Left")),
        KeptField("End_Date", _TIME, "left_day, where no other is stated", ("Contract_End_Date",)),
    ),
    "from_day": (KeptField("Effective_Date", _TIME, "from_day", ("Effective_From", "Valid_From")),),
    "to_day": (KeptField("Effective_To", _TIME, "to_day", ("Valid_To", "Effective_End_Date")),),
    "as_of": (KeptField("Snapshot", _TIME, "as_of", ("Snapshot_Date", "As_Of", "As_Of_Date", "Report_Date")),),
}

STAFF_FIELDS = (
    *IDENTIFIERS,
    *_MANAGERS,
    *(item for items in _PLACE.values() for item in items),
    *_STATUS,
    *(item for items in _TIMES.values() for item in items),
)

UNITS = tuple(item for place in ("team", "department", "division", "role") for item in _PLACE[place] if item.name != "Role")
"""Columns that make a list of people a staff list; a bare role stands in every tool's list of members too."""


def written_names(items: Iterable[KeptField], by_name: dict[str, str]) -> Iterator[str]:
    """The file's own names of the fields that it has, by plain name as in `by_name`."""
    names = (plain_name(name) for item in items for name in (item.name, *item.aliases))
    return (by_name[name] for name in names if name in by_name)


def staff_rows(rows: CsvRows, written: dict[str, str], file: str, own: IdentifierKind = IdentifierKind.NEUTRAL_ID) -> pa.Table:
    """The roster rows of the records kept. `written` holds the file's own names of the declared columns where they differ; `own`
    is the kind of the list's own ids."""
    sieve = rows.sieve
    written = {item.name: item.name for item in STAFF_FIELDS} | written
    claimed = [stated(rows.column(item.name)) for item in IDENTIFIERS]
    sieve.reject(pc.is_null(pc.coalesce(*claimed)), "Email_-_Work", "is missing, and so is every other identifier")
    times = roster_days(rows, {name: tuple(item.name for item in items) for name, items in _TIMES.items()}, written)
    stated_day = day_in_name(file)
    if stated_day is not None:
        times["as_of"] = pc.fill_null(times["as_of"], pa.scalar(stated_day, pa.int32()))
    manager, kind = _manager(rows, own)
    columns = {
        "record": pa.array(sieve.numbers),
        "manager_kind": kind,
        "manager_value": manager,
        **{name: pc.coalesce(*(stated(rows.column(item.name)) for item in items)) for name, items in _PLACE.items()},
        "active": pc.min_element_wise(*(still_employed(rows.column(item.name)) for item in _STATUS)),
        **times,
    }
    columns["employment"] = employment_kinds(columns["employment"])
    kept = sieve.kept()
    filtered = {name: column.filter(kept) for name, column in columns.items()}
    identifiers = [
        IdentifierColumn(_kind(item, own), written[item.name], column.filter(kept), item.name in _SEVERAL)
        for item, column in zip(IDENTIFIERS, claimed, strict=True)
    ]
    count = len(filtered["record"])
    return roster_table(count, {**filtered, "identifiers": identifier_lists(count, identifiers)})


def _kind(item: KeptField, own: IdentifierKind) -> str:
    return str(own if item.identifier is IdentifierKind.NEUTRAL_ID else item.identifier)


def _manager(rows: CsvRows, own: IdentifierKind) -> tuple[pa.Array, pa.Array]:
    """The manager's identifier and its kind: the first stated of the columns for it."""
    number, own_id, address = (stated(rows.column(item.name)) for item in _MANAGERS)
    kinds = manager_kinds(number, has_employee_numbers="Employee_ID" in rows.columns)
    own_kinds = manager_kinds(own_id, has_employee_numbers="id" not in rows.columns)
    by_address = pc.if_else(pc.is_valid(address), IdentifierKind.EMAIL.value, pa.scalar(None, pa.string()))
    kind = pc.coalesce(kinds, own_kinds, by_address)
    kind = pc.if_else(pc.equal(kind, IdentifierKind.NEUTRAL_ID.value), own.value, kind)
    return pc.coalesce(number, own_id, address), kind
