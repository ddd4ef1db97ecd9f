"""Microsoft 365 Copilot: the usage report's user detail, CSV and JSON of versions 1 and 2, from Graph or the admin centre."""

from collections.abc import Iterator
from typing import Any

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.paging import by_next_url
from clearspan.sources.pulling.sign import ClientCredentials
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.header import plain_name
from clearspan.sources.reading.json_as_csv import read_json_as_csv
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import days, whole_numbers
from clearspan.sources.reading.usage_rows import Part, licence_rows, usage_rows, whole
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_REFRESHED = "Report Refresh Date"
_UPN = "User Principal Name"
_PERIOD = "Report Period"
_LAST = "Last Activity Date"
_PROMPTS = "Prompts submitted for all apps"
_ACTIVE_DAYS = "Active Usage Days for all apps"

_APPS = {
    "chat": ("Copilot Chat", ()),
    "teams": ("Microsoft Teams Copilot", ("Teams Copilot",)),
    "word": ("Word Copilot", ()),
    "excel": ("Excel Copilot", ()),
    "powerpoint": ("PowerPoint Copilot", ()),
    "outlook": ("Outlook Copilot", ()),
    "onenote": ("OneNote Copilot", ()),
    "loop": ("Loop Copilot", ()),
    "chat_work": ("Copilot Chat (work)", ()),
    "chat_web": ("Copilot Chat (web)", ()),
    "m365_app": ("Microsoft 365 Copilot", ("Microsoft 365 Copilot (app)", "M365 Copilot (app)")),
    "edge": ("Edge", ("Edge Copilot",)),
    "agent": ("Copilot Agent", ()),
}

_CHAT_PROMPTS = {
    "chat_work": "Prompts submitted for Copilot Chat (work)",
    "chat_web": "Prompts submitted for Copilot Chat (web)",
}


def _app_field(surface: str, name: str, others: tuple[str, ...]) -> KeptField:
    spellings = [f"{app} {_LAST}" for app in others]
    spellings += [f"Last activity date of {app}{zone}" for app in (name, *others) for zone in ("", " (UTC)")]
    return KeptField(f"{name} {_LAST}", FieldRole.TIME, f"active, last_active_day of {surface}", tuple(spellings))


