"""Google Calendar: the events of people's calendars as the API answers them, JSON; hours in meetings and ties come of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import quote

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import one_page
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import ServiceAccount
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import plain
from clearspan.sources.reading.sieve import Sieve, as_mask
from clearspan.sources.reading.typed import days, texts
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.work.calendar_days import AWAY, COUNTED, EVENTS, MEETING, NEITHER, calendar_days, newest
from clearspan.sources.work.listed import Listed, listed
from clearspan.sources.work.meetings import DAY_MINUTES, MOST_PEOPLE
from clearspan.sources.work.weekly import weekly_ties
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField(
        "calendar", FieldRole.IDENTIFIER, "identifier: the address at the head of the page", identifier=IdentifierKind.EMAIL
    ),
    KeptField("id", FieldRole.CATEGORY, "which events are the same one; not stored"),
    KeptField("status", FieldRole.CATEGORY, "which events are cancelled"),
    KeptField("eventType", FieldRole.CATEGORY, "which events are meetings, and which are time away"),
    KeptField("transparency", FieldRole.CATEGORY, "which events take no time"),
    KeptField("start.dateTime", FieldRole.TIME, "start_day, end_day; amount of meeting_hours and focus_hours; week"),
    KeptField("start.date", FieldRole.TIME, "days away"),
    KeptField("end.dateTime", FieldRole.TIME, "amount of meeting_hours and focus_hours"),
    KeptField("end.date", FieldRole.TIME, "days away"),
    KeptField("attendees[].email", FieldRole.IDENTIFIER, "other_identifier of ties", identifier=IdentifierKind.EMAIL),
    KeptField("attendees[].self", FieldRole.CATEGORY, "which attendee is the calendar's owner"),
    KeptField("attendees[].resource", FieldRole.CATEGORY, "which attendees are rooms"),
    KeptField("attendees[].responseStatus", FieldRole.CATEGORY, "who declined"),
    KeptField("attendeesOmitted", FieldRole.CATEGORY, "which events have more people than are listed"),
    KeptField("countedFrom", FieldRole.TIME, "the first day that is counted, where the page says"),
    KeptField("countedTo", FieldRole.TIME, "the last day that is counted, where the page says"),
)
_DECLARED = declared_type(_KEEPS, ("attendees[].self", "attendees[].resource", "attendeesOmitted"))
_LOCAL = r"^(?P<day>\d{4}-\d{2}-\d{2})T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)"
_ORDINARY = pa.array(["default", "fromGmail"])


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if isinstance(value, dict) and value.get("kind") == "calendar#events":
        return "its kind is calendar#events"
    if isinstance(value, dict) and {"calendar", "items"} <= value.keys():
        return "it has calendar and items"
    record = value[0] if isinstance(value, list) and value else value
    if isinstance(record, dict) and record.get("kind") == "calendar#event":
        return "the kind of its first record is calendar#event"
    return None


def _opened(value: Any) -> list[Any]:
    """The events of the pages of an answer, each with the address and the days of its calendar; a calendar without events
    stands as one record without times."""
    if isinstance(value, list):
        return [record for item in value for record in _opened(item)]
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return plain(value)
    stated = value.get("calendar", value.get("summary"))
    name = stated if isinstance(stated, str) and "@" in stated else None
    head = {"calendar": name, **{key: value.get(key) for key in ("countedFrom", "countedTo")}}
    events = [{**item, **head} if isinstance(item, dict) else item for item in value["items"]]
    return events or [head]


def _read(arrived: Arrived) -> Iterator[Batch]:
    """Batches without facts, and a last one with what was counted over all events."""
    events, counted, met = list[pa.Table](), list[pa.Table](), list[pa.Table]()
    for batch in read_json(arrived, _DECLARED, _opened):
        found = _events(batch)
        events.append(found)
        counted.append(_counted(batch))
        met.append(_met(batch, found))
        yield batch.batch({})
    now = newest(pa.concat_tables(events))
    activity = calendar_days(now, pa.concat_tables(counted))
    meetings = now["record"].filter(pc.equal(now["what"], MEETING)).combine_chunks()
    ties = pa.concat_tables(met)
    yield Batch(
        {"activity": _addressed(activity), "tie": weekly_ties(ties.filter(pc.is_in(ties["record"], value_set=meetings)))}, 0
    )


def _addressed(rows: pa.Table) -> pa.Table:
    kind = pa.repeat(IdentifierKind.EMAIL.value, len(rows)).cast(pa.string())
    return rows.set_column(rows.schema.get_field_index("identifier_kind"), "identifier_kind", kind)


def _events(batch: JsonRows) -> pa.Table:
    """The events that have a time and an owner, as meetings, time away, or neither."""
    rows, sieve = batch.rows, batch.sieve
    people = listed(rows, "attendees[]")
    own = people.where(leaf(people.items, "self"))
    owner = pc.utf8_lower(pc.coalesce(texts(leaf(rows, "calendar")), own.first(own.texts("email"), len(rows))))
    sieve.reject(pc.is_null(owner), "summary", "is no address, and no attendee is marked as self: whose calendar is not said")
    day, begin = _time(rows, "start", sieve)
    last_day, end = _time(rows, "end", sieve)
    whole_days = as_mask(pc.is_valid(leaf(rows, "start.date")))
    cancelled = pc.equal(texts(leaf(rows, "status")), "cancelled")
    sieve.drop(pc.and_(pc.fill_null(cancelled, False), pc.is_null(day)), "cancelled")
    sieve.drop(pc.is_null(day), "a calendar without events, or an event without a time")
    last_day, end = np.where(whole_days, last_day - 1, last_day), np.where(whole_days, DAY_MINUTES, end)
    first_day = pc.fill_null(day, 0).to_numpy()
    over = (last_day < first_day) | ((last_day == first_day) & (end <= begin))
    sieve.reject(over, "end", "is not after the start")
    sound = sieve.open.copy()
    what = _what(rows, sieve, whole_days, people, own)
    columns = [
        pa.array(sieve.numbers),
        owner,
        pc.coalesce(texts(leaf(rows, "id")), pa.array([f"record {number}" for number in sieve.numbers], pa.string())),
        pa.array(what, pa.int8()),
        day,
        pa.array(begin, pa.int32()),
        pa.array(last_day, pa.int32()),
        pa.array(end, pa.int32()),
    ]
    return pa.Table.from_arrays(columns, schema=EVENTS).filter(pa.array(sound))


def _time(rows: pa.StructArray, side: str, sieve: Sieve) -> tuple[pa.Array, np.ndarray]:
    """The day and the minutes from midnight of one end of each event, as the calendar writes them: in its own time."""
    moment = texts(leaf(rows, f"{side}.dateTime"))
    parts = pc.extract_regex(moment, _LOCAL)
    sieve.reject(pc.and_(pc.is_valid(moment), pc.is_null(parts)), f"{side}.dateTime", "is not a moment (ISO 8601)")
    timed = days(pc.struct_field(parts, "day"), f"{side}.dateTime", sieve)
    whole = days(leaf(rows, f"{side}.date"), f"{side}.date", sieve)
    hour, minute = (pc.fill_null(pc.struct_field(parts, name), "0") for name in ("hour", "minute"))
    minutes = [pc.if_else(pc.equal(text, ""), "0", text).cast(pa.int32()).to_numpy() for text in (hour, minute)]
    found = pc.coalesce(timed, whole)
    return (found if side == "start" else pc.fill_null(found, 0).to_numpy()), minutes[0] * 60 + minutes[1]


def _what(rows: pa.StructArray, sieve: Sieve, whole_days: np.ndarray, people: Listed, own: Listed) -> np.ndarray:
    """What each event is; what is no meeting is dropped, with the first reason why."""
    records = len(rows)
    kind = texts(leaf(rows, "eventType"))
    away = as_mask(pc.equal(kind, "outOfOffice")) & sieve.open & ~as_mask(pc.equal(texts(leaf(rows, "status")), "cancelled"))
    sieve.drop(pc.equal(texts(leaf(rows, "status")), "cancelled"), "cancelled")
    sieve.drop(pc.equal(kind, "outOfOffice"), "out of office")
    sieve.drop(whole_days, "all day")
    sieve.drop(pc.and_(pc.is_valid(kind), pc.invert(pc.is_in(kind, value_set=_ORDINARY))), "time for oneself, not a meeting")
    sieve.drop(pc.equal(texts(leaf(rows, "transparency")), "transparent"), "takes no time")
    sieve.drop(pc.equal(own.first(own.texts("responseStatus"), records), "declined"), "declined")
    sieve.drop(_others(people).counts(records) == 0, "nobody else is invited")
    return np.where(away, AWAY, np.where(sieve.open, MEETING, NEITHER))


def _others(people: Listed) -> Listed:
    """The people in the events who are neither the owner nor a room."""
    mine, room = (pc.fill_null(leaf(people.items, name), False) for name in ("self", "resource"))
    return people.where(pc.invert(pc.or_(mine, room)))


def _counted(batch: JsonRows) -> pa.Table:
    """The days for which each calendar of the batch was asked, where its page says."""
    first, last = (days(leaf(batch.rows, name), name, batch.sieve) for name in ("countedFrom", "countedTo"))
    owner = pc.utf8_lower(texts(leaf(batch.rows, "calendar")))
    told = pa.Table.from_arrays([owner, first, last], schema=COUNTED).filter(pc.and_(pc.is_valid(owner), pc.is_valid(first)))
    return told.group_by(told.column_names, use_threads=False).aggregate([]).select(told.column_names)


def _met(batch: JsonRows, events: pa.Table) -> pa.Table:
    """Who is in an event with the calendar's owner: colleagues at an address of the same domain who did not decline."""
    rows = batch.rows
    records = len(rows)
    place = np.full(records, -1, dtype=np.int64)
    at = np.searchsorted(batch.sieve.numbers, events["record"].to_numpy())
    place[at] = np.arange(len(events))
    others = _others(listed(rows, "attendees[]"))
    large = (others.counts(records) >= MOST_PEOPLE) | as_mask(leaf(rows, "attendeesOmitted"))
    staying = as_mask(pc.not_equal(pc.fill_null(others.texts("responseStatus"), ""), "declined"))
    others = others.where(pa.array(staying & (place[others.record] >= 0) & ~large[others.record]))
    event = pa.array(place[others.record])
    owner, other = events["owner"].combine_chunks().take(event), pc.utf8_lower(others.texts("email"))
    kind = pa.repeat(IdentifierKind.EMAIL.value, len(others)).cast(pa.string())
    day = events["day"].combine_chunks().take(event)
    first, last = (
        days(leaf(rows, name), name, batch.sieve).take(pa.array(others.record)) for name in ("countedFrom", "countedTo")
    )
    within = pc.and_(pc.fill_null(pc.greater_equal(day, first), True), pc.fill_null(pc.less_equal(day, last), True))
    same = pc.and_(pc.equal(_domain(owner), _domain(other)), pc.not_equal(owner, other))
    table = pa.table(
        {
            "identifier": owner,
            "identifier_kind": kind,
            "other_identifier": other,
            "other_identifier_kind": kind,
            "day": day,
            "record": events["record"].combine_chunks().take(event),
        }
    )
    return table.filter(pc.and_(same, within))


