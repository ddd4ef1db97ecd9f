"""Hours in meetings and hours free for focus, by person and day, from the spans of time in calendars."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clearspan.vocabulary.period import week_of

WORK_BEGINS, WORK_ENDS = 9 * 60, 17 * 60
"""Minutes of the local day between which time without a meeting can be free for focus."""

FOCUS_MINUTES = 120
"""Shortest stretch without a meeting that counts as free for focus."""

MOST_PEOPLE = 8
"""Meetings of more people make no ties: everyone in a large meeting would seem to work with everyone else."""

DAY_MINUTES = 1440

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Spans:
    """Spans of local time within a day: the number of the person-day, and minutes from midnight; the end is not included."""

    person_day: Ints
    begin: Ints
    end: Ints

    def with_(self, other: "Spans") -> "Spans":
        """These spans and the other ones."""
        return Spans(
            np.concatenate([self.person_day, other.person_day]),
            np.concatenate([self.begin, other.begin]),
            np.concatenate([self.end, other.end]),
        )


def merged(spans: Spans) -> Spans:
    """The spans in order, those of a person-day that touch or overlap as one."""
    if not len(spans.begin):
        return spans
    order = np.lexsort((spans.begin, spans.person_day))
    person_day, begin, end = spans.person_day[order], spans.begin[order], spans.end[order]
    offset = person_day * (2 * DAY_MINUTES)
    reach = np.maximum.accumulate(end + offset)
    fresh = np.ones(len(begin), dtype=np.bool_)
    fresh[1:] = (begin + offset)[1:] > reach[:-1]
    starts = np.flatnonzero(fresh)
    last = np.append(starts[1:], len(begin)) - 1
    return Spans(person_day[starts], begin[starts], (reach - offset)[last])


def hours(spans: Spans, person_days: int) -> npt.NDArray[np.float64]:
    """Hours of each person-day that the spans cover; what overlaps counts once."""
    once = merged(spans)
    return np.bincount(once.person_day, weights=once.end - once.begin, minlength=person_days) / 60.0


def focus_hours(busy: Spans, working: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Hours of each person-day in stretches of FOCUS_MINUTES or more between WORK_BEGINS and WORK_ENDS that nothing
    covers; `working` says which person-days are working days, and others have none."""
    person_days = len(working)
    every = np.arange(person_days, dtype=np.int64)
    night = Spans(every, np.zeros_like(every), np.full_like(every, WORK_BEGINS))
    evening = Spans(every, np.full_like(every, WORK_ENDS), np.full_like(every, DAY_MINUTES))
    taken = merged(busy.with_(night).with_(evening))
    gap = taken.begin[1:] - taken.end[:-1]
    counts = (taken.person_day[1:] == taken.person_day[:-1]) & (gap >= FOCUS_MINUTES)
    free = np.bincount(taken.person_day[1:][counts], weights=gap[counts], minlength=person_days)
    return np.where(working, free, 0) / 60.0


def is_working_day(days: Ints) -> npt.NDArray[np.bool_]:
    """Whether each day number is a Monday to Friday."""
    monday = week_of(0).start
    return (days - monday) % 7 < 5