_KEEPS = (
    KeptField(_UPN, FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField(_REFRESHED, FieldRole.TIME, "end_day, as_of, from_day and to_day of the licence", required=True),
    KeptField(_PERIOD, FieldRole.TIME, "start_day", required=True),
    KeptField(_LAST, FieldRole.TIME, "active, last_active_day", aliases=(f"{_LAST} (UTC)",)),
    KeptField(_PROMPTS, FieldRole.MEASURE, "prompts, actions"),
    KeptField(_ACTIVE_DAYS, FieldRole.MEASURE, "active, active_days"),
    *(KeptField(name, FieldRole.MEASURE, f"prompts of {surface}") for surface, name in _CHAT_PROMPTS.items()),
    *(_app_field(surface, name, others) for surface, (name, others) in _APPS.items()),
)


_BY_PERIOD = "copilotActivityUserDetailsByPeriod"
"""In JSON, the list in which a user's report period stands, and what a report version tells of that period."""

_value = paged(under="value")


def _recognise(sample: Sample) -> str | None:
    if sample.header is not None:
        why = header_why(sample, (_REFRESHED, _UPN), (_PERIOD,))
        return why if any("copilot" in plain_name(name) for name in sample.header) else None
    record = first_record(sample.first_json, "value")
    if record is None or not {"reportRefreshDate", "userPrincipalName"} <= record.keys():
        return None
    telling = [name for name in record if "copilot" in plain_name(name)]
    return f"its first record has reportRefreshDate, userPrincipalName, {telling[0]}" if telling else None


def _opened(value: Any) -> list[Any]:
    """The users of a JSON page, each with what stands under its period."""
    return [_flat(record) for record in _value(value)]


def _flat(record: Any) -> Any:
    periods = record.get(_BY_PERIOD) if isinstance(record, dict) else None
    if not isinstance(periods, list) or len(periods) != 1 or not isinstance(periods[0], dict):
        return record
    return {**{name: inner for name, inner in record.items() if name != _BY_PERIOD}, **periods[0]}


def _read(arrived: Arrived) -> Iterator[Batch]:
    csv = arrived.sample().format == "csv"
    for rows in read_csv(arrived, _KEEPS) if csv else read_json_as_csv(arrived, _KEEPS, _opened):
        yield rows.batch(_facts(rows))


def _facts(rows: CsvRows) -> dict[str, pa.Table]:
    sieve = rows.sieve
    upn = rows.column(_UPN)
    hashed = pc.fill_null(pc.match_substring_regex(upn, r"^[0-9A-Fa-f]{32}([0-9A-Fa-f]{32})?$"), False)
    sieve.reject(pc.is_null(upn), _UPN, "is missing")
    sieve.reject(
        pc.and_(pc.invert(hashed), pc.invert(pc.match_substring(upn, "@"))),
        _UPN,
        "is neither a user principal name nor a concealed one",
    )
    end = days(rows.column(_REFRESHED), _REFRESHED, sieve, ("%m/%d/%Y",))
    sieve.reject(pc.is_null(end), _REFRESHED, "is missing")
    start = _start(rows, end)
    common = {
        "identifier": upn,
        "identifier_kind": pc.if_else(hashed, IdentifierKind.HASHED_UPN.value, IdentifierKind.EMAIL.value),
        "tool": "m365_copilot",
        "as_of": end,
    }
    span = {
        "start_day": start,
        "end_day": end,
        "grain": pc.if_else(pc.equal(start, end), "day", "window"),
        "zone": "UTC",
    }
    figures = [whole(_whole(rows, start, end)), *_parts(rows, start, end)]
    licence = {"from_day": end, "to_day": end, "granted": 0}
    return {
        "usage": usage_rows(sieve, {**common, **span}, figures),
        "licence": licence_rows(sieve, {**common, **licence}),
    }


def _start(rows: CsvRows, end: pa.Array) -> pa.Array:
    """The first day of the window, which ends on the day of the refresh."""
    written = pc.replace_substring_regex(rows.column(_PERIOD), r"^[Dd](\d)", r"\1")
    length = whole_numbers(written, _PERIOD, rows.sieve)
    rows.sieve.reject(pc.is_null(length), _PERIOD, "is missing")
    wrong = pc.or_(pc.less(length, 1), pc.greater(length, 366))
    rows.sieve.reject(wrong, _PERIOD, "is no number of days from 1 to 366")
    length = pc.if_else(wrong, 1, length)
    return pc.add(pc.subtract(end, length.cast(pa.int32())), pa.scalar(1, pa.int32()))


def _whole(rows: CsvRows, start: pa.Array, end: pa.Array) -> dict[str, Any]:
    sieve = rows.sieve
    prompts = whole_numbers(rows.column(_PROMPTS), _PROMPTS, sieve)
    active_days = whole_numbers(rows.column(_ACTIVE_DAYS), _ACTIVE_DAYS, sieve)
    last = days(rows.column(_LAST), _LAST, sieve, ("%m/%d/%Y",))
    evidence = [(active_days, pc.greater(active_days, 0)), (prompts, pc.greater(prompts, 0))]
    seen = pc.fill_null(_within(last, start, end), False)
    reported = pa.array([_LAST in rows.columns] * len(rows), pa.bool_())
    for column, positive in evidence:
        seen = pc.or_(seen, pc.fill_null(positive, False))
        reported = pc.or_(reported, pc.is_valid(column))
    return {
        "active": pc.if_else(reported, seen, pa.scalar(None, pa.bool_())).cast(pa.int8()),
        "active_days": active_days,
        "prompts": prompts,
        "actions": prompts,
        "last_active_day": last,
    }


def _parts(rows: CsvRows, start: pa.Array, end: pa.Array) -> list[Part]:
    """A part for each app in which the report tells of any activity, within the window or before."""
    parts = []
    for surface, (name, _) in _APPS.items():
        field = f"{name} {_LAST}"
        last = days(rows.column(field), field, rows.sieve, ("%m/%d/%Y",))
        figures: dict[str, Any] = {
            "active": pc.fill_null(_within(last, start, end), False),
            "last_active_day": last,
        }
        present = pc.is_valid(last)
        if prompts_field := _CHAT_PROMPTS.get(surface):
            prompts = whole_numbers(rows.column(prompts_field), prompts_field, rows.sieve)
            some = pc.fill_null(pc.greater(prompts, 0), False)
            figures |= {"prompts": prompts, "actions": prompts, "active": pc.or_(figures["active"], some)}
            present = pc.or_(present, some)
        parts.append(Part(surface, present, figures))
    return parts


def _within(last: pa.Array, start: pa.Array, end: pa.Array) -> pa.Array:
    return pc.and_(pc.greater_equal(last, start), pc.less_equal(last, end))


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The report of each period: CSV behind a redirection or, where the service answers with JSON, its pages."""
    del window
    for period in ("D7", "D28"):
        body = caller.redirected(
            f"copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='{period}',version='v2')", missing=True
        )
        if not body or body.strip() in (b"", b'""'):
            continue
        yield Page(body)
        following = _following(body)
        if following:
            yield from (Page(answer.body) for answer in by_next_url(caller, following))


def _following(body: bytes) -> str | None:
    """The address of the next page of a JSON answer; None where there is none, and of a CSV."""
    if not body.lstrip().startswith(b"{"):
        return None
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return answer.get("@odata.nextLink")


_API = Api(
    base="https://graph.microsoft.com/v1.0/",
    asks=(
        Ask("tenant", "Directory (tenant) ID"),
        Ask("client_id", "Application (client) ID"),
        Ask("client_secret", "Client secret of the application", secret=True),
    ),
    sign=ClientCredentials(
        "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", scope="https://graph.microsoft.com/.default"
    ),
    window_days=0,
    history_days=0,
    fetch=_fetch,
    a_minute=60,
    clicks=(
        "In the Entra admin centre open App registrations, New registration; give it a name and register it.",
        "Copy the Application (client) ID and the Directory (tenant) ID from its overview.",
        "Under API permissions add Microsoft Graph, Application permissions, Reports.Read.All; press Grant admin consent.",
        "Under Certificates & secrets make a new client secret and copy its value.",
        "In the Microsoft 365 admin centre open Settings, Org settings, Services, Reports and clear 'Display concealed user, "
        "group, and site names in all reports': it is set by default, and as long as it is, users come as 32 hexadecimal digits "
        "that can be joined to nobody. (Graph: PATCH /admin/reportSettings with displayConcealedNames false.)",
    ),
)

SOURCE = Source(
    name="m365_copilot_user_detail",
    title="Microsoft 365 Copilot usage, user detail",
    kind="usage",
    version=2,
    tools=("m365_copilot",),
    tables=("usage", "licence"),
    about=(
        "One row is a licensed user and a window of days that ends with the refresh of the report. Version 1 tells only when "
        "each app was last used; version 2 adds prompts and active days. Being listed means holding a licence on the day of the "
        "refresh; reports that follow each other within a month make one time of it. A row for an app is there where the report "
        "names a day of its last use. Concealed names (32 hexadecimal digits) are kept as an identifier of their own kind and "
        "are joined to nobody. Actions are prompts."
    ),
    where_found=(
        "Graph: GET /v1.0/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D28',version='v2'), CSV, or the same "
        "below /beta with $format=application/json, all pages. In the admin centre: Reports, Usage, Microsoft 365 Copilot, "
        "Export."
    ),
    permission="Reports.Read.All, or one of the roles Reports Reader, AI Administrator, Global Reader.",
    grain="window",
    zone="UTC",
    lag_days=3,
    restated_days=3,
    active_means=(
        "Active days or prompts above 0 in the window or, where the report has neither, a last activity within the window."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "The spelling of the columns of version 2 on every tenant: both known spellings are accepted.",
        "Where the JSON of version 2 tells prompts and active days: beside the user and below the period are both accepted.",
        "What the report period of ALL is written as: only numbers of days are accepted.",
        "Since when a user has held the licence: only that the user held one on the day of the refresh.",
        "Use of Copilot Chat without a licence is not part of this report.",
    ),
)
