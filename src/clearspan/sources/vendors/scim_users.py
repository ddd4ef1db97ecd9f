"""SCIM 2.0: the users that an identity provider or a tool lists (RFC 7643), with the enterprise extension."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller, Params
from clearspan.sources.pulling.joined import joined
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.field_names import written_so
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.picked import picked
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.accounts import drop_accounts
from clearspan.sources.staff.directory_rows import as_staff_columns
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.sources.staff.staff_columns import staff_rows
from clearspan.vocabulary.identifier import IdentifierKind

_ID, _TEXT = FieldRole.IDENTIFIER, FieldRole.CATEGORY
_EXTENSION = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
_USERS_A_PAGE = 200

_KEEPS = (
    KeptField("enterprise.employeeNumber", _ID, "identifiers", identifier=IdentifierKind.EMPLOYEE_ID),
    KeptField("id", _ID, "identifiers", identifier=IdentifierKind.SCIM_ID),
    KeptField("emails[].value", _ID, "identifiers, those that are not private", identifier=IdentifierKind.EMAIL),
    KeptField("emails[].type", _TEXT, "which addresses are private: home"),
    KeptField("userName", _ID, "identifiers, where it is an address", identifier=IdentifierKind.EMAIL),
    KeptField("enterprise.manager.value", _ID, "manager", identifier=IdentifierKind.SCIM_ID),
    KeptField("enterprise.department", _TEXT, "department"),
    KeptField("enterprise.division", _TEXT, "division"),
    KeptField("title", _TEXT, "role"),
    KeptField("userType", _TEXT, "employment"),
    KeptField("active", _TEXT, "whether the person is still employed"),
)
_DECLARED = declared_type(_KEEPS, ("active",))
_WRITTEN = {
    "Employee_ID": "employeeNumber",
    "id": "id",
    "Email_-_Work": "emails[].value",
    "User_Principal_Name": "userName",
    "Supervisor_EID": "manager.value",
    "Department": "department",
    "Division": "division",
    "Job_Title": "title",
    "User_Type": "userType",
    "Active_Status": "active",
}


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "Resources")
    if record is None or "userName" not in record:
        return None
    telling = [name for name in (_EXTENSION, "schemas", "emails") if name in record]
    return f"its first record has userName and {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_json(arrived, _DECLARED, paged(under="Resources"), written_so((("enterprise", _EXTENSION),))):
        yield _batch(rows, arrived.name)


def _batch(rows: JsonRows, file: str) -> Batch:
    found = rows.rows
    emails = leaf(found, "emails")
    name = leaf(found, "userName")
    untyped = picked(_with_a_type(emails), "value", "type", ("work", "other", ""))
    columns: dict[str, pa.Array] = {
        "Employee_ID": leaf(found, "enterprise.employeeNumber"),
        "id": leaf(found, "id"),
        "Email_-_Work": pc.coalesce(picked(emails, "value", "type", ("work",)), untyped),
        "User_Principal_Name": pc.if_else(pc.match_substring(name, "@"), name, pa.scalar(None, pa.string())),
        "Supervisor_EID": leaf(found, "enterprise.manager.value"),
        "Department": leaf(found, "enterprise.department"),
        "Division": leaf(found, "enterprise.division"),
        "Job_Title": leaf(found, "title"),
        "User_Type": leaf(found, "userType"),
        "Active_Status": leaf(found, "active"),
    }
    listed = as_staff_columns(rows, columns)
    drop_accounts(listed, [listed.column("User_Type")])
    return listed.batch({ROSTER: staff_rows(listed, _WRITTEN, file, IdentifierKind.SCIM_ID)})


def _with_a_type(emails: pa.ListArray) -> pa.ListArray:
    """The addresses with '' for a type that is not stated."""
    flat = pc.list_flatten(emails)
    typed = pa.StructArray.from_arrays([flat.field("value"), pc.fill_null(flat.field("type"), "")], ["value", "type"])
    lengths = pc.fill_null(pc.list_value_length(emails), 0).to_numpy(zero_copy_only=False)
    offsets = pa.array([0, *lengths.cumsum().tolist()], pa.int32())
    return pa.ListArray.from_arrays(offsets, typed)


def _index(body: Any) -> str | None:
    """The number of the first user of the next page, by how many there are in all."""
    users = body.get("Resources") or [] if isinstance(body, dict) else []
    after = int(body.get("startIndex") or 1) + len(users) if users else 0
    return str(after) if users and after <= int(body.get("totalResults") or 0) else None


def _cursor(body: Any) -> str | None:
    return body.get("nextCursor") or None if isinstance(body, dict) else None


def _fetch(caller: Caller, _window: Window) -> Iterator[Page]:
    by_index = caller.asked["paging"] != "cursor"
    params: Params = {"count": _USERS_A_PAGE} if by_index else {"count": _USERS_A_PAGE, "cursor": ""}
    answers = by_cursor(caller, "Users", params, _index if by_index else _cursor, "startIndex" if by_index else "cursor")
    known: set[Any] = set()
    yield from joined(answers, "Resources", lambda user: _new(user.get("id"), known), may_lack=True)


def _new(number: Any, known: set[Any]) -> bool:
    """Whether a user was not in an earlier page: while pages are counted, users may move from one to the next."""
    if not isinstance(number, str) or number not in known:
        known.add(str(number))
        return True
    return False


SOURCE = Source(
    name="scim_users",
    title="SCIM 2.0 users",
    kind="roster",
    version=1,
    tools=(),
    tables=("person_spell",),
    about=(
        "One record is a user on the day of the list. Together the lists become spells; whoever is missing in a later one, or is "
        "not active, has left. Addresses marked as home are dropped; userName counts where it is an address. The fields "
        "enterprise.* are those of the enterprise extension (" + _EXTENSION + "). Users are left out whose userType names a "
        "service, a bot or a room, and users without a job, a unit, an employee number or a manager. Groups, names and "
        "telephone numbers are dropped."
    ),
    where_found="GET <address>/Users?count=200&startIndex=1 and so on, every page, from the identity provider or the HR system.",
    permission="A token that may read users.",
    grain="a person in a snapshot",
    zone="none: days of work",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "When somebody was hired: the standard has no field for it; the first list that has a person counts.",
        "Whether a server pages by index or by cursor (RFC 9865): it is asked for when connecting.",
        "What a userType means: the standard leaves the words to each organisation.",
    ),
    api=Api(
        base="{address}",
        asks=(
            Ask("address", "Address of the SCIM service, such as https://id.example.com/scim/v2"),
            Ask("paging", "How the service pages: index or cursor", default="index"),
            Ask("token", "Token that may read users", secret=True),
        ),
        sign=Bearer(),
        window_days=0,
        every_days=7,
        history_days=0,
        fetch=_fetch,
        a_minute=60,
        headers={"Accept": "application/scim+json, application/json"},
        clicks=(
            "Open the administration of the identity provider or HR system, and look for SCIM or provisioning.",
            "Copy the address of the SCIM service (it ends before /Users).",
            "Make a token that may read users, and only that where it can be chosen.",
            "Look in its documentation whether lists are paged by index (the usual) or by cursor.",
        ),
    ),
)
