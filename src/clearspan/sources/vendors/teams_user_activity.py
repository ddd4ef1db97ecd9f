"""Microsoft Teams: the usage report of user activity, CSV from Graph or the admin centre, a user and a day or window."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.sign import ClientCredentials
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.typed import days, flags, whole_numbers
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.work.activity_rows import activity_rows
from clearspan.vocabulary.identifier import IdentifierKind

_REFRESHED = "Report Refresh Date"
_UPN = "User Principal Name"
_PERIOD = "Report Period"
_LAST = "Last Activity Date"
_ASKED = "Activity Date"
_CHATS = ("Team Chat Message Count", "Private Chat Message Count")
_OTHER_ACTION = "Has Other Action"
_COUNTS = {
    "Call Count": "calls",
    "Meeting Count": "meetings",
    "Meetings Organized Count": "meetings_organised",
    "Meetings Attended Count": "meetings_attended",
}
_AUDIO = "Audio Duration In Seconds"
_DATES = ("%m/%d/%Y",)

_KEEPS = (
    KeptField(_UPN, FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField(_REFRESHED, FieldRole.TIME, "end_day, as_of", required=True),
    KeptField(_PERIOD, FieldRole.TIME, "start_day"),
    KeptField(_ASKED, FieldRole.TIME, "start_day, end_day of a day that was asked for"),
    KeptField(_LAST, FieldRole.TIME, "amount of active", aliases=(f"{_LAST} (UTC)",)),
    KeptField(_OTHER_ACTION, FieldRole.CATEGORY, "amount of active"),
    *(KeptField(name, FieldRole.MEASURE, "amount of messages") for name in _CHATS),
    *(KeptField(name, FieldRole.MEASURE, f"amount of {kind}") for name, kind in _COUNTS.items()),
    KeptField(_AUDIO, FieldRole.MEASURE, "amount of audio_hours"),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, (_REFRESHED, _UPN, _CHATS[0]), (_PERIOD, _ASKED))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"activity": _activity(rows)})


def _activity(rows: CsvRows) -> pa.Table:
    sieve = rows.sieve
    upn = rows.column(_UPN)
    hashed = pc.fill_null(pc.match_substring_regex(upn, r"^[0-9A-Fa-f]{32}([0-9A-Fa-f]{32})?$"), False)
    sieve.reject(pc.is_null(upn), _UPN, "is missing")
    strange = pc.and_(pc.invert(hashed), pc.invert(pc.match_substring(upn, "@")))
    sieve.reject(strange, _UPN, "is neither a user principal name nor a concealed one")
    refreshed = days(rows.column(_REFRESHED), _REFRESHED, sieve, _DATES)
    sieve.reject(pc.is_null(refreshed), _REFRESHED, "is missing")
    asked = days(rows.column(_ASKED), _ASKED, sieve, _DATES)
    length = whole_numbers(pc.replace_substring_regex(rows.column(_PERIOD), r"^[Dd](\d)", r"\1"), _PERIOD, sieve)
    sieve.reject(pc.and_(pc.is_null(length), pc.is_null(asked)), _PERIOD, "is missing")
    wrong = pc.or_(pc.less(length, 1), pc.greater(length, 366))
    sieve.reject(pc.and_(wrong, pc.is_null(asked)), _PERIOD, "is no number of days from 1 to 366")
    length = pc.if_else(wrong, 1, length).cast(pa.int32())
    end = pc.coalesce(asked, refreshed)
    start = pc.coalesce(asked, pc.add(pc.subtract(refreshed, length), pa.scalar(1, pa.int32())))
    common = {
        "identifier": upn,
        "identifier_kind": pc.if_else(hashed, IdentifierKind.HASHED_UPN.value, IdentifierKind.EMAIL.value),
        "system": "teams",
        "grain": pc.if_else(pc.equal(start, end), "day", "window"),
        "start_day": start,
        "end_day": end,
        "zone": "UTC",
        "as_of": refreshed,
    }
    return activity_rows(sieve, common, _amounts(rows, start, end))


def _amounts(rows: CsvRows, start: pa.Array, end: pa.Array) -> dict[str, pa.Array]:
    sieve = rows.sieve
    team, private = (whole_numbers(rows.column(name), name, sieve) for name in _CHATS)
    counts = {kind: whole_numbers(rows.column(name), name, sieve) for name, kind in _COUNTS.items()}
    messages = pc.if_else(
        pc.or_(pc.is_valid(team), pc.is_valid(private)),
        pc.add(pc.fill_null(team, 0), pc.fill_null(private, 0)),
        pa.scalar(None, pa.int64()),
    )
    last = days(rows.column(_LAST), _LAST, sieve, _DATES)
    other = flags(rows.column(_OTHER_ACTION), _OTHER_ACTION, sieve)
    some = pc.greater(pc.max_element_wise(messages, *counts.values(), other.cast(pa.int64())), 0)
    within = pc.and_(pc.greater_equal(last, start), pc.less_equal(last, end))
    active = pc.or_(pc.fill_null(within, False), pc.fill_null(some, False))
    seconds = whole_numbers(rows.column(_AUDIO), _AUDIO, sieve)
    return {
        "active": active.cast(pa.int8()),
        "messages": messages,
        **counts,
        "audio_hours": pc.divide(seconds.cast(pa.float64()), 3600.0),
    }


_NOTHING = b'""'
"""What a report without rows may consist of."""


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """A page for each day, with the day that was asked for in a column of its own."""
    for day in window.days():
        body = caller.redirected(f"/reports/getTeamsUserActivityUserDetail(date={day.isoformat()})", missing=True)
        if body and body.strip() != _NOTHING:
            yield Page(_dated(body, day))


def _dated(body: bytes, day: date) -> bytes:
    """The CSV with the day as a last column: the report itself states only when it was refreshed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(csv.reader(io.StringIO(body.decode("utf-8-sig", errors="replace")))):
        if row:
            writer.writerow([*row, day.isoformat() if number else _ASKED])
    return out.getvalue().encode()


