"""Rows of activity from calendars: meetings, hours in meetings and hours free for focus, a person and a day."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.fact_rows import raw_rows
from clearspan.sources.work.meetings import DAY_MINUTES, Spans, focus_hours, hours, is_working_day

NEITHER, MEETING, AWAY = 0, 1, 2
"""What an event is; one that is neither still shows that the calendar was in use on its day."""

EVENTS = pa.schema(
    [
        ("record", pa.int64()),
        ("owner", pa.string()),
        ("id", pa.string()),
        ("what", pa.int8()),
        ("day", pa.int32()),
        ("begin", pa.int32()),
        ("last_day", pa.int32()),
        ("end", pa.int32()),
    ]
)
"""Events of calendars. `begin` and `end` are minutes from midnight of `day` and of `last_day`, in the calendar's own time."""

COUNTED = pa.schema([("owner", pa.string()), ("first", pa.int32()), ("last", pa.int32())])
"""The days for which a calendar was asked: a day in them without an event is a day without meetings."""

_LONGEST = 400
"""Days of one event or of what was asked that are looked at; more are a mistake."""

_OWNER_STEP = 1 << 20
"""More than any day number; sets the days of two owners apart."""

Ints = npt.NDArray[np.int64]


def newest(events: pa.Table) -> pa.Table:
    """The events, each once: of those with the same owner and id the one that stands last."""
    last = events.group_by(["owner", "id"], use_threads=False).aggregate([("record", "max")])
    return events.filter(pc.is_in(events["record"], value_set=last["record_max"].combine_chunks()))


def calendar_days(events: pa.Table, counted: pa.Table) -> pa.Table:
    """Rows of activity: for each owner and each day with an event or that was asked for, meetings, meeting_hours and, on
    Monday to Friday, focus_hours. What was asked for bounds what is counted of a calendar. `identifier_kind` is left null."""
    owners = pc.unique(pa.concat_arrays([*events["owner"].chunks, *counted["owner"].chunks])).drop_null()
    asked = _asked(counted, owners)
    by_day = _by_day(events, owners, asked)
    working = asked[is_working_day(asked % _OWNER_STEP)]
    person_days = np.unique(np.concatenate([by_day["at"], working]))
    at = np.searchsorted(person_days, by_day["at"])
    meeting, busy = by_day["what"] == MEETING, by_day["what"] != NEITHER
    meetings = Spans(at[meeting], by_day["begin"][meeting], by_day["end"][meeting])
    taken = Spans(at[busy], by_day["begin"][busy], by_day["end"][busy])
    day = person_days % _OWNER_STEP
    is_working = is_working_day(day)
    count = np.bincount(at[meeting & by_day["first"]], minlength=len(person_days)).astype(np.float64)
    amounts = (
        ("meetings", count, np.ones(len(day), dtype=np.bool_)),
        ("meeting_hours", hours(meetings, len(day)), np.ones(len(day), dtype=np.bool_)),
        ("focus_hours", focus_hours(taken, is_working), is_working),
    )
    who = owners.take(pa.array(person_days // _OWNER_STEP))
    tables = [_rows(kind, who, pa.array(day, pa.int32()), pa.array(amount), pa.array(mask)) for kind, amount, mask in amounts]
    return pa.concat_tables(tables)


def _rows(kind: str, who: pa.Array, day: pa.Array, amount: pa.Array, mask: pa.Array) -> pa.Table:
    day = day.filter(mask)
    columns = {"identifier": who.filter(mask), "kind": kind, "amount": amount.filter(mask)}
    common = {"grain": "day", "start_day": day, "end_day": day, "zone": "calendar", "as_of": day}
    return raw_rows("activity", len(day), {**common, **columns, "system": "google_workspace"})


def _asked(counted: pa.Table, owners: pa.Array) -> Ints:
    """The days that were asked for, each as owner times _OWNER_STEP plus day."""
    whole = counted.filter(pc.and_(pc.is_valid(counted["first"]), pc.is_valid(counted["last"]))).combine_chunks()
    if not whole.num_rows:
        return np.empty(0, np.int64)
    owner = pc.index_in(whole["owner"], value_set=owners).to_numpy().astype(np.int64)
    first, last = (whole[name].to_numpy().astype(np.int64) for name in ("first", "last"))
    place, step = _each_day(np.clip(last - first + 1, 0, _LONGEST))
    return np.unique(owner[place] * _OWNER_STEP + first[place] + step)


def _by_day(events: pa.Table, owners: pa.Array, asked: Ints) -> dict[str, npt.NDArray]:
    """The events cut at midnight: `at` as in _asked, what it is, its minutes, and whether it is the event's first day."""
    events = events.combine_chunks()
    number = {name: events[name].to_numpy().astype(np.int64) for name in ("what", "day", "begin", "last_day", "end")}
    owner = pc.index_in(events["owner"], value_set=owners).to_numpy().astype(np.int64)
    place, step = _each_day(np.clip(number["last_day"] - number["day"] + 1, 0, _LONGEST))
    day = number["day"][place] + step
    at = owner[place] * _OWNER_STEP + day
    found = {
        "at": at,
        "what": number["what"][place],
        "begin": np.where(step == 0, number["begin"][place], 0),
        "end": np.where(day == number["last_day"][place], number["end"][place], DAY_MINUTES),
        "first": step == 0,
    }
    asked_owners = np.unique(asked // _OWNER_STEP)
    inside = np.isin(at, asked) | ~np.isin(owner[place], asked_owners)
    return {name: values[inside & (found["end"] > found["begin"])] for name, values in found.items()}


def _each_day(lengths: Ints) -> tuple[Ints, Ints]:
    """For each day of spans of some lengths: which span it is of, and which of its days, from 0."""
    place = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    return place, np.arange(len(place), dtype=np.int64) - np.repeat(np.cumsum(lengths) - lengths, lengths)
