"""GitHub Copilot: the list of seats that an organisation or enterprise pays for, JSON, who holds one on a day and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.github import BASE, HEADERS, SCOPE, scopes
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.paging import by_link_header
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.named_days import named_days
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import texts
from clearspan.sources.reading.usage_rows import licence_rows
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_UNDER = "seats"
_DAY = "as_of"
_SEEN = ("last_activity_at", "last_authenticated_at")

_KEEPS = (
    KeptField("assignee.login", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.GITHUB_LOGIN),
    KeptField("created_at", FieldRole.TIME, "from_day"),
    KeptField(_DAY, FieldRole.TIME, "to_day: the day of the list, which the page or the file's name says"),
    *(KeptField(name, FieldRole.TIME, "the day of the list where nothing else says it: the latest of all") for name in _SEEN),
)

_DECLARED = declared_type(_KEEPS)
_NONE = -1


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if isinstance(value, dict) and "total_seats" in value and isinstance(value.get(_UNDER), list):
        return f"it is a page of {_UNDER} with total_seats"
    record = first_record(value, _UNDER)
    if record is None or not {"assignee", "created_at"} <= record.keys():
        return None
    telling = [name for name in ("plan_type", "last_activity_at", "pending_cancellation_date") if name in record]
    return f"its first record has assignee, created_at, {telling[0]}" if telling else None


@dataclass(frozen=True)
class _Seats:
    """Some records: logins, the days from which seats are held, those of the list, and the latest day known of any."""

    batch: JsonRows
    login: pa.Array
    since: pa.Array
    listed: pa.Array
    latest: int


def _read(arrived: Arrived) -> Iterator[Batch]:
    found = [_seats(batch) for batch in read_json(arrived, _DECLARED, paged(_DAY, under=_UNDER))]
    named = named_days(arrived.name)
    day = named[1] if named else max(seats.latest for seats in found)
    earliest = _earliest(found)
    for seats in found:
        yield seats.batch.batch({"licence": _licences(seats, day, earliest)})


def _seats(batch: JsonRows) -> _Seats:
    rows, sieve = batch.rows, batch.sieve
    login = pc.utf8_lower(texts(leaf(rows, "assignee.login")))
    sieve.drop(pc.is_null(login), "a seat of nobody, because the account is gone")
    since, listed = (utc_days(leaf(rows, name), name, sieve) for name in ("created_at", _DAY))
    days = [since, *(utc_days(leaf(rows, name), name, sieve) for name in _SEEN)]
    latest = max((day for column in days if (day := pc.max(column).as_py()) is not None), default=_NONE)
    return _Seats(batch, login, since, listed, latest)


def _earliest(found: list[_Seats]) -> dict[str, int]:
    """The record that speaks for each login: the one with the earliest day, else the first."""
    best: dict[str, tuple[int, int]] = {}
    for seats in found:
        sieve = seats.batch.sieve
        columns = zip(seats.login.to_pylist(), seats.since.to_pylist(), sieve.numbers.tolist(), sieve.open.tolist(), strict=True)
        for login, since, number, kept in columns:
            if kept:
                told = (2**31 if since is None else since, number)
                best[login] = min(best.get(login, told), told)
    return {login: number for login, (_, number) in best.items()}


def _licences(seats: _Seats, day: int, earliest: dict[str, int]) -> pa.Table:
    sieve = seats.batch.sieve
    speaks = np.array([earliest.get(login) for login in seats.login.to_pylist()], dtype=object) == sieve.numbers
    sieve.drop(~np.asarray(speaks, dtype=np.bool_), "the same person's seat, told by a further organisation or team")
    until = pc.fill_null(seats.listed, pa.scalar(day, pa.int32()))
    sieve.reject(pc.equal(until, _NONE), _DAY, "is missing, and neither the file's name nor another day says when it was made")
    sieve.reject(pc.greater(seats.since, until), "created_at", "is after the day of the list")
    columns = {
        "identifier": seats.login,
        "identifier_kind": IdentifierKind.GITHUB_LOGIN.value,
        "tool": "github_copilot",
        "from_day": pc.coalesce(seats.since, until),
        "to_day": until,
        "granted": pc.is_valid(seats.since).cast(pa.int8()),
        "as_of": until,
    }
    return licence_rows(sieve, columns)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """One page with the seats of all organisations and enterprises asked, so that a person's are seen together."""
    paths = (f"{scope}/copilot/billing/seats" for scope in scopes(caller))
    answers = chain.from_iterable(by_link_header(caller, path, {"per_page": 100}) for path in paths)
    seats = [seat for answer in answers for seat in records_of(answer, _UNDER)]
    if seats:
        yield Page(orjson.dumps({_DAY: window.last.isoformat(), _UNDER: seats}))


SOURCE = Source(
    name="github_copilot_seats",
    title="GitHub Copilot seats",
    kind="licence",
    version=1,
    tools=("github_copilot",),
    tables=("licence",),
    about=(
        "One record is a seat on the day of the list. A person holds a licence from the day on which the seat was created to the "
        "day of the list; the next list goes on from there, so pull it every day: whoever is gone from it held none after "
        "that. An enterprise tells a person's seat once for each organisation or team that gives it; the earliest counts, once. "
        "Seats of deleted accounts are left out. The day of the list comes from a field as_of, else from the file's name, "
        "else it "
        "is the latest day that any seat was used, created or signed in."
    ),
    where_found=(
        "REST: GET /orgs/{org}/copilot/billing/seats or /enterprises/{enterprise}/copilot/billing/seats, all pages. Put the "
        "day into "
        "the file's name, as in copilot-seats-2026-09-03.json. The CSV of Settings, Copilot, Access has other columns."
    ),
    permission="Owner or billing manager of the organisation or enterprise; a token with manage_billing:copilot.",
    grain="a seat and a day",
    zone="UTC",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=Api(
        base=BASE,
        asks=(SCOPE, Ask("token", "access token that may read Copilot's billing", secret=True)),
        sign=Bearer(),
        window_days=0,
        history_days=0,
        fetch=_fetch,
        headers=HEADERS,
        clicks=(
            "Open your own Settings, Developer settings, Personal access tokens, Tokens (classic), Generate new token.",
            "Tick manage_billing:copilot and read:org; for an enterprise, read:enterprise instead. Nothing else.",
            "Set an end date, generate, and where the organisation uses SAML, choose Configure SSO and authorise the token.",
        ),
    ),
    not_established=(
        "Who held a seat before the first list: only seats that still exist are told.",
        "What last_activity_at counts: it is not taken as use, for which there is the usage report.",
        "When a seat is paid for: GitHub bills a cancelled seat to the end of its month.",
    ),
)
