"""Microsoft 365 Copilot: CopilotInteraction records of the audit log, CSV of Purview's search or JSON of the Management Activity
API, added up to days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan import clock
from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import one_page
from clearspan.sources.pulling.paging import by_url_header
from clearspan.sources.pulling.sign import ClientCredentials
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import read_csv
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_column import json_column
from clearspan.sources.reading.json_rows import read_json
from clearspan.sources.reading.pages import plain
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import texts
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_OPERATION = "CopilotInteraction"
_IS_PROMPT = "CopilotEventData.Messages[].isPrompt"
_GUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"

_KEEPS = (
    KeptField("UserId", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("UserKey", FieldRole.IDENTIFIER, "alias", identifier=IdentifierKind.ENTRA_ID),
    KeptField("CreationTime", FieldRole.TIME, "start_day, end_day", required=True),
    KeptField("Operation", FieldRole.CATEGORY, "which records count", required=True),
    KeptField("Id", FieldRole.CATEGORY, "tells records apart; not stored"),
    KeptField("CopilotEventData.AppHost", FieldRole.CATEGORY, "surface"),
    KeptField("CopilotEventData.ThreadId", FieldRole.CATEGORY, "sessions: the distinct ones are counted; not stored"),
    KeptField(_IS_PROMPT, FieldRole.CATEGORY, "prompts, actions, active"),
)
_DECLARED = declared_type(_KEEPS, (_IS_PROMPT,))

_AUDIT, _CSV_OPERATION = "AuditData", "Operation"
_CSV_KEEPS = (
    KeptField(_AUDIT, FieldRole.CATEGORY, "the record as JSON, of which the fields above are kept", required=True),
    KeptField(_CSV_OPERATION, FieldRole.CATEGORY, "which records count", aliases=("Operations",)),
)

_SURFACES = {
    **{name: name for name in ("word", "excel", "powerpoint", "outlook", "onenote", "loop", "teams", "edge")},
    "bizchat": "chat_work",
    "m365chat": "chat_work",
    "copilot chat": "chat_work",
    "bing": "chat_web",
    "office": "m365_app",
    "m365app": "m365_app",
    "officecopilotsearchanswer": "m365_app",
    "copilot studio": "agent",
    "copilotstudio": "agent",
}
_OTHER = "other"


def _recognise(sample: Sample) -> str | None:
    if sample.header is not None:
        why = header_why(sample, (_AUDIT,), ("Operation", "Operations"))
        return f"{why}, and it tells of {_OPERATION}" if why and _OPERATION in sample.head else None
    records = plain(sample.first_json)
    named = [record for record in records if isinstance(record, dict) and record.get("Operation") == _OPERATION]
    return f"it has records of the operation {_OPERATION}" if named and "UserId" in named[0] else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    days = EventDays()
    if arrived.sample().format == "csv":
        for rows in read_csv(arrived, _CSV_KEEPS):
            operation = rows.column(_CSV_OPERATION)
            rows.sieve.drop(pc.fill_null(pc.not_equal(operation, _OPERATION), False), "another operation")
            rows.sieve.reject(pc.is_null(rows.column(_AUDIT)), _AUDIT, "is missing")
            records, undeclared = json_column(rows.column(_AUDIT), _AUDIT, _DECLARED, rows.sieve)
            rows.undeclared |= undeclared
            yield rows.batch({ALIAS: _add(records, rows.sieve, days)})
    else:
        for batch in read_json(arrived, _DECLARED):
            yield batch.batch({ALIAS: _add(batch.rows, batch.sieve, days)})
    yield from days.batches()


def _add(rows: pa.StructArray, sieve: Sieve, days: EventDays) -> pa.Table:
    """The aliases stated; adds up the records."""
    operation = leaf(rows, "Operation")
    sieve.drop(pc.fill_null(pc.not_equal(operation, _OPERATION), False), "another operation")
    user, key = texts(leaf(rows, "UserId")), texts(leaf(rows, "UserKey"))
    sieve.reject(pc.is_null(user), "UserId", "is missing")
    day = utc_days(leaf(rows, "CreationTime"), "CreationTime", sieve)
    sieve.reject(pc.is_null(day), "CreationTime", "is missing")
    is_number = pc.fill_null(pc.match_substring_regex(user, _GUID), False)
    prompts = _prompts(leaf(rows, "CopilotEventData.Messages"))
    actions = pc.fill_null(prompts, 1)
    days.add(
        sieve,
        Events(
            identifier=user,
            kind=pc.if_else(is_number, IdentifierKind.ENTRA_ID.value, IdentifierKind.EMAIL.value),
            tool="m365_copilot",
            day=day,
            surface=_surface(texts(leaf(rows, "CopilotEventData.AppHost"))),
            event=texts(leaf(rows, "Id")),
            session=texts(leaf(rows, "CopilotEventData.ThreadId")),
            active=pc.greater(actions, 0).cast(pa.int8()),
            figures={"prompts": prompts, "actions": actions},
        ),
    )
    number = pc.if_else(pc.match_substring_regex(key, _GUID), key, pa.scalar(None, pa.string()))
    return stated_pairs(sieve, pc.if_else(is_number, pa.scalar(None, pa.string()), user), IdentifierKind.ENTRA_ID, number)


def _prompts(messages: pa.ListArray) -> pa.Array:
    """How many messages of each record are prompts, null where none are listed."""
    flat, parents = pc.list_flatten(messages), pc.list_parent_indices(messages).to_numpy()
    asked = pc.fill_null(flat.field("isPrompt"), False).to_numpy(zero_copy_only=False)
    listed = np.bincount(parents, minlength=len(messages)) > 0
    found = np.bincount(parents, weights=asked, minlength=len(messages)).astype(np.int64)
    return pa.array(found, mask=~listed)


def _surface(host: pa.Array) -> pa.Array:
    place = pc.index_in(pc.utf8_lower(host), value_set=pa.array(list(_SURFACES)))
    found = pc.fill_null(pa.array(list(_SURFACES.values())).take(place), _OTHER)
    return pc.if_else(pc.is_null(host), pa.scalar(None, pa.string()), found)


_CONTENT_DAYS = 7
"""For how many days content is listed after it was made available."""


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The records of each day, out of all content that was made available on the day and after it."""
    today = clock.now().date()
    for day in window.days():
        later = [day + timedelta(days=after) for after in range(_CONTENT_DAYS)]
        yield from one_page(record for available in later if available <= today for record in _records(caller, available, day))


