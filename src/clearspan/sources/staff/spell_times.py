"""From when to when each statement of the staff lists holds."""

import re
from dataclasses import dataclass

import numpy as np

from clearspan.sources.staff.roster_files import NOBODY, Flags, Ints
from clearspan.sources.staff.staff import Staff

UNSTATED = -(2**31)
"""Stands for a day that the list does not state."""

OPEN = 2**31 - 1
"""Last day of a spell that lasts."""

SINCE_EVER = 0
"""First day of a spell whose beginning nothing states: the first list we know already has the person, without a
date of hiring. Day 0 means 'since before the data begins'."""

SERIES_BITS = 32
DAY_MASK = 2**SERIES_BITS - 1
"""A snapshot's number has its series above these bits, and its day below."""

COMPLETE_SHARE = 0.5
"""A snapshot with at least this share of the people of the one before it is complete: who is missing has left."""

_DATE_IN_NAME = re.compile(r"\d{4}-?\d{2}-?\d{2}")


@dataclass(frozen=True)
class Changes:
    """What is known of people from a day on. Arrays by statement: `row` is the row of the staff; `ends` is True where the
    person is gone from `start` on; `last` is the last day stated, OPEN where none; `as_of` the day it was said."""

    row: Ints
    person: Ints
    start: Ints
    last: Ints
    as_of: Ints
    ends: Flags


@dataclass(frozen=True)
class Times:
    """Spells in order of person and start: statement's row, person, first and last day (OPEN while it lasts), and the day
    on which the list said so."""

    row: Ints
    person: Ints
    start: Ints
    last: Ints
    as_of: Ints


def spell_times(staff: Staff, person: Ints) -> Times:
    """The spells of all people, without overlap. A later statement replaces what an earlier one said of the days from
    its start on. Effective-dated rows win over snapshots of the same person."""
    as_of = staff.days("as_of", UNSTATED)
    used = np.flatnonzero(person != NOBODY)
    dated = staff.days("from_day", UNSTATED) != UNSTATED
    with_dates = np.unique(person[used[dated[used]]])
    seen = used[~dated[used] & ~np.isin(person[used], with_dates)]
    statements = _joined(_from_dates(staff, person, as_of, used[dated[used]]), _from_snapshots(staff, person, as_of, seen))
    return _cut(_in_force(statements))


def _from_dates(staff: Staff, person: Ints, as_of: Ints, rows: Ints) -> Changes:
    start = staff.days("from_day", UNSTATED)[rows]
    left = _left(staff)[rows]
    ends = (left < start) | ((staff.days("active", 1)[rows] == 0) & (left == OPEN))
    start = np.where(left < start, left + 1, start)
    last = np.minimum(staff.days("to_day", OPEN)[rows], left)
    return Changes(rows, person[rows], start, last, as_of[rows], ends)


def _from_snapshots(staff: Staff, person: Ints, as_of: Ints, rows: Ints) -> Changes:
    series = _series(staff)
    left = _left(staff)[rows]
    day = as_of[rows]
    begun = _begun(staff, person, as_of, series, rows)
    inactive = (staff.days("active", 1)[rows] == 0) & (left == OPEN)
    start = np.where(left < begun, left + 1, np.where(inactive, day, begun))
    seen = Changes(rows, person[rows], start, left, day, (left < begun) | inactive)
    return _joined(seen, _absences(person, as_of, series, rows[(left >= day) & ~inactive]))


def _left(staff: Staff) -> Ints:
    """Last day of employment, OPEN while it lasts; one before the day of hiring belongs to an earlier employment."""
    left = staff.days("left_day", OPEN)
    return np.where(left < staff.days("hired_day", UNSTATED), OPEN, left)


def _series(staff: Staff) -> Ints:
    """A number for each row: files whose names differ in the date alone are snapshots of one list."""
    coded = staff.rows["list"].combine_chunks().dictionary_encode()
    names = [_DATE_IN_NAME.sub("", name) for name in coded.dictionary.to_pylist()]
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], np.int64)[coded.indices.to_numpy()]


