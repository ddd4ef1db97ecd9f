"""Windsurf: CascadeAnalytics, JSON, the messages that members sent to Cascade, added up to days."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import one_page, records_of
from clearspan.sources.pulling.sign import BodyKey
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.figures import any_positive
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import paged
from clearspan.sources.reading.typed import texts, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_PARTS = {"cascadeRuns": "cascade_runs", "cascadeLines": "cascade_lines"}
"""The parts of an answer, by the names under which they are asked."""

_PLACES = tuple(f"queryResults[].{name}.{name}[]" for name in _PARTS)
_MESSAGES, _LINES = "messagesSent", "linesAccepted"

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier: whom the answer is about", identifier=IdentifierKind.EMAIL),
    KeptField("day", FieldRole.TIME, "start_day, end_day", required=True),
    KeptField(_MESSAGES, FieldRole.CATEGORY, "prompts, actions"),
    KeptField("cascadeId", FieldRole.CATEGORY, "sessions: the distinct ones are counted; not stored"),
    KeptField("mode", FieldRole.CATEGORY, "surface"),
    KeptField("model", FieldRole.CATEGORY, "tells runs apart; not stored"),
    KeptField(_LINES, FieldRole.CATEGORY, "active"),
)
_DECLARED = declared_type(_KEEPS)

_SURFACES = {
    "CONVERSATIONAL_PLANNER_MODE_DEFAULT": "agent",
    "CONVERSATIONAL_PLANNER_MODE_READ_ONLY": "chat",
    "CONVERSATIONAL_PLANNER_MODE_NO_TOOL": "chat",
}
_OTHER = "other"


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    record = value[0] if isinstance(value, list) and value else value
    if not isinstance(record, dict) or not isinstance(record.get("queryResults"), list) or "email" not in record:
        return None
    found = [name for part in record["queryResults"] if isinstance(part, dict) for name in _PARTS if name in part]
    return f"its first record has email, queryResults with {found[0]}" if found else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    days = EventDays()
    for batch in read_json(arrived, _DECLARED, paged("email", under=_PLACES)):
        _add(batch, days)
        yield batch.batch({})
    yield from days.batches()


def _add(batch: JsonRows, days: EventDays) -> None:
    rows, sieve = batch.rows, batch.sieve
    email = texts(leaf(rows, "email"))
    sieve.reject(pc.is_null(email), "email", "is missing")
    day = utc_days(leaf(rows, "day"), "day", sieve)
    sieve.reject(pc.is_null(day), "day", "is missing")
    run = texts(leaf(rows, "cascadeId"))
    is_run = pc.is_valid(run)
    messages, lines = (whole_numbers(texts(leaf(rows, name)), name, sieve) for name in (_MESSAGES, _LINES))
    messages = pc.if_else(is_run, pc.fill_null(messages, 0), messages)
    mode, model = texts(leaf(rows, "mode")), texts(leaf(rows, "model"))
    days.add(
        sieve,
        Events(
            identifier=email,
            kind=IdentifierKind.EMAIL.value,
            tool="windsurf",
            day=day,
            surface=pc.if_else(is_run, _surface(mode), "agent"),
            event=(email, texts(leaf(rows, "day")), run, mode, model),
            session=run,
            active=pc.fill_null(any_positive([messages, lines]), 0),
            figures={"prompts": messages, "actions": messages},
        ),
    )


def _surface(mode: pa.Array) -> pa.Array:
    place = pc.index_in(mode, value_set=pa.array(list(_SURFACES)))
    return pc.fill_null(pa.array(list(_SURFACES.values())).take(place), _OTHER)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    asked = {"start_timestamp": f"{window.first}T00:00:00Z", "end_timestamp": f"{window.last}T23:59:59Z"}
    answer = caller.post("UserPageAnalytics", asked, missing=True)
    members: list[Any] = records_of(answer, "userTableStats", may_lack=True) if answer else []
    wanted = [{name: {}} for name in _PARTS.values()]
    emails = sorted({str(each["email"]) for each in members if _was_active(each)})
    yield from one_page(
        {"email": email, "queryResults": records_of(found, "queryResults", may_lack=True)}
        for email in emails
        if (found := caller.post("CascadeAnalytics", {**asked, "emails": [email], "query_requests": wanted}, missing=True))
    )


def _was_active(member: Any) -> bool:
    return isinstance(member, dict) and bool(member.get("email")) and str(member.get("activeDays") or "0") != "0"


_API = Api(
    base="https://server.codeium.com/api/v1/",
    asks=(Ask("key", "The service key.", secret=True),),
    sign=BodyKey("service_key"),
    window_days=7,
    history_days=90,
    fetch=_fetch,
    a_minute=60,
    clicks=(
        "Sign in to windsurf.com as an administrator of the team and open Team Settings, Service Keys.",
        "Make a role with the permission Teams Read-only, and a service key with that role; copy it.",
    ),
)

SOURCE = Source(
    name="windsurf_cascade",
    title="Windsurf Cascade runs",
    kind="usage",
    version=1,
    tools=("windsurf",),
    tables=("usage",),
    about=(
        "One record is a run of Cascade on a day, or the lines that Cascade changed on a day. Records are added up to a person "
        "and a UTC day. Prompts and actions are messages that the person sent, sessions are distinct runs. The surface is agent "
        "where Cascade may write, chat where it may not. Lines are not kept; accepted ones show that the person was active. The "
        "vendor leaves zeros out: a run without messages has none."
    ),
    where_found=(
        "API: POST https://server.codeium.com/api/v1/CascadeAnalytics with service_key, emails of one member, start_timestamp, "
        "end_timestamp and query_requests cascade_runs and cascade_lines. The answer does not say whom it is about: save it as "
        'one line {"email": ..., "queryResults": [...]} for each member.'
    ),
    permission="A service key whose role has the permission Teams Read-only (Enterprise).",
    grain="run, stored as days",
    zone="UTC",
    lag_days=1,
    restated_days=1,
    active_means="At least one message sent to Cascade, or one accepted line, on that day. Autocompletion is not in this feed.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "The zone of the days: taken as UTC.",
        "What a prompt credit costs: promptsUsed is not kept.",
        "How many calls a minute the vendor allows: one call a member is needed, of members active in the window alone.",
        "How long the service will be offered under this name and address.",
    ),
)
