"""Microsoft 365 Copilot: prompts of the interaction export, JSON of Graph, digested in memory and added up to days."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import begins, records_of
from clearspan.sources.pulling.paging import by_next_url
from clearspan.sources.pulling.sign import ClientCredentials
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.digest import task_of
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import texts
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_UPN = "userPrincipalName"
_PROMPT, _ANSWER = "userPrompt", "aiResponse"

_KEEPS = (
    KeptField(
        _UPN, FieldRole.IDENTIFIER, "identifier; written beside the record when it is pulled", identifier=IdentifierKind.EMAIL
    ),
    KeptField("from.user.id", FieldRole.IDENTIFIER, "identifier, alias", identifier=IdentifierKind.ENTRA_ID),
    KeptField("createdDateTime", FieldRole.TIME, "start_day, end_day", required=True),
    KeptField("interactionType", FieldRole.CATEGORY, "which records count: prompts", required=True),
    KeptField("appClass", FieldRole.CATEGORY, "surface"),
    KeptField("id", FieldRole.CATEGORY, "tells prompts apart; not stored"),
    KeptField("sessionId", FieldRole.CATEGORY, "sessions: the distinct ones are counted; not stored"),
    KeptField("body.content", FieldRole.CATEGORY, "task: told in memory by its words; the text is never stored"),
)
_DECLARED = declared_type(_KEEPS)

_SURFACES = {
    **{name: name for name in ("word", "excel", "powerpoint", "outlook", "onenote", "loop", "teams")},
    "bizchat": "chat_work",
    "webchat": "chat_web",
}
_OTHER = "other"


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "value")
    known = ("interactionType", "appClass", "createdDateTime")
    return f"its first record has {', '.join(known)}" if record and set(known) <= record.keys() else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    days = EventDays()
    for batch in read_json(arrived, _DECLARED, paged(under="value")):
        yield batch.batch({ALIAS: _add(batch, days)})
    yield from days.batches()


def _add(batch: JsonRows, days: EventDays) -> pa.Table:
    """The aliases stated; adds up the prompts and their tasks."""
    rows, sieve = batch.rows, batch.sieve
    kind = leaf(rows, "interactionType")
    sieve.reject(pc.is_null(kind), "interactionType", "is missing")
    sieve.drop(pc.equal(kind, _ANSWER), "by the assistant")
    sieve.drop(pc.not_equal(kind, _PROMPT), "neither a prompt nor an answer")
    upn, number = texts(leaf(rows, _UPN)), texts(leaf(rows, "from.user.id"))
    person = who(sieve, (IdentifierKind.EMAIL, _UPN, upn), (IdentifierKind.ENTRA_ID, "from.user.id", number))
    day = utc_days(leaf(rows, "createdDateTime"), "createdDateTime", sieve)
    sieve.reject(pc.is_null(day), "createdDateTime", "is missing")
    events = Events(
        identifier=person["identifier"],
        kind=person["identifier_kind"],
        tool="m365_copilot",
        day=day,
        surface=_surface(texts(leaf(rows, "appClass"))),
        event=texts(leaf(rows, "id")),
        session=texts(leaf(rows, "sessionId")),
        figures={"prompts": 1, "actions": 1},
    )
    days.add(sieve, events)
    days.add_tasks(sieve, events, _tasks(leaf(rows, "body.content"), sieve))
    return stated_pairs(sieve, upn, IdentifierKind.ENTRA_ID, number)


def _tasks(content: pa.Array, sieve: Sieve) -> pa.Array:
    """The task of each kept prompt, null where none is told; marks of HTML are left out."""
    plain = pc.replace_substring_regex(content, r"<[^<>]*>", " ")
    found = [task_of(text) if kept and text else None for text, kept in zip(plain.to_pylist(), sieve.open, strict=True)]
    return pa.array(found, pa.string())


def _surface(app: pa.Array) -> pa.Array:
    """The surface that the last part of IPM.SkypeTeams.Message.Copilot.Word names."""
    name = pc.utf8_lower(pc.replace_substring_regex(app, r"^.*\.", ""))
    place = pc.index_in(name, value_set=pa.array(list(_SURFACES)))
    found = pc.fill_null(pa.array(list(_SURFACES.values())).take(place), _OTHER)
    return pc.if_else(pc.is_null(app), pa.scalar(None, pa.string()), found)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """A page for each person with a licence: all that the person asked in the window."""
    licensed = f"assignedLicenses/any(each:each/skuId eq {caller.asked['licence']})"
    after = f"{window.first - timedelta(days=1)}T23:59:59.999Z"
    within = f"createdDateTime gt {after} and createdDateTime lt {window.last + timedelta(days=1)}T00:00:00Z"
    for answer in by_next_url(caller, "users", {"$filter": licensed, "$select": f"id,{_UPN}", "$top": 999}):
        people = [each for each in records_of(answer, "value") if isinstance(each, dict) and each.get("id")]
        for user in people:
            path = f"copilot/users/{user['id']}/interactionHistory/getAllEnterpriseInteractions"
            found = by_next_url(caller, path, {"$filter": within, "$top": 100})
            prompts = [orjson.dumps(record) for each in found for record in _prompts(records_of(each, "value"), user, window)]
            if prompts:
                yield Page(b"\n".join(prompts))


def _prompts(records: list[Any], user: dict[str, Any], window: Window) -> list[dict[str, Any]]:
    """The prompts of the window's days, with the address of the person."""
    days = [begins(day.isoformat(), "createdDateTime") for day in window.days()]
    asked = [each for each in records if isinstance(each, dict) and each.get("interactionType") == _PROMPT]
    return [{**each, _UPN: user.get(_UPN)} for each in asked if any(of_day(each) for of_day in days)]