def _begun(staff: Staff, person: Ints, as_of: Ints, series: Ints, rows: Ints) -> Ints:
    """From when a snapshot row holds: its own day, but for the first sight of a person the day of hiring, where the
    snapshot before did not have the person yet; SINCE_EVER where there is neither. So whoever has left by the first
    list still has the time until then."""
    day, who = as_of[rows], person[rows]
    hired = staff.days("hired_day", UNSTATED)[rows]
    before = _day_before(series[rows], day)
    order = np.lexsort((day, who))
    first = np.zeros(len(rows), dtype=np.bool_)
    first[order] = np.diff(who[order], prepend=NOBODY) != 0
    never_before = first & (before == UNSTATED)
    begun = np.where(first & (hired > before), hired, day)
    begun = np.where(never_before & (hired == UNSTATED), SINCE_EVER, begun)
    return np.where(hired > day, hired, begun)


def _day_before(series: Ints, day: Ints) -> Ints:
    """The day of the snapshot before, in the same series; UNSTATED for the first."""
    snapshots, place = np.unique(_snapshot(series, day), return_inverse=True)
    before = np.full(len(snapshots), UNSTATED)
    same = snapshots[1:] >> SERIES_BITS == snapshots[:-1] >> SERIES_BITS
    before[1:] = np.where(same, snapshots[:-1] & DAY_MASK, UNSTATED)
    return before[place]


def _absences(person: Ints, as_of: Ints, series: Ints, rows: Ints) -> Changes:
    """Ends for people whom a complete snapshot no longer has and no other list has on a day since."""
    snapshot = _snapshot(series[rows], as_of[rows])
    days, who = as_of[rows], person[rows]
    order = np.argsort(snapshot, kind="stable")
    snapshots, first = np.unique(snapshot[order], return_index=True)
    members = np.split(order, first[1:])
    gone: list[Ints] = [np.zeros(0, np.int64)]
    since: list[Ints] = [np.zeros(0, np.int64)]
    for place in range(1, len(snapshots)):
        old, new = members[place - 1], members[place]
        one, day, before = int(snapshots[place]) >> SERIES_BITS, int(days[new[0]]), int(days[old[0]])
        complete = len(new) >= COMPLETE_SHARE * len(old)
        if int(snapshots[place - 1]) >> SERIES_BITS != one or not complete:
            continue
        elsewhere = who[(snapshot >> SERIES_BITS != one) & (days > before) & (days <= day)]
        missing = old[~np.isin(who[old], who[new]) & ~np.isin(who[old], elsewhere)]
        gone.append(rows[missing])
        since.append(np.full(len(missing), day))
    row, start = np.concatenate(gone), np.concatenate(since)
    return Changes(row, person[row], start, np.full(len(row), OPEN), start, np.ones(len(row), dtype=np.bool_))


def _snapshot(series: Ints, day: Ints) -> Ints:
    """One number for a series and a day, ordered by both."""
    return (series << SERIES_BITS) | day


def _in_force(all_of_them: Changes) -> Changes:
    """In the order of person and start, those that no later statement replaces; one a person and day."""
    order = np.lexsort((all_of_them.row, ~all_of_them.ends, all_of_them.as_of, all_of_them.start, all_of_them.person))
    ordered = _taken(all_of_them, order)
    rank = ordered.person * 2**32 + ordered.as_of
    latest = np.maximum.accumulate(rank) if len(rank) else rank
    ordered = _taken(ordered, np.flatnonzero(rank == latest))
    same_as_next = (ordered.person[:-1] == ordered.person[1:]) & (ordered.start[:-1] == ordered.start[1:])
    return _taken(ordered, np.flatnonzero(~np.append(same_as_next, np.zeros(min(1, len(ordered.row)), np.bool_))))


def _cut(statements: Changes) -> Times:
    """The spells: each statement holds until its last day or the day before the next statement of the person."""
    person, start = statements.person, statements.start
    until = np.full(len(person), OPEN)
    until[:-1] = np.where(person[:-1] == person[1:], start[1:] - 1, OPEN)
    last = np.minimum(until, statements.last)
    kept = ~statements.ends & (last >= start)
    return Times(statements.row[kept], person[kept], start[kept], last[kept], statements.as_of[kept])


def _joined(first: Changes, second: Changes) -> Changes:
    return Changes(*(np.concatenate([getattr(first, name), getattr(second, name)]) for name in Changes.__dataclass_fields__))


def _taken(statements: Changes, places: Ints) -> Changes:
    return Changes(*(getattr(statements, name)[places] for name in Changes.__dataclass_fields__))
