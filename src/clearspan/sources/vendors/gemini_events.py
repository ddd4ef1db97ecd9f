"""Google Gemini in Workspace: activity events of the Reports API, JSON, added up to days."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import begins, joined
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import ServiceAccount
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.named_values import named_value
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import texts
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, SeriesBreak, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_APPLICATION = "gemini_in_workspace_apps"
_EVENT = "feature_utilization"

_SURFACES = (
    *("gmail", "docs", "sheets", "slides", "drive", "meet", "chat", "calendar", "vids", "keep", "classroom", "forms", "sites"),
    "gemini_app",
)
_OTHER = "other"

_KEEPS = (
    KeptField("actor.email", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("actor.profileId", FieldRole.IDENTIFIER, "identifier, alias", identifier=IdentifierKind.GOOGLE_ID),
    KeptField("id.time", FieldRole.TIME, "start_day, end_day", required=True),
    KeptField("id.uniqueQualifier", FieldRole.CATEGORY, "tells events apart; not stored"),
    KeptField("id.customerId", FieldRole.CATEGORY, "tells events apart; not stored"),
    KeptField("id.applicationName", FieldRole.CATEGORY, "which log it is; not stored"),
    KeptField("events[].name", FieldRole.CATEGORY, "which events count"),
    KeptField("events[].parameters[].name", FieldRole.CATEGORY, "app_name: surface; event_category: active"),
    KeptField("events[].parameters[].value", FieldRole.CATEGORY, "surface, active, actions"),
)

_DECLARED = declared_type(_KEEPS)
_KIND = "admin#reports#activities"
"""What a page says it is, also where it has no records."""


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "items")
    if record is None:
        return None
    number = record.get("id")
    if isinstance(number, dict) and number.get("applicationName") == _APPLICATION:
        return f"its first record is of the application {_APPLICATION}"
    return None


def _read(arrived: Arrived) -> Iterator[Batch]:
    days = EventDays()
    for batch in read_json(arrived, _DECLARED, paged(under="items", empty=lambda page: page.get("kind") == _KIND)):
        yield batch.batch({ALIAS: _add(batch, days)})
    yield from days.batches()


def _add(batch: JsonRows, days: EventDays) -> pa.Table:
    """The aliases stated; adds up the events."""
    rows, sieve = batch.rows, batch.sieve
    email, profile = texts(leaf(rows, "actor.email")), texts(leaf(rows, "actor.profileId"))
    application = leaf(rows, "id.applicationName")
    sieve.drop(pc.fill_null(pc.not_equal(application, _APPLICATION), False), "another application")
    person = who(sieve, (IdentifierKind.EMAIL, "actor.email", email), (IdentifierKind.GOOGLE_ID, "actor.profileId", profile))
    day = utc_days(leaf(rows, "id.time"), "id.time", sieve)
    sieve.reject(pc.is_null(day), "id.time", "is missing")
    use = _use(leaf(rows, "events"))
    sieve.drop(pc.invert(use["is_use"]), f"no event {_EVENT}")
    days.add(
        sieve,
        Events(
            identifier=person["identifier"],
            kind=person["identifier_kind"],
            tool="gemini",
            day=day,
            surface=use["surface"],
            event=tuple(texts(leaf(rows, f"id.{name}")) for name in ("time", "uniqueQualifier", "customerId")),
            active=use["active"],
            figures={"actions": use["actions"]},
        ),
    )
    return stated_pairs(sieve, email, IdentifierKind.GOOGLE_ID, profile)


def _use(events: pa.ListArray) -> dict[str, pa.Array]:
    """Of each record: whether it tells of use, how many of its events are activity, and the app of the first such event."""
    flat, parents = pc.list_flatten(events), pc.list_parent_indices(events).to_numpy()
    is_use = pc.fill_null(pc.equal(flat.field("name"), _EVENT), False).to_numpy(zero_copy_only=False)
    category = named_value(flat.field("parameters"), "event_category")
    stated = is_use & category.is_valid().to_numpy(zero_copy_only=False)
    active = is_use & pc.fill_null(pc.starts_with(pc.utf8_lower(category), "active"), False).to_numpy(zero_copy_only=False)
    app = _surface(named_value(flat.field("parameters"), "app_name"))
    count = len(events)
    reported = np.bincount(parents, weights=stated, minlength=count) > 0
    actions = np.bincount(parents, weights=active, minlength=count).astype(np.int64)
    place, none = np.zeros(count, np.int64), np.ones(count, np.bool_)
    found, first = np.unique(parents[active], return_index=True)
    place[found], none[found] = np.flatnonzero(active)[first], False
    return {
        "is_use": pa.array(np.bincount(parents, weights=is_use, minlength=count) > 0),
        "actions": pa.array(actions, mask=~reported),
        "active": pa.array((actions > 0).astype(np.int8), mask=~reported),
        "surface": app.take(pa.array(place, mask=none)),
    }


def _surface(app: pa.Array) -> pa.Array:
    """The surface of each app; apps that are not known are one surface."""
    name = pc.utf8_lower(app)
    known = pc.is_in(name, value_set=pa.array(_SURFACES))
    return pc.if_else(pc.is_null(name), pa.scalar(None, pa.string()), pc.if_else(known, name, _OTHER))


def _next_page(body: Any) -> str | None:
    return body.get("nextPageToken") if isinstance(body, dict) else None


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    path = f"admin/reports/v1/activity/users/all/applications/{_APPLICATION}"
    for day in window.days():
        span = {"startTime": f"{day}T00:00:00.000Z", "endTime": f"{day}T23:59:59.999Z", "maxResults": 1000}
        yield from joined(
            by_cursor(caller, path, span, _next_page, "pageToken"), "items", begins(day.isoformat(), "id", "time"), may_lack=True
        )


_API = Api(
    base="https://admin.googleapis.com/",
    asks=(
        Ask("service_account", "The JSON key of the service account, whole.", secret=True),
        Ask("administrator", "The address of the administrator in whose name the service account asks."),
    ),
    sign=ServiceAccount(("https://www.googleapis.com/auth/admin.reports.audit.readonly",)),
    window_days=1,
    history_days=179,
    fetch=_fetch,
    a_minute=240,
    clicks=(
        "In console.cloud.google.com choose or make a project, open APIs & Services, Library, and enable Admin SDK API.",
        "Open IAM & Admin, Service Accounts, Create service account; no role is needed.",
        "Open the account, Keys, Add key, Create new key, JSON; the file that is downloaded is what is asked.",
        "Copy the account's Unique ID (a number) from its Details.",
        "In admin.google.com open Security, Access and data control, API controls, Manage domain-wide delegation, Add new: the "
        "Unique ID, and the scope https://www.googleapis.com/auth/admin.reports.audit.readonly.",
        "Name an administrator whose role has the privilege Reports.",
    ),
)

SOURCE = Source(
    name="gemini_events",
    title="Google Gemini in Workspace, activity events",
    kind="usage",
    version=1,
    tools=("gemini",),
    tables=("usage",),
    about=(
        "One record is a use of Gemini in a Workspace app, by the person or by Gemini itself. Records are added up to a person "
        "and a UTC day, each once; the surface is the app. Actions are events of which the category begins with 'active' "
        "(active_generate, active_conversations, active_summarize). A day with other events alone is kept as idle."
    ),
    where_found=(
        "Reports API: GET /admin/reports/v1/activity/users/all/applications/gemini_in_workspace_apps, all pages of whole days; "
        "pages may stand one a line in one file. In admin.google.com the same log is under Reporting, Audit and investigation, "
        "Gemini in Workspace apps log events."
    ),
    permission=(
        "A service account with domain-wide delegation for admin.reports.audit.readonly, and an administrator with the "
        "privilege Reports."
    ),
    grain="event, stored as days",
    zone="UTC",
    lag_days=1,
    restated_days=3,
    active_means=(
        "At least one event of an active category on that day. Inactive and unknown ones are what Gemini does by itself, such "
        "as suggested replies and tiles; they are most of the log, and nobody asked for them."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    breaks=(SeriesBreak("2025-06-20", "The log begins."),),
    not_established=(
        "Whether some actions of an active category are written without the person, or twice for one click.",
        "Which app names exist beyond those known: they are kept together as other.",
        "How late an event may come: three days are asked again.",
        "Who holds a licence is not in this log.",
        "The CSV that the log's page exports: export by the API.",
    ),
)
