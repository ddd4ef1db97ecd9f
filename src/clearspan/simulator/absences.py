"""Who is away: holidays of whole weeks, and days of sickness."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Ints
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import SICK_A_DAY, away_share, is_working_day

FRIDAY = 4
"""Days from Monday."""


@dataclass(frozen=True)
class Absences:
    """The absences that begin in a week: the person, the first and the last day; `holiday` says which are one."""

    person: Ints
    first: Ints
    last: Ints
    holiday: Flags


def away_in(organisation: Organisation, start: int) -> tuple[Flags, Flags]:
    """Who is on holiday in the week that starts on a day, by person; and who is sick on which of its days."""
    people, streams = len(organisation.people), organisation.streams
    away = streams.uniform(people, "away", start) < away_share(start)
    return away, streams.uniform((people, 7), "sick", start) < SICK_A_DAY


def working_in(organisation: Organisation, week: Week) -> Flags:
    """Who is at work on which day of a week, by person and day: employed, not away, on a working day."""
    away, sick = away_in(organisation, week.start)
    employed = np.stack([organisation.people.employed_on(day) for day in week.days], axis=1)
    working = np.array([is_working_day(day) for day in week.days])
    return employed & ~away[:, None] & ~sick & working


def absences_of(organisation: Organisation, week: Week) -> Absences:
    """The absences of a week as a list of leave has them: a holiday from Monday to Friday, sickness by working days in a row.
    They are of people employed on the absence's first day, and no longer than the employment."""
    away, sick = away_in(organisation, week.start)
    working = np.array([is_working_day(day) for day in week.days])
    sick = sick & working & ~away[:, None]
    rows = [(person, 0, FRIDAY, True) for person in np.flatnonzero(away).tolist()]
    begins = sick & ~np.concatenate([np.zeros((len(sick), 1), dtype=np.bool_), sick[:, :-1]], axis=1)
    for person, at in np.argwhere(begins).tolist():
        well = np.flatnonzero(~sick[person, at:])
        rows.append((person, at, at + (int(well[0]) if len(well) else 7 - at) - 1, False))
    found = np.array(sorted(rows), dtype=np.int64).reshape(-1, 4)
    people = organisation.people
    hired, left = people.hired[found[:, 0]], people.left[found[:, 0]]
    first = np.maximum(week.start + found[:, 1], hired)
    last = np.minimum(week.start + found[:, 2], left)
    kept = first <= last
    return Absences(found[kept, 0], first[kept], last[kept], found[kept, 3] > 0)
