"""Google Workspace: the Reports API's user usage report, JSON, a user and a day of Gmail and Drive."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import ServiceAccount
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import leaf
from clearspan.sources.reading.figures import any_positive, total
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import days, texts, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.work.activity_rows import activity_rows
from clearspan.sources.work.listed import listed
from clearspan.sources.work.owners import owner
from clearspan.vocabulary.identifier import IdentifierKind

_COUNTS = {
    "gmail:num_emails_sent": "emails_sent",
    "gmail:num_emails_received": "emails_received",
    "drive:num_items_created": "files_created",
    "drive:num_items_edited": "files_edited",
    "drive:num_items_viewed": "files_viewed",
}
_UNDER = "usageReports"
_KIND = "admin#reports#usageReports"
"""What a page says it is, also where it has no records."""

_OWN_DOING = ("emails_sent", "files_created", "files_edited", "files_viewed")

_KEEPS = (
    KeptField("entity.userEmail", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField(
        "entity.profileId",
        FieldRole.IDENTIFIER,
        "alias; identifier where the address is empty",
        identifier=IdentifierKind.GOOGLE_ID,
    ),
    KeptField("entity.type", FieldRole.CATEGORY, "which records are users"),
    KeptField("date", FieldRole.TIME, "start_day, end_day, as_of", required=True),
    KeptField("parameters[].name", FieldRole.CATEGORY, "kind"),
    *(KeptField(f"parameters[].intValue of {name}", FieldRole.MEASURE, f"amount of {kind}") for name, kind in _COUNTS.items()),
)
_DECLARED = pa.struct(
    [
        ("date", pa.string()),
        ("entity", pa.struct([("userEmail", pa.string()), ("profileId", pa.string()), ("type", pa.string())])),
        ("parameters", pa.list_(pa.struct([("name", pa.string()), ("intValue", pa.string())]))),
    ]
)


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, _UNDER)
    known = record is not None and isinstance(record.get("entity"), dict) and {"date", "parameters"} <= record.keys()
    return "its first record has date, entity, parameters" if known else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for batch in read_json(arrived, _DECLARED, paged(under=_UNDER, empty=lambda page: page.get("kind") == _KIND)):
        yield batch.batch(_facts(batch))


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    kind = texts(leaf(rows, "entity.type"))
    sieve.drop(pc.not_equal(pc.utf8_upper(kind), "USER"), "not about a user")
    who = owner(texts(leaf(rows, "entity.userEmail")), texts(leaf(rows, "entity.profileId")), IdentifierKind.GOOGLE_ID)
    sieve.reject(pc.is_null(who.identifier), "entity.userEmail", "is missing, and so is entity.profileId")
    day = days(leaf(rows, "date"), "date", sieve)
    sieve.reject(pc.is_null(day), "date", "is missing")
    parameters = listed(rows, "parameters[]")
    names = parameters.texts("name")
    amounts: dict[str, pa.Array] = {}
    for name, what in _COUNTS.items():
        told = parameters.where(pc.equal(names, name))
        amounts[what] = whole_numbers(told.first(told.texts("intValue"), len(rows)), name, sieve)
    common = {
        "identifier": who.identifier,
        "identifier_kind": who.kind,
        "system": "google_workspace",
        "grain": "day",
        "start_day": day,
        "end_day": day,
        "zone": "UTC-8",
        "as_of": day,
    }
    active = any_positive([total([amounts[what]]) for what in _OWN_DOING])
    return {"activity": activity_rows(sieve, common, {"active": active, **amounts}), ALIAS: who.aliases(sieve)}


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The pages of each day for which Google has made the report."""
    for day in window.days():
        path = f"/admin/reports/v1/usage/users/all/dates/{day.isoformat()}"
        params = {"parameters": ",".join(_COUNTS), "maxResults": 1000}
        for answer in by_cursor(caller, path, params, lambda body: body.get("nextPageToken"), "pageToken"):
            yield Page(answer.body)


SOURCE = Source(
    name="google_workspace_activity",
    title="Google Workspace user usage report",
    kind="activity",
    version=1,
    tools=(),
    tables=("activity",),
    about=(
        "One record is a user and a day of Google's, which begins at midnight in UTC-8. Each count becomes a row of activity; a "
        "count that the report leaves out makes none, because the report leaves out what has not been computed. Subjects, "
        "names of files and storage are not kept. Received mail is kept and is no activity of the person's own."
    ),
    where_found=(
        "GET https://admin.googleapis.com/admin/reports/v1/usage/users/all/dates/YYYY-MM-DD?parameters=gmail:num_emails_sent,... "
        "(all pages); pages may stand one a line in one file."
    ),
    permission="The scope https://www.googleapis.com/auth/admin.reports.usage.readonly; an administrator with the right Reports.",
    grain="day",
    zone="UTC-8",
    lag_days=4,
    restated_days=3,
    active_means="At least one mail sent, or file made, edited or opened. Mail received and storage used are not activity.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Meetings per user are not part of this report: Google Calendar's source tells them.",
        "For how long a day is restated: it is asked for again for three days.",
        "Whether edits made by programs in a user's name are counted as the user's.",
    ),
    api=Api(
        base="https://admin.googleapis.com",
        asks=(
            Ask("service_account", "Key of the service account (the JSON file's content)", secret=True),
            Ask("administrator", "Address of an administrator in whose name reports are read"),
        ),
        sign=ServiceAccount(("https://www.googleapis.com/auth/admin.reports.usage.readonly",)),
        window_days=1,
        history_days=180,
        fetch=_fetch,
        a_minute=120,
        clicks=(
            "In https://console.cloud.google.com make a project, and enable the Admin SDK API in it.",
            "Under IAM & Admin, Service Accounts, create one; under Keys add a key of type JSON and keep the file.",
            "Copy the service account's Unique ID.",
            "In https://admin.google.com open Security, Access and data control, API controls, Manage domain-wide delegation, "
            "Add new: the Unique ID and the scope https://www.googleapis.com/auth/admin.reports.usage.readonly.",
            "Choose an administrator who may see reports; that address is asked for as well.",
        ),
    ),
)
