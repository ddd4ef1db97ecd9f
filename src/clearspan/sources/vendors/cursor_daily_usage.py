"""Cursor: the Admin API's daily usage data, JSON, a member and a UTC day."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.milliseconds import span
from clearspan.sources.pulling.paging import by_number_in_body
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_time import epoch_days, utc_days
from clearspan.sources.reading.figures import any_positive, is_positive, total
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import texts, whole_numbers
from clearspan.sources.reading.usage_rows import Part, usage_rows, whole
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_REQUESTS = {
    "chat": "chatRequests",
    "composer": "composerRequests",
    "agent": "agentRequests",
    "inline_edit": "cmdkUsages",
}
_TABS = "totalTabsAccepted"
_ACCEPTS, _REJECTS = "totalAccepts", "totalRejects"
_REVIEWS = "bugbotUsages"
_ACTIVE = "isActive"

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("userId", FieldRole.IDENTIFIER, "identifier, alias", identifier=IdentifierKind.CURSOR_ID),
    KeptField("day", FieldRole.TIME, "start_day, end_day"),
    KeptField("date", FieldRole.MEASURE, "start_day, end_day where day is empty: milliseconds since 1970"),
    KeptField(_ACTIVE, FieldRole.CATEGORY, "active"),
    *(KeptField(name, FieldRole.MEASURE, f"prompts, actions of {surface}") for surface, name in _REQUESTS.items()),
    KeptField(_TABS, FieldRole.MEASURE, "accepted, actions of tab"),
    KeptField(_ACCEPTS, FieldRole.MEASURE, "accepted, actions"),
    KeptField(_REJECTS, FieldRole.MEASURE, "rejected"),
    KeptField(_REVIEWS, FieldRole.MEASURE, "active of code_review"),
)

_DECLARED = declared_type(_KEEPS, (_ACTIVE,))
_COUNTS = (*_REQUESTS.values(), _TABS, _ACCEPTS, _REJECTS, _REVIEWS)
_PAGE_SIZE = 1000


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json)
    if record is None or not {"date", "day"} & record.keys():
        return None
    telling = [name for name in (_TABS, *_REQUESTS.values()) if name in record]
    return f"its first record has a day and {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for batch in read_json(arrived, _DECLARED, paged()):
        yield batch.batch(_facts(batch))


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    email, number = texts(leaf(rows, "email")), texts(leaf(rows, "userId"))
    person = who(sieve, (IdentifierKind.EMAIL, "email", email), (IdentifierKind.CURSOR_ID, "userId", number))
    day = pc.coalesce(utc_days(leaf(rows, "day"), "day", sieve), epoch_days(leaf(rows, "date"), "date", sieve))
    sieve.reject(pc.is_null(day), "day", "is missing, and so is date")
    common = {
        **person,
        "tool": "cursor",
        "grain": "day",
        "zone": "UTC",
        "start_day": day,
        "end_day": day,
        "as_of": pc.add(day, pa.scalar(1, pa.int32())),
    }
    usage = usage_rows(sieve, common, _figures(rows, sieve))
    return {"usage": usage, ALIAS: stated_pairs(sieve, email, IdentifierKind.CURSOR_ID, number)}


def _figures(rows: pa.StructArray, sieve: Sieve) -> list[Part]:
    """The whole, and a part for each way of asking that was used."""
    counts = {name: whole_numbers(leaf(rows, name), name, sieve) for name in _COUNTS}
    parts = []
    for surface, name in _REQUESTS.items():
        figures = {"active": any_positive([counts[name]]), "prompts": counts[name], "actions": counts[name]}
        parts.append(Part(surface, is_positive(counts[name]), figures))
    tabs, reviews = counts[_TABS], counts[_REVIEWS]
    parts.append(Part("tab", is_positive(tabs), {"active": any_positive([tabs]), "accepted": tabs, "actions": tabs}))
    parts.append(Part("code_review", is_positive(reviews), {"active": any_positive([reviews])}))
    prompts = total([counts[name] for name in _REQUESTS.values()])
    accepted = total([tabs, counts[_ACCEPTS]])
    of_all: dict[str, Any] = {
        "active": any_positive([leaf(rows, _ACTIVE), *counts.values()]),
        "prompts": prompts,
        "accepted": accepted,
        "rejected": counts[_REJECTS],
        "actions": total([prompts, accepted]),
    }
    return [whole(of_all), *parts]


def _more(body: Any) -> bool:
    pages = body.get("pagination") if isinstance(body, dict) else None
    return isinstance(pages, dict) and pages.get("hasNextPage") is True


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    first, last = span(window)
    body = {"startDate": first, "endDate": last, "pageSize": _PAGE_SIZE}
    for answer in by_number_in_body(caller, "teams/daily-usage-data", body, _more):
        if records_of(answer, "data"):
            yield Page(answer.body)


_CLICKS = (
    "Sign in to cursor.com as an administrator of the team and open Dashboard, Settings, Advanced, Admin API Keys.",
    "Choose Create New API Key, give it a name, and copy the key at once: it is not shown again.",
)

_API = Api(
    base="https://api.cursor.com/",
    asks=(Ask("key", "The Admin API key; it begins with key_ or crsr_.", secret=True),),
    sign=Basic(user_ask="key"),
    window_days=7,
    history_days=365,
    fetch=_fetch,
    a_minute=20,
    clicks=_CLICKS,
)

SOURCE = Source(
    name="cursor_daily_usage",
    title="Cursor daily usage",
    kind="usage",
    version=1,
    tools=("cursor",),
    tables=("usage",),
    about=(
        "One record is a member and a UTC day. Members with zeros are kept as idle. Prompts are requests in chat, composer, "
        "agent and inline edit; actions are prompts, accepted changes and accepted tabs. A row for a surface is there only on "
        "days when it was used. Lines are not kept: the vendor counts typed and pasted ones among them, and few of the agent's."
    ),
    where_found=(
        "Admin API: POST https://api.cursor.com/teams/daily-usage-data with startDate, endDate, page and pageSize, all pages; "
        "without a page only active members are listed."
    ),
    permission="An Admin API key, which an administrator of a team on the Enterprise plan makes.",
    grain="day",
    zone="UTC",
    lag_days=1,
    restated_days=2,
    active_means=(
        "The vendor says that the member was active, or at least one request, accepted or rejected change, accepted tab or code "
        "review on that day. Tabs that were merely shown are not activity."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "What isActive counts beyond the figures in the record.",
        "How far back the vendor answers: a year is asked; one call may cover 30 days.",
        "Applied changes that need no acceptance are not among the accepted ones.",
    ),
)