def _records(caller: Caller, available: date, day: date) -> Iterator[dict[str, Any]]:
    """The records of a day in what was made available on another."""
    span = {"startTime": f"{available}T00:00:00", "endTime": f"{available + timedelta(days=1)}T00:00:00"}
    params = {"contentType": "Audit.General", "PublisherIdentifier": caller.asked["tenant"], **span}
    for listed in by_url_header(caller, "subscriptions/content", params, "NextPageUri"):
        for content in plain(listed.json()):
            answer = caller.get(content["contentUri"], missing=True) if isinstance(content, dict) else None
            for record in plain(answer.json()) if answer else ():
                if _is_of(record, day):
                    yield record


def _is_of(record: Any, day: date) -> bool:
    return (
        isinstance(record, dict)
        and record.get("Operation") == _OPERATION
        and str(record.get("CreationTime")).startswith(day.isoformat())
    )


_API = Api(
    base="https://manage.office.com/api/v1.0/{tenant}/activity/feed/",
    asks=(
        Ask("tenant", "Directory (tenant) ID"),
        Ask("client_id", "Application (client) ID"),
        Ask("client_secret", "Client secret of the application", secret=True),
    ),
    sign=ClientCredentials(
        "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", scope="https://manage.office.com/.default"
    ),
    window_days=1,
    history_days=6,
    fetch=_fetch,
    a_minute=1000,
    clicks=(
        "In the Microsoft Purview portal open Solutions, Audit; where it offers to start recording, do so.",
        "In the Entra admin centre open App registrations, New registration; give it a name and register it.",
        "Copy the Application (client) ID and the Directory (tenant) ID from its overview.",
        "Under API permissions add Office 365 Management APIs, Application permissions, ActivityFeed.Read; press Grant admin "
        "consent.",
        "Under Certificates & secrets make a new client secret and copy its value.",
        "Start the subscription once, with a token of this application: POST https://manage.office.com/api/v1.0/{tenant}/activity/"
        "feed/subscriptions/start?contentType=Audit.General. The first content comes within 12 hours.",
    ),
)

SOURCE = Source(
    name="m365_purview_interactions",
    title="Microsoft 365 Copilot interactions in the audit log",
    kind="usage",
    version=1,
    tools=("m365_copilot",),
    tables=("usage",),
    about=(
        "One record is an exchange with Copilot, with or without a licence, in an app, in chat or with an agent. It holds no "
        "text. Records are added up to a person and a UTC day, each once. Prompts are the messages that are marked as such; "
        "where a record lists no messages it counts as one action, and prompts are not reported. Sessions are distinct threads. "
        "The surface is the app that hosted Copilot. Titles and addresses of documents are dropped."
    ),
    where_found=(
        "Microsoft Purview portal: Solutions, Audit, Search; activities 'Interacted with Copilot', whole days in UTC; Export, "
        "Download all results. Office 365 Management Activity API: GET /subscriptions/content?contentType=Audit.General, then "
        "every contentUri."
    ),
    permission="The role Audit Reader in Purview; for the API the application permission ActivityFeed.Read.",
    grain="event, stored as days",
    zone="UTC",
    lag_days=3,
    restated_days=2,
    active_means=(
        "At least one prompt, or one record that does not list its messages, on that day. A record in which Copilot alone wrote "
        "is not activity."
    ),
    keeps=(*_KEEPS, *_CSV_KEEPS),
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "All values of AppHost: those not known are kept together as other.",
        "How late records come: content is listed for seven days, and a day is asked again until five days have passed.",
        "The API has no record of days more than a week before the connection: export these from Purview.",
        "Records of other assistants (AIAppInteraction, ConnectedAIAppInteraction) are left out.",
        "An export that begins or ends within a day tells that day in part: export whole days.",
    ),
)
