"""Salesforce: opportunities with the history of their stages, as a query answers them, JSON."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.paging import by_next_url
from clearspan.sources.pulling.sign import ClientCredentials
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_or_json import OfRecords, OfTable, read_csv_or_json
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days, flags, moments, texts
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.work.histories import DOING, DONE, WAITING, History, Moves, days_of, history
from clearspan.sources.work.item_rows import Times, item_facts
from clearspan.sources.work.labels import no_marks
from clearspan.sources.work.listed import Listed, listed
from clearspan.sources.work.owners import BOT, NOBODY, Owner, owner
from clearspan.sources.work.state_words import learnt, state_codes
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.period import day_number

_HISTORY = "OpportunityHistories.records[]"
_ID_CHARACTERS = 15
"""A number's last three of 18 characters repeat what the first say."""
_PEOPLE = pa.array(["Standard", "PowerPartner", "CspLitePortal"])
_CSV_DAYS = ("CreatedDate", "LastModifiedDate", "LastStageChangeDate", "CloseDate")
_EARLIEST = day_number(date(2000, 1, 1))

_KEEPS = (
    KeptField("Id", FieldRole.IDENTIFIER, "item, as a keyed token", required=True),
    KeptField("Owner.Email", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField(
        "OwnerId", FieldRole.IDENTIFIER, "alias; identifier where the address is missing", identifier=IdentifierKind.SALESFORCE_ID
    ),
    KeptField("Owner.UserType", FieldRole.CATEGORY, "which owners are people"),
    KeptField("CreatedDate", FieldRole.TIME, "created_day", required=True),
    KeptField("LastModifiedDate", FieldRole.TIME, "as_of"),
    KeptField("LastStageChangeDate", FieldRole.TIME, "finished_day where there is no history"),
    KeptField("CloseDate", FieldRole.TIME, "finished_day where neither tells"),
    KeptField("StageName", FieldRole.CATEGORY, "what the history's names mean"),
    KeptField("IsClosed", FieldRole.CATEGORY, "finished_day"),
    KeptField("IsWon", FieldRole.CATEGORY, "quality"),
    KeptField("IsDeleted", FieldRole.CATEGORY, "which records are left out"),
    KeptField(f"{_HISTORY}.CreatedDate", FieldRole.TIME, "started_day, finished_day, reopened"),
    KeptField(f"{_HISTORY}.StageName", FieldRole.CATEGORY, "started_day, finished_day, reopened"),
    KeptField(f"{_HISTORY}.CloseDate", FieldRole.TIME, "quality: how often the close was put off"),
)
_CSV_KEEPS = tuple(item for item in _KEEPS if not item.name.startswith("OpportunityHistories"))
_PLACES = ("records", "result.records")
"""Where the records stand: in an answer, and in what a command-line tool makes of it."""

_DECLARED = declared_type(_KEEPS, ("IsClosed", "IsWon", "IsDeleted"))


def _recognise(sample: Sample) -> str | None:
    if sample.header is not None:
        return header_why(sample, ("Id", "OwnerId", "CreatedDate", "StageName", "IsClosed"))
    record = first_record(sample.first_json, _PLACES)
    known = record is not None and {"Id", "OwnerId", "StageName", "IsClosed"} <= record.keys()
    return "its first record has OwnerId, StageName, IsClosed" if known else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    return read_csv_or_json(arrived, OfTable(_CSV_KEEPS, _facts_of_export), OfRecords(_DECLARED, paged(under=_PLACES), _facts))


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    sieve.drop(leaf(rows, "IsDeleted"), "deleted")
    own_id = _number(texts(leaf(rows, "OwnerId")))
    who = owner(texts(leaf(rows, "Owner.Email")), own_id, IdentifierKind.SALESFORCE_ID)
    _drop_nobodies(sieve, who, texts(leaf(rows, "Owner.UserType")))
    changes = _in_order(listed(rows, _HISTORY), sieve)
    told = _history(rows, changes)
    closed = pc.fill_null(leaf(rows, "IsClosed"), False)
    moved, planned = (days(leaf(rows, name), name, sieve, earliest=_EARLIEST) for name in ("LastStageChangeDate", "CloseDate"))
    ended = pc.if_else(closed, pc.coalesce(days_of(told.finished), moved, planned), pa.scalar(None, pa.int32()))
    columns = {
        "item": _number(texts(leaf(rows, "Id"))),
        "kind": "deal",
        "system": "salesforce",
        "reopened": pc.if_else(pa.array(told.moved), told.reopened, pa.scalar(None, pa.int32())),
        "quality": _quality(rows, changes, closed, sieve),
    }
    times = Times(
        days_of(moments(leaf(rows, "CreatedDate"), "CreatedDate", sieve, _EARLIEST)),
        days_of(told.started),
        ended,
        days_of(moments(leaf(rows, "LastModifiedDate"), "LastModifiedDate", sieve, _EARLIEST)),
    )
    return item_facts(sieve, who, times, no_marks(len(rows)), columns)


def _facts_of_export(rows: CsvRows) -> dict[str, pa.Table]:
    """The opportunities of a CSV, which has no history: when they were last moved to another stage is all it may say."""
    sieve = rows.sieve
    closed, won, deleted = (flags(rows.column(name), name, sieve) for name in ("IsClosed", "IsWon", "IsDeleted"))
    sieve.drop(pc.equal(deleted, 1), "deleted")
    who = owner(rows.column("Owner.Email"), _number(rows.column("OwnerId")), IdentifierKind.SALESFORCE_ID)
    _drop_nobodies(sieve, who, rows.column("Owner.UserType"))
    day = {name: _plain_days(rows.column(name), name, sieve) for name in _CSV_DAYS}
    is_closed = pc.fill_null(pc.equal(closed, 1), False)
    ended = pc.if_else(is_closed, pc.coalesce(day["LastStageChangeDate"], day["CloseDate"]), pa.scalar(None, pa.int32()))
    columns = {
        "item": _number(rows.column("Id")),
        "kind": "deal",
        "system": "salesforce",
        "quality": pc.if_else(is_closed, won.cast(pa.float64()), pa.scalar(None, pa.float64())),
    }
    times = Times(day["CreatedDate"], None, ended, day["LastModifiedDate"])
    return item_facts(sieve, who, times, no_marks(len(rows)), columns)


def _drop_nobodies(sieve: Sieve, who: Owner, kind: pa.Array) -> None:
    sieve.drop(pc.is_null(who.identifier), NOBODY)
    sieve.drop(pc.and_(pc.is_valid(kind), pc.invert(pc.is_in(kind, value_set=_PEOPLE))), BOT)


def _number(column: pa.Array) -> pa.Array:
    return pc.utf8_slice_codeunits(column, 0, _ID_CHARACTERS)


def _in_order(changes: Listed, sieve: Sieve) -> Listed:
    """The entries of the histories by record and moment; entries without a moment are left out."""
    moment = changes.read(_early_moments, "CreatedDate", f"{_HISTORY}.CreatedDate", sieve)
    order = np.lexsort((pc.fill_null(moment, 0).to_numpy(), changes.record))
    sorted_ = Listed(changes.items.take(pa.array(order)), changes.record[order])
    return sorted_.where(pc.is_valid(moment.take(pa.array(order))))


def _early_moments(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    return moments(column, name, sieve, _EARLIEST)


def _history(rows: pa.StructArray, changes: Listed) -> History:
    """What the stages tell: work begins when an opportunity leaves the stage in which it was made."""
    records = len(rows)
    known = learnt(texts(leaf(rows, "StageName")), pc.if_else(leaf(rows, "IsClosed"), DONE, DOING))
    state = state_codes(changes.texts("StageName"), known)
    stage = np.asarray(pc.fill_null(changes.texts("StageName"), "").dictionary_encode().indices)
    first = np.ones(len(changes), dtype=np.bool_)
    first[1:] = changes.record[1:] != changes.record[:-1]
    started_as = stage[first][np.cumsum(first) - 1] if len(changes) else stage
    state = np.where((stage == started_as) & (state != DONE), WAITING, np.where(state == DONE, DONE, DOING))
    inside = ~first
    seconds = moments(leaf(changes.items, "CreatedDate"), "", Sieve(np.arange(len(changes))), _EARLIEST)
    moment = pc.fill_null(seconds, 0).to_numpy()
    before = np.roll(state, 1)
    told = history(Moves(changes.record[inside], moment[inside], before[inside], state[inside]), records)
    return History(told.started, told.finished, told.reopened, changes.counts(records) > 0)


def _quality(rows: pa.StructArray, changes: Listed, closed: pa.Array, sieve: Sieve) -> pa.Array:
    """Won: 1 divided by 1 and the number of times the planned close was put off; lost: 0; null while open."""
    planned = changes.read(_plain_days, "CloseDate", f"{_HISTORY}.CloseDate", sieve)
    day = pc.fill_null(planned, 0).to_numpy().astype(np.int64)
    same = np.zeros(len(changes), dtype=np.bool_)
    same[1:] = changes.record[1:] == changes.record[:-1]
    later = same & (day > np.roll(day, 1)) & (np.roll(day, 1) > 0)
    put_off = np.bincount(changes.record[later], minlength=len(rows))
    won = pc.fill_null(leaf(rows, "IsWon"), False)
    return pc.if_else(closed, pc.if_else(won, pa.array(1.0 / (1.0 + put_off)), 0.0), pa.scalar(None, pa.float64()))


def _plain_days(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    return days(column, name, sieve, earliest=_EARLIEST)


_QUERY = (
    "SELECT Id, OwnerId, Owner.Email, Owner.UserType, CreatedDate, LastModifiedDate, LastStageChangeDate, CloseDate, StageName, "
    "IsClosed, IsWon, IsDeleted, (SELECT StageName, CloseDate, CreatedDate FROM OpportunityHistories ORDER BY CreatedDate) "
    "FROM Opportunity "
    "WHERE SystemModstamp >= {first}T00:00:00Z AND SystemModstamp < {after}T00:00:00Z"
)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The pages of the opportunities that were changed in the window, deleted ones too."""
    query = _QUERY.format(first=window.first.isoformat(), after=(window.last + timedelta(days=1)).isoformat())
    for answer in by_next_url(caller, "/services/data/v62.0/queryAll", {"q": query}, "nextRecordsUrl"):
        if answer.json().get("records"):
            yield Page(answer.body)


SOURCE = Source(
    name="salesforce_opportunities",
    title="Salesforce opportunities",
    kind="work",
    version=1,
    tools=(),
    tables=("work_item",),
    about=(
        "One record is an opportunity. Work starts when it leaves the stage in which it was made. It is finished on the day "
        "when it "
        "last moved into a closed stage, by its history: the close date is a plan. Moving from a closed stage to an open one "
        "reopens it. Quality of a closed one: lost is 0, won is 1 divided by 1 and the number of times the planned close was put "
        "off. Deleted ones, and ones of owners who are programs, are left out. An opportunity that comes again replaces what was "
        "known. Names, accounts and amounts are not asked for."
    ),
    where_found=(
        "The answer of a SOQL query, all pages, one a line in one file: sf data query --json, or GET "
        "/services/data/v62.0/query?q=SELECT Id, OwnerId, Owner.Email, Owner.UserType, CreatedDate, LastModifiedDate, "
        "LastStageChangeDate, CloseDate, StageName, IsClosed, IsWon, IsDeleted, (SELECT StageName, CloseDate, CreatedDate FROM "
        "OpportunityHistories) FROM Opportunity. Or a CSV of the same fields from Data Loader, without the history: then when "
        "work "
        "began, reopenings and put-off closes are not told."
    ),
    permission="A user with API Enabled and View All on opportunities, and read access to users.",
    grain="an item",
    zone="UTC",
    lag_days=1,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Whether the history of one opportunity is ever cut short inside a query: only its first part is read.",
        "A stage that no opportunity of the page is in now is taken for closed where its name says so (Closed Won, Closed Lost).",
        "With which AI tool an opportunity was worked on: the system does not say.",
        "Why it was lost: the field differs between organisations.",
    ),
    api=Api(
        base="https://{domain}",
        asks=(
            Ask("domain", "Address of the organisation, as in acme.my.salesforce.com"),
            Ask("client_id", "Consumer key of the connected app"),
            Ask("client_secret", "Consumer secret of the connected app", secret=True),
        ),
        sign=ClientCredentials("https://{domain}/services/oauth2/token"),
        window_days=7,
        history_days=730,
        fetch=_fetch,
        a_minute=120,
        by_change=True,
        clicks=(
            "In Setup open External Client App Manager (or App Manager) and make a new app with OAuth enabled.",
            "Choose the scope Manage user data via APIs (api), and enable the Client Credentials Flow.",
            "In the app's policies choose the user it runs as: one with API Enabled, and View All on opportunities.",
            "Under Settings, Consumer Key and Secret, copy both. The address is under Setup, My Domain.",
        ),
    ),
)
