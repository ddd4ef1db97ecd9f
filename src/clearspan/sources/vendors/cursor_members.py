"""Cursor: the Admin API's list of team members, JSON, who holds a seat on a day."""

from collections.abc import Iterator
from typing import Any

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.named_days import needed_named_days
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import texts
from clearspan.sources.reading.usage_rows import licence_rows
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_UNDER = "teamMembers"
_DAY = "as_of"

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("id", FieldRole.IDENTIFIER, "alias", identifier=IdentifierKind.CURSOR_ID),
    KeptField("role", FieldRole.CATEGORY, "who holds a seat; not stored"),
    KeptField("isRemoved", FieldRole.CATEGORY, "who holds a seat; not stored"),
    KeptField(_DAY, FieldRole.TIME, "from_day, to_day: the day of the list, which the page or the file's name says"),
)
_DECLARED = declared_type(_KEEPS, ("isRemoved",))
_UNPAID = "free-owner"


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if isinstance(value, dict) and isinstance(value.get(_UNDER), list):
        record = first_record(value, _UNDER)
        if record is None or "email" in record:
            return f"it is a page of {_UNDER}"
    return None


def _read(arrived: Arrived) -> Iterator[Batch]:
    named: int | None = None
    for batch in read_json(arrived, _DECLARED, paged(_DAY, under=_UNDER)):
        day = utc_days(leaf(batch.rows, _DAY), _DAY, batch.sieve)
        if named is None and day.null_count:
            named, _ = needed_named_days(arrived.name, "cursor-members-2026-08-20.json")
        facts = _facts(batch, pc.fill_null(day, named) if named is not None else day)
        batch.undeclared -= {_DAY}
        yield batch.batch(facts)


def _facts(batch: JsonRows, day: pa.Array) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    email = texts(leaf(rows, "email"))
    sieve.reject(pc.is_null(email), "email", "is missing")
    aliases = stated_pairs(sieve, email, IdentifierKind.CURSOR_ID, texts(leaf(rows, "id")))
    sieve.drop(pc.fill_null(leaf(rows, "isRemoved"), False), "removed from the team")
    sieve.drop(pc.fill_null(pc.equal(leaf(rows, "role"), _UNPAID), False), "an owner without a paid seat")
    columns = {
        "identifier": email,
        "identifier_kind": IdentifierKind.EMAIL.value,
        "tool": "cursor",
        "from_day": day,
        "to_day": day,
        "granted": 0,
        "as_of": day,
    }
    return {"licence": licence_rows(sieve, columns), ALIAS: aliases}


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    answer = caller.get("teams/members", missing=True)
    members: list[Any] = records_of(answer, _UNDER) if answer else []
    if members:
        yield Page(orjson.dumps({_DAY: window.last.isoformat(), _UNDER: members}))


_API = Api(
    base="https://api.cursor.com/",
    asks=(Ask("key", "The Admin API key; it begins with key_ or crsr_.", secret=True),),
    sign=Basic(user_ask="key"),
    window_days=0,
    history_days=0,
    fetch=_fetch,
    a_minute=20,
    clicks=(
        "Sign in to cursor.com as an administrator of the team and open Dashboard, Settings, Advanced, Admin API Keys.",
        "Choose Create New API Key, give it a name, and copy the key at once: it is not shown again.",
    ),
)

SOURCE = Source(
    name="cursor_members",
    title="Cursor team members",
    kind="licence",
    version=1,
    tools=("cursor",),
    tables=("licence",),
    about=(
        "One record is a member of the team on the day of the list, who holds a seat on that day. Removed members and owners "
        "without a paid seat hold none. The list also says which number belongs to which address. A saved answer does not say "
        "its day: the file's name must."
    ),
    where_found=(
        "Admin API: GET https://api.cursor.com/teams/members. Put the day into the file's name, as in "
        "cursor-members-2026-08-20.json."
    ),
    permission="An Admin API key, which an administrator of a team on the Enterprise plan makes.",
    grain="a member and a day",
    zone="UTC",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "Since when a member has held the seat: only that it was held on the day of the list.",
        "Whether an administrator or owner other than a free one always pays for a seat.",
    ),
)
