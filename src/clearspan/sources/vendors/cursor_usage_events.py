"""Cursor: usage events, each a request to a model and its cost, JSON of the Admin API or CSV of the dashboard, as days."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import joined
from clearspan.sources.pulling.milliseconds import span
from clearspan.sources.pulling.paging import by_number_in_body
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.cents import number_cents
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import epoch_days, utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import money, texts
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_CHARGED = "chargedCents"
_COMPUTED = "tokenUsage.totalCents"
_TOKENS = tuple(f"tokenUsage.{name}" for name in ("inputTokens", "outputTokens", "cacheWriteTokens", "cacheReadTokens"))

_KEEPS = (
    KeptField("userEmail", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("timestamp", FieldRole.TIME, "start_day, end_day: milliseconds since 1970"),
    KeptField("kind", FieldRole.CATEGORY, "active: errors and aborted requests are none"),
    KeptField("kindLabel", FieldRole.CATEGORY, "the same, as older answers write it"),
    KeptField("model", FieldRole.CATEGORY, "tells events apart; not stored"),
    KeptField(_CHARGED, FieldRole.MEASURE, "cost"),
    KeptField(_COMPUTED, FieldRole.MEASURE, "cost where chargedCents is missing and the request is paid by use"),
    *(KeptField(name, FieldRole.MEASURE, "tells events apart; not stored") for name in _TOKENS),
)
_CSV_USER, _CSV_DATE, _CSV_KIND, _CSV_COST = "User", "Date", "Kind", "Cost"
_CSV_REST = ("Model", "Input (w/ Cache Write)", "Input (w/o Cache Write)", "Cache Read", "Output Tokens")
_CSV_KEEPS = (
    KeptField(_CSV_USER, FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField(_CSV_DATE, FieldRole.TIME, "start_day, end_day", required=True),
    KeptField(_CSV_KIND, FieldRole.CATEGORY, "active: errors and aborted requests are none"),
    KeptField(_CSV_COST, FieldRole.MEASURE, "cost", aliases=("Cost ($)", "Requests/Cost")),
    *(KeptField(name, FieldRole.CATEGORY, "tells events apart; not stored") for name in _CSV_REST),
)

_DECLARED = declared_type(_KEEPS)
_FAILED = r"(?i)error|abort"
_BY_USE = r"(?i)usage.?based"
_PAGE_SIZE = 500


def _recognise(sample: Sample) -> str | None:
    if sample.header is not None:
        return header_why(sample, (_CSV_USER, _CSV_DATE, _CSV_KIND, "Model"), ("Max Mode", "Output Tokens"))
    record = first_record(sample.first_json, "usageEvents")
    if record is None or not {"userEmail", "timestamp"} <= record.keys():
        return None
    telling = [name for name in ("kind", "kindLabel", "tokenUsage", _CHARGED) if name in record]
    return f"its first record has userEmail, timestamp, {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    days = EventDays("USD")
    if arrived.sample().format == "csv":
        for rows in read_csv(arrived, _CSV_KEEPS):
            _add_csv(rows, days)
            yield rows.batch({})
    else:
        for batch in read_json(arrived, _DECLARED, paged(under="usageEvents")):
            _add(batch, days)
            yield batch.batch({})
    yield from days.batches()


def _add(batch: JsonRows, days: EventDays) -> None:
    rows, sieve = batch.rows, batch.sieve
    email, time = texts(leaf(rows, "userEmail")), texts(leaf(rows, "timestamp"))
    kind = texts(pc.coalesce(leaf(rows, "kind"), leaf(rows, "kindLabel")))
    sieve.drop(pc.is_null(email), "nobody's use")
    day = epoch_days(time, "timestamp", sieve)
    sieve.reject(pc.is_null(day), "timestamp", "is missing")
    charged, computed = (number_cents(leaf(rows, name), name, sieve) for name in (_CHARGED, _COMPUTED))
    by_use = pc.fill_null(pc.match_substring_regex(kind, _BY_USE), False)
    cost = pc.coalesce(charged, pc.if_else(by_use, computed, pa.scalar(None, computed.type)))
    tokens = tuple(leaf(rows, name) for name in (*_TOKENS, _COMPUTED, _CHARGED))
    days.add(sieve, _requests(email, day, kind, cost, (time, email, texts(leaf(rows, "model")), kind, *tokens)))


def _add_csv(rows: CsvRows, days: EventDays) -> None:
    sieve = rows.sieve
    email, time, kind = (rows.column(name) for name in (_CSV_USER, _CSV_DATE, _CSV_KIND))
    sieve.drop(pc.is_null(email), "nobody's use")
    day = utc_days(time, _CSV_DATE, sieve)
    sieve.reject(pc.is_null(day), _CSV_DATE, "is missing")
    written = pc.utf8_ltrim(rows.column(_CSV_COST), "$ ")
    word = pc.fill_null(pc.match_substring_regex(written, r"^[A-Za-z-]"), False)
    cost = money(pc.if_else(word, pa.scalar(None, pa.string()), written), _CSV_COST, sieve)
    rest = (rows.column(name) for name in _CSV_REST)
    days.add(sieve, _requests(email, day, kind, cost, (time, email, kind, rows.column(_CSV_COST), *rest)))


def _requests(email: pa.Array, day: pa.Array, kind: pa.Array, cost: pa.Array, event: tuple[pa.Array, ...]) -> Events:
    active = pc.invert(pc.fill_null(pc.match_substring_regex(kind, _FAILED), False)).cast(pa.int8())
    figures = {"actions": active.cast(pa.int64()), "cost": cost}
    return Events(email, IdentifierKind.EMAIL.value, "cursor", day, event=event, active=active, figures=figures)


def _more(body: Any) -> bool:
    pages = body.get("pagination") if isinstance(body, dict) else None
    return isinstance(pages, dict) and pages.get("hasNextPage") is True


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    first, last = span(window)

    def inside(record: dict[str, Any]) -> bool:
        time = str(record.get("timestamp"))
        return not time.isdecimal() or first <= int(time) <= last

    body = {"startDate": first, "endDate": last, "pageSize": _PAGE_SIZE}
    yield from joined(by_number_in_body(caller, "teams/filtered-usage-events", body, _more), "usageEvents", inside)


_API = Api(
    base="https://api.cursor.com/",
    asks=(Ask("key", "The Admin API key; it begins with key_ or crsr_.", secret=True),),
    sign=Basic(user_ask="key"),
    window_days=1,
    history_days=90,
    fetch=_fetch,
    a_minute=20,
    clicks=(
        "Sign in to cursor.com as an administrator of the team and open Dashboard, Settings, Advanced, Admin API Keys.",
        "Choose Create New API Key, give it a name, and copy the key at once: it is not shown again.",
    ),
)

SOURCE = Source(
    name="cursor_usage_events",
    title="Cursor usage events",
    kind="usage",
    version=1,
    tools=("cursor",),
    tables=("usage",),
    about=(
        "One record is a request to a model. Records are added up to a person and a UTC day, with what was charged in US "
        "dollars; requests that the plan includes cost 0. Actions are requests that did not fail. An event has no number: two "
        "records that are equal in every field, to the millisecond, count as one that was told twice. The daily usage "
        "(cursor_daily_usage) tells the same days with prompts and surfaces, and no cost."
    ),
    where_found=(
        "In cursor.com: Dashboard, Usage, Export CSV, whole days. Admin API: POST https://api.cursor.com/teams/"
        "filtered-usage-events with startDate, endDate, page and pageSize, all pages; pages may stand one a line in one file."
    ),
    permission="An Admin API key, which an administrator of a team on the Enterprise plan makes; for the CSV an administrator.",
    grain="event, stored as days",
    zone="UTC",
    lag_days=1,
    restated_days=1,
    active_means=(
        "At least one request on that day that neither failed nor was aborted. A request of an agent in the background counts "
        "for the person under whose name it ran."
    ),
    keeps=(*_KEEPS, *_CSV_KEEPS),
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "Whether the dashboard's CSV writes its dates in UTC on every machine, and every way in which it writes the cost.",
        "Whether one prompt is one request: an agent may make several. Prompts are not taken from this feed.",
        "The largest page the vendor allows: 500 are asked.",
        "Use of API keys of their own is charged elsewhere and has no cost here.",
    ),
)
