"""What people do in chat, mail, files and meetings on a day: the counts behind every activity report."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.absences import working_in
from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.meetings import Meetings, meetings_in
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week

OPENS = 0.96
"""How likely somebody at work opens the office systems at all."""
CHATS, CALLS, SENT, RECEIVED, CREATED, EDITED, VIEWED = 9.0, 0.8, 6.0, 24.0, 0.6, 2.4, 5.0
"""What is usual on a day."""
_USUAL = (CHATS, CALLS, SENT, CREATED, EDITED, VIEWED)


@dataclass(frozen=True)
class Office:
    """The counts of a week, by person and day (Monday first). Mail is received by everyone employed, also while away; all else
    is done by those who are at work. `minutes` is time in meetings."""

    active: Flags
    chats: Ints
    calls: Ints
    sent: Ints
    received: Ints
    created: Ints
    edited: Ints
    viewed: Ints
    meetings: Ints
    organised: Ints
    minutes: Ints


def office_in(organisation: Organisation, week: Week) -> Office:
    """The counts of a week."""
    people, streams = organisation.people, organisation.streams
    shape = (len(people), 7)
    draws = streams.uniform((*shape, len(_USUAL) + 2), "office", week.start)
    habit = 0.5 + streams.uniform(len(people), "office habit")
    met = meetings_in(organisation, week)
    both = np.concatenate([met.one, met.other])
    meetings = _counted(shape, both, np.tile(met.day, 2) - week.start)
    active = (working_in(organisation, week) & (draws[..., -1] < OPENS)) | (meetings > 0)
    done = [_few(draws[..., at], usual * habit) * active for at, usual in enumerate(_USUAL)]
    employed = np.stack([people.employed_on(day) for day in week.days], axis=1)
    chats, calls, sent, created, edited, viewed = done
    return Office(
        active=active,
        chats=chats,
        calls=calls,
        sent=sent,
        received=_few(draws[..., -2], RECEIVED * habit) * employed,
        created=created,
        edited=edited,
        viewed=viewed,
        meetings=meetings,
        organised=_counted(shape, met.one, met.day - week.start),
        minutes=_minutes(shape, met, week),
    )


def _few(draw: Floats, usual: Floats) -> Ints:
    """Whole numbers with a long tail around what is usual for each person."""
    return np.rint(-np.log1p(-draw) * usual[:, None]).astype(np.int64)


def _counted(shape: tuple[int, int], person: Ints, at: Ints) -> Ints:
    counts = np.zeros(shape, dtype=np.int64)
    np.add.at(counts, (person, at), 1)
    return counts


def _minutes(shape: tuple[int, int], met: Meetings, week: Week) -> Ints:
    minutes = np.zeros(shape, dtype=np.int64)
    for person in (met.one, met.other):
        np.add.at(minutes, (person, met.day - week.start), met.minutes)
    return minutes
