"""Who meets whom, when: the working together of a week as meetings of two."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.absences import working_in
from clearspan.simulator.arrays import Ints
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.ties import ties_in
from clearspan.simulator.week import Week

BEGINS, ENDS = 9, 17
"""Hours of the first person's clock between which meetings begin."""
LENGTHS = (30, 30, 45, 60)
"""Minutes that meetings take."""


@dataclass(frozen=True)
class Meetings:
    """The meetings of a week: two people each, minutes since 1970-01-01 on the first person's clock, how long it takes, and
    how often the two have met in the week before it."""

    one: Ints
    other: Ints
    begin: Ints
    minutes: Ints
    again: Ints

    @property
    def day(self) -> Ints:
        """The day of each on the first person's clock."""
        return self.begin // 1440


def meetings_in(organisation: Organisation, week: Week) -> Meetings:
    """The meetings of a week: as many for each pair as they work together, at least one, on days on which both are at work;
    none where there is no such day."""
    ties = ties_in(organisation, week)
    times = np.maximum(np.rint(ties.strength).astype(np.int64), 1)
    one, other = np.repeat(ties.one, times), np.repeat(ties.other, times)
    again = np.arange(len(one)) - np.repeat(np.cumsum(times) - times, times)
    there = working_in(organisation, week)
    both = there[one] & there[other]
    mixed = 7 * one + 13 * other + 3 * again + week.start // 7
    turn = np.argsort((np.arange(7)[None, :] - mixed[:, None]) % 7, axis=1)
    at = np.take_along_axis(turn, np.take_along_axis(both, turn, axis=1).argmax(axis=1)[:, None], axis=1)[:, 0]
    slots = 2 * (ENDS - BEGINS)
    slot = (5 * one + 11 * other + 7 * again + at) % slots
    begin = (week.start + at) * 1440 + 60 * BEGINS + 30 * slot
    kept = both.any(axis=1)
    length = np.array(LENGTHS)[mixed % len(LENGTHS)]
    return Meetings(*(column[kept] for column in (one, other, begin, length, again)))
