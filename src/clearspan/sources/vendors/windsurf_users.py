"""Windsurf: UserPageAnalytics, JSON, which members were active on the days that were asked."""

from collections.abc import Iterator
from typing import Any

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.sign import BodyKey
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.figures import any_positive
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.named_days import needed_named_days
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.spans import span_grains
from clearspan.sources.reading.typed import texts, whole_numbers
from clearspan.sources.reading.usage_rows import usage_rows, whole
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_UNDER = "userTableStats"
_DAYS = "activeDays"
_FROM, _TO = "from_day", "to_day"

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("apiKey", FieldRole.IDENTIFIER, "identifier, alias", identifier=IdentifierKind.WINDSURF_KEY),
    KeptField(_DAYS, FieldRole.CATEGORY, "active, active_days"),
    KeptField(_FROM, FieldRole.TIME, "start_day: the first day asked, which the page or the file's name says"),
    KeptField(_TO, FieldRole.TIME, "end_day: the last day asked"),
)
_DECLARED = declared_type(_KEEPS)


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if isinstance(value, dict) and isinstance(value.get(_UNDER), list):
        return f"it is a page of {_UNDER}"
    record = first_record(value, _UNDER)
    return f"its first record has email, {_DAYS}" if record and {"email", _DAYS} <= record.keys() else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    named: tuple[int, int] | None = None
    for batch in read_json(arrived, _DECLARED, paged(_FROM, _TO, under=_UNDER)):
        first, last = (utc_days(leaf(batch.rows, name), name, batch.sieve) for name in (_FROM, _TO))
        if named is None and (first.null_count or last.null_count):
            named = needed_named_days(arrived.name, "windsurf-users-2026-08-01-to-2026-08-07.json")
        if named is not None:
            first, last = pc.fill_null(first, named[0]), pc.fill_null(last, named[1])
        yield batch.batch(_facts(batch, first, last))


def _facts(batch: JsonRows, first: pa.Array, last: pa.Array) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    email, key = texts(leaf(rows, "email")), texts(leaf(rows, "apiKey"))
    person = who(sieve, (IdentifierKind.EMAIL, "email", email), (IdentifierKind.WINDSURF_KEY, "apiKey", key))
    sieve.reject(pc.greater(first, last), _FROM, f"is after {_TO}")
    active_days = whole_numbers(texts(leaf(rows, _DAYS)), _DAYS, sieve)
    if active_days.null_count < len(active_days):
        active_days = pc.fill_null(active_days, 0)
    length = pc.add(pc.subtract(last, first), pa.scalar(1, pa.int32()))
    sieve.reject(pc.fill_null(pc.greater(active_days, length), False), _DAYS, "is more than the days that were asked")
    common = {
        **person,
        "tool": "windsurf",
        "grain": span_grains(first.to_numpy(zero_copy_only=False), last.to_numpy(zero_copy_only=False)),
        "zone": "UTC",
        "start_day": first,
        "end_day": last,
        "as_of": pc.add(last, pa.scalar(1, pa.int32())),
    }
    usage = usage_rows(sieve, common, [whole({"active": any_positive([active_days]), "active_days": active_days})])
    return {"usage": usage, ALIAS: stated_pairs(sieve, email, IdentifierKind.WINDSURF_KEY, key)}


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    for day in window.days():
        asked = {"start_timestamp": f"{day}T00:00:00Z", "end_timestamp": f"{day}T23:59:59Z"}
        answer = caller.post("UserPageAnalytics", asked, missing=True)
        members: list[Any] = records_of(answer, _UNDER, may_lack=True) if answer else []
        if members:
            yield Page(orjson.dumps({_FROM: day.isoformat(), _TO: day.isoformat(), _UNDER: members}))


_API = Api(
    base="https://server.codeium.com/api/v1/",
    asks=(Ask("key", "The service key.", secret=True),),
    sign=BodyKey("service_key"),
    window_days=1,
    history_days=90,
    fetch=_fetch,
    a_minute=30,
    clicks=(
        "Sign in to windsurf.com as an administrator of the team and open Team Settings, Service Keys.",
        "Make a role with the permission Teams Read-only, and a service key with that role; copy it.",
    ),
)

SOURCE = Source(
    name="windsurf_users",
    title="Windsurf, activity of members",
    kind="usage",
    version=1,
    tools=("windsurf",),
    tables=("usage",),
    about=(
        "One record is a member and the days that were asked: by the API one day at a time. A saved answer does not say which "
        "days: the file's name must hold the first and the last. The vendor leaves zeros out, so a member without active days "
        "was idle where other members of the page have some. The record also says which key belongs to which address."
    ),
    where_found=(
        "API: POST https://server.codeium.com/api/v1/UserPageAnalytics with service_key, start_timestamp and end_timestamp. Put "
        "the days into the file's name, as in windsurf-users-2026-08-01-to-2026-08-07.json."
    ),
    permission="A service key whose role has the permission Teams Read-only (Enterprise).",
    grain="day, or the days asked",
    zone="UTC",
    lag_days=1,
    restated_days=1,
    active_means="At least one active day, as the vendor counts it; what makes a day active is not published.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "What makes a day active.",
        "Whether a listed member holds a paid seat: no licence is taken.",
        "How far back the vendor answers, and how many calls it allows a minute.",
        "How long the service will be offered under this name and address.",
    ),
)