def _domain(addresses: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(addresses, r"^.*@", "")


_CALENDARS_A_PAGE = 100
_BUSY_ONLY = "freeBusyReader"
"""How a calendar is seen of which only busy times are shown: who is in a meeting is not told, so it is left out."""
_EVENT_FIELDS = (
    "accessRole,nextPageToken,items(id,status,eventType,transparency,start,end,attendeesOmitted,"
    "attendees(email,self,resource,responseStatus))"
)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """Pages of a hundred calendars each, every calendar whole: its events from the Monday before the window to its last day.

    A calendar that is not there or of which only busy times are shown is left out: it would look like a week without meetings.
    """
    monday = window.first - timedelta(days=window.first.weekday())
    counted = {"countedFrom": monday.isoformat(), "countedTo": window.last.isoformat()}
    span = {
        "timeMin": f"{(monday - timedelta(days=1)).isoformat()}T00:00:00Z",
        "timeMax": f"{(window.last + timedelta(days=2)).isoformat()}T00:00:00Z",
        "singleEvents": "true",
        "maxResults": 2500,
        "fields": _EVENT_FIELDS,
    }
    addresses = _addresses(caller)
    while some := list(islice(addresses, _CALENDARS_A_PAGE)):
        yield from one_page({**page, **counted} for page in _calendars(caller, some, span))


def _calendars(caller: Caller, addresses: Iterable[str], span: Mapping[str, str | int]) -> Iterator[dict[str, Any]]:
    for address in addresses:
        path = f"/calendar/v3/calendars/{quote(address, safe='')}/events"
        answers = [answer.json() for answer in by_cursor(caller, path, span, _next, "pageToken")]
        if answers and answers[0].get("accessRole") != _BUSY_ONLY:
            yield {"calendar": address, "items": [item for answer in answers for item in answer.get("items") or ()]}


def _addresses(caller: Caller) -> Iterator[str]:
    """The addresses of everyone in the organisation who has an account in use."""
    params = {
        "customer": "my_customer",
        "maxResults": 500,
        "query": "isSuspended=false",
        "fields": "nextPageToken,users(primaryEmail)",
    }
    for answer in by_cursor(caller, "/admin/directory/v1/users", params, _next, "pageToken"):
        for user in answer.json().get("users") or ():
            if isinstance(user.get("primaryEmail"), str):
                yield user["primaryEmail"]


def _next(body: Any) -> str | None:
    return body.get("nextPageToken")


SOURCE = Source(
    name="google_calendar",
    title="Google Calendar",
    kind="ties",
    version=1,
    tools=(),
    tables=("activity", "tie"),
    about=(
        "One record is an event in one person's calendar. Out of it come, for each person and day, the number of meetings, the "
        "hours in "
        "meetings (overlapping ones once), and on Monday to Friday the hours free for focus: stretches of at least 2 hours "
        "between "
        "9:00 and 17:00, in the calendar's own time, without a meeting and not out of office. A meeting is a timed event with "
        "somebody else in it; cancelled, declined, all-day, free and one's own events are none. Two people at one domain who are "
        f"in a meeting of at most {MOST_PEOPLE} make a tie in that week, counted once a meeting. Addresses of other domains "
        f"and rooms "
        "are not kept. What a meeting is called, is about, or where it is, is not asked for and never kept."
    ),
    where_found=(
        "GET https://www.googleapis.com/calendar/v3/calendars/ADDRESS/events?singleEvents=true&timeMin=...&timeMax=..., of "
        "whole weeks, "
        "for each person; answers may stand one a line in one file. Give all pages of a week in one file."
    ),
    permission=(
        "The scopes calendar.events.readonly and admin.directory.user.readonly for a service account, and an administrator to "
        "whom "
        "calendars are visible. Agree it with the works council: ties are optional."
    ),
    grain="day; week for ties",
    zone="calendar",
    lag_days=1,
    restated_days=7,
    active_means="Hours and counts alone; no day is called active for a meeting in it.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Whether the administrator sees every calendar: the organisation's sharing setting decides; a calendar that is "
        "shared only as free or busy is left out.",
        "Who was really there: an invitation that was not declined counts.",
        "A mailing list that is invited counts as one person of that address, joined to nobody.",
        "Calendars that were asked for in another zone than their own: then 9:00 is 9:00 there.",
    ),
    api=Api(
        base="https://www.googleapis.com",
        asks=(
            Ask("service_account", "Key of the service account (the JSON file's content)", secret=True),
            Ask("administrator", "Address of an administrator in whose name calendars are read"),
        ),
        sign=ServiceAccount(
            (
                "https://www.googleapis.com/auth/calendar.events.readonly",
                "https://www.googleapis.com/auth/admin.directory.user.readonly",
            )
        ),
        window_days=7,
        history_days=180,
        fetch=_fetch,
        a_minute=300,
        clicks=(
            "In https://console.cloud.google.com make a project, and enable the Google Calendar API and the Admin SDK API in it.",
            "Under IAM & Admin, Service Accounts, create one; under Keys add a key of type JSON and keep the file.",
            "In https://admin.google.com open Security, Access and data control, API controls, Manage domain-wide delegation, "
            "Add new: "
            "the service account's Unique ID and the scopes https://www.googleapis.com/auth/calendar.events.readonly and "
            "https://www.googleapis.com/auth/admin.directory.user.readonly.",
            "Under Apps, Google Workspace, Calendar, Sharing settings, let people inside see all information of events, or "
            "choose "
            "an administrator with the right to manage calendars.",
        ),
    ),
)
