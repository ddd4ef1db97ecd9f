"""Moveworks: the Data API's interactions, JSON (OData), added up to days."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import begins, joined
from clearspan.sources.pulling.paging import by_next_url
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import texts
from clearspan.sources.source import Batch, FieldRole, KeptField, SeriesBreak, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("user_id", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.MOVEWORKS_ID),
    KeptField("created_time", FieldRole.TIME, "start_day, end_day", required=True),
    KeptField("actor", FieldRole.CATEGORY, "which interactions count: the person's own", required=True),
    KeptField("type", FieldRole.CATEGORY, "prompts: what was written freely"),
    KeptField("platform", FieldRole.CATEGORY, "surface"),
    KeptField("id", FieldRole.CATEGORY, "tells interactions apart; not stored"),
    KeptField("conversation_id", FieldRole.CATEGORY, "sessions: the distinct ones are counted; not stored"),
)
_DECLARED = declared_type(_KEEPS)

_WRITTEN = r"(?i)free.?text|utterance"
_NOTIFIED = r"(?i)notif"
_SURFACES = {"slack": r"(?i)slack", "teams": r"(?i)teams", "web": r"(?i)web|portal|widget"}
_OTHER = "other"


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "value")
    known = ("conversation_id", "user_id", "actor")
    return f"its first record has {', '.join(known)}" if record and set(known) <= record.keys() else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    days = EventDays()
    for batch in read_json(arrived, _DECLARED, paged(under="value")):
        _add(batch, days)
        yield batch.batch({})
    yield from days.batches()


def _add(batch: JsonRows, days: EventDays) -> None:
    rows, sieve = batch.rows, batch.sieve
    kind, actor = texts(leaf(rows, "type")), pc.utf8_lower(texts(leaf(rows, "actor")))
    sieve.reject(pc.is_null(actor), "actor", "is missing")
    sieve.drop(pc.fill_null(pc.match_substring_regex(kind, _NOTIFIED), False), "a notification")
    sieve.drop(pc.not_equal(actor, "user"), "by the assistant")
    person = texts(leaf(rows, "user_id"))
    sieve.reject(pc.is_null(person), "user_id", "is missing")
    day = utc_days(leaf(rows, "created_time"), "created_time", sieve)
    sieve.reject(pc.is_null(day), "created_time", "is missing")
    written = pc.match_substring_regex(kind, _WRITTEN).cast(pa.int64())
    days.add(
        sieve,
        Events(
            identifier=person,
            kind=IdentifierKind.MOVEWORKS_ID.value,
            tool="moveworks",
            day=day,
            surface=_surface(texts(leaf(rows, "platform"))),
            event=texts(leaf(rows, "id")),
            session=texts(leaf(rows, "conversation_id")),
            figures={"actions": 1, "prompts": written},
        ),
    )


def _surface(platform: pa.Array) -> pa.Array:
    found = pc.if_else(pc.is_null(platform), pa.scalar(None, pa.string()), _OTHER)
    for surface, pattern in _SURFACES.items():
        found = pc.if_else(pc.fill_null(pc.match_substring_regex(platform, pattern), False), surface, found)
    return found


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    for day in window.days():
        within = f"created_time ge '{day}T00:00:00.000Z' and created_time le '{day}T23:59:59.999Z'"
        params = {"$filter": within, "$orderby": "id desc", "$top": 500}
        answers = by_next_url(caller, "export/v1/records/interactions", params)
        yield from joined(answers, "value", begins(day.isoformat(), "created_time"), may_lack=True)


_API = Api(
    base="https://{host}/",
    asks=(
        Ask("host", "The host of your region: api.moveworks.ai, api.am-eu-central.moveworks.ai, ...", default="api.moveworks.ai"),
        Ask("token", "The API key of the Data API.", secret=True),
    ),
    sign=Bearer(),
    window_days=1,
    history_days=365,
    fetch=_fetch,
    a_minute=60,
    clicks=(
        "Ask your account team at Moveworks, or Moveworks support, for an API key of the Data API that may read the tables "
        "interactions and users. Keys of other Moveworks APIs do not work.",
        "Note the host of your region from their answer.",
    ),
)

SOURCE = Source(
    name="moveworks_interactions",
    title="Moveworks interactions",
    kind="usage",
    version=1,
    tools=("moveworks",),
    tables=("usage",),
    about=(
        "One record is something that a person or the assistant wrote, clicked or sent. What the person did is added up to a "
        "UTC day, each interaction once. Actions are all of these; prompts are what was written freely; sessions are "
        "conversations. The surface is the chat platform. People are known by the vendor's number alone: moveworks_users says "
        "whose it is."
    ),
    where_found=(
        "Data API: GET https://api.moveworks.ai/export/v1/records/interactions with a $filter on created_time for whole days, "
        "all pages; pages may stand one a line in one file."
    ),
    permission="An API key of the Data API with read access to the table interactions.",
    grain="event, stored as days",
    zone="UTC",
    lag_days=1,
    restated_days=3,
    active_means=(
        "At least one interaction of which the actor is the user on that day. Notifications and the assistant's own messages "
        "are not activity: nobody asked for them."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    breaks=(SeriesBreak("2026-04-01", "Conversations that begin with a notification are in the feed."),),
    not_established=(
        "All values of type: free text is told by its name; other ways of asking count as actions and not as prompts.",
        "Whether a click on a notification is told apart from one in a conversation: it counts as an action.",
        "Page size, rate limit and length of history of the Data API.",
        "Whether an interaction may change its day later: three days are asked again.",
        "The CSV of raw interactions in the vendor's pages: export by the API.",
    ),
)