_API = Api(
    base="https://graph.microsoft.com/v1.0/",
    asks=(
        Ask("tenant", "Directory (tenant) ID"),
        Ask("client_id", "Application (client) ID"),
        Ask("client_secret", "Client secret of the application", secret=True),
        Ask(
            "licence",
            "The number (skuId) of the licence whose holders are asked for; by default Microsoft 365 Copilot.",
            default="639dec6b-bb19-468b-871c-c5c441c4b0cb",
        ),
    ),
    sign=ClientCredentials(
        "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", scope="https://graph.microsoft.com/.default"
    ),
    window_days=1,
    history_days=30,
    fetch=_fetch,
    a_minute=600,
    clicks=(
        "Agree first with privacy and the works council: this permission lets the application read every prompt.",
        "In the Entra admin centre open App registrations, New registration; give it a name and register it.",
        "Copy the Application (client) ID and the Directory (tenant) ID from its overview.",
        "Under API permissions add Microsoft Graph, Application permissions, AiEnterpriseInteraction.Read.All and "
        "User.Read.All; press Grant admin consent.",
        "Under Certificates & secrets make a new client secret and copy its value.",
        "Where another licence than Microsoft 365 Copilot is in use, find its skuId under Graph /subscribedSkus.",
    ),
)

SOURCE = Source(
    name="m365_interaction_export",
    title="Microsoft 365 Copilot interaction export",
    kind="usage",
    version=1,
    tools=("m365_copilot",),
    tables=("usage", "task_use"),
    about=(
        "One record is a prompt or an answer. Prompts are added up to a person and a UTC day, each once; answers are left out. "
        "The surface is the app; sessions are distinct conversations. The prompt's words tell its task in memory (draft email, "
        "explain code), which is all that is kept of it: the text, attachments, links and mentions are never written anywhere."
    ),
    where_found=(
        "Graph: GET /v1.0/copilot/users/{id}/interactionHistory/getAllEnterpriseInteractions, all pages, for each person with a "
        "licence. Pages may stand one a line in one file; the file holds prompts, so delete it after reading."
    ),
    permission="The application permission AiEnterpriseInteraction.Read.All, and User.Read.All to list people with a licence.",
    grain="event, stored as days",
    zone="UTC",
    lag_days=1,
    restated_days=1,
    active_means="At least one prompt on that day. An answer is none.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "All values of appClass: those not known are kept together as other. Agents made with Copilot Studio are not exported.",
        "How far back the vendor answers: it depends on the tenant's retention; a month is asked.",
        "Whether every licence that includes Copilot has the one number that is asked by default.",
        "A task is told by short lists of English, German and French words: a rough sign.",
    ),
)