SOURCE = Source(
    name="teams_user_activity",
    title="Microsoft Teams user activity",
    kind="activity",
    version=1,
    tools=(),
    tables=("activity",),
    about=(
        "One row is a user and a day, or a window of days that ends with the refresh of the report. Messages are those in "
        "channels and in private chats. meetings_organised and meetings_attended are parts of meetings; the vendor's kinds of "
        "meetings do not add up to them and are not kept. audio_hours is time with sound in calls and meetings. Concealed names "
        "are kept as an identifier of their own kind and are joined to nobody. A window and the days in it are never added."
    ),
    where_found=(
        "Admin centre: Reports, Usage, Microsoft Teams, User activity, Export (a window of days). "
        "Graph: GET /v1.0/reports/getTeamsUserActivityUserDetail(date=YYYY-MM-DD), which redirects to the CSV."
    ),
    permission="Reports.Read.All, or one of the roles Reports Reader, Teams Administrator, Global Reader.",
    grain="day or window",
    zone="UTC",
    lag_days=3,
    restated_days=2,
    active_means=(
        "At least one message, call, meeting or other action, or a last activity within the days. Being listed or licensed is "
        "not activity."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "What Report Period holds in the report of one day: the day asked for is written into a column Activity Date when it is "
        "pulled; a file without that column is a window that ends with its refresh.",
        "For how long a day is restated.",
    ),
    api=Api(
        base="https://graph.microsoft.com/v1.0",
        asks=(
            Ask("tenant", "Directory (tenant) ID"),
            Ask("client_id", "Application (client) ID"),
            Ask("client_secret", "Client secret of the application", secret=True),
        ),
        sign=ClientCredentials(
            "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", scope="https://graph.microsoft.com/.default"
        ),
        window_days=1,
        history_days=28,
        fetch=_fetch,
        a_minute=60,
        clicks=(
            "In the Entra admin centre open App registrations, New registration; give it a name and register it.",
            "Copy the Application (client) ID and the Directory (tenant) ID from its overview.",
            "Under API permissions add Microsoft Graph, Application permissions, Reports.Read.All; press Grant admin consent.",
            "Under Certificates & secrets make a new client secret and copy its value.",
            "In the Microsoft 365 admin centre, Settings, Org settings, Reports, decide whether concealed names are shown: "
            "while they are concealed, activity cannot be joined to people.",
        ),
    ),
)
