"""What became of those who were trained, 30, 60 and 90 days after: by cohort, with how people moved; completion stands beside
it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clearspan.programmes.share_bounds import FEWEST, share_bounds, wilson

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WEEKS = 4
"""Weeks up to a read-out from which somebody's state is taken."""
REGULAR_WEEKS = 2
"""Weeks of these in which somebody reaches the target's frequency who does it regularly."""
STATES = ("not seen", "sometimes", "regularly")


@dataclass(frozen=True)
class Look:
    """A cohort on a read-out day: how many were trained so long ago, the share that does the task regularly (bounds that hold
    whoever is left out, and the 95% interval for people like these), and the share that completed the course."""

    day: int
    people: int
    regular: tuple[float, float] | None
    interval: tuple[float, float] | None
    completed: tuple[float, float] | None


@dataclass(frozen=True)
class Move:
    """From one read-out day to the next: the share of the cohort that went from a state to another, as bounds."""

    from_day: int
    to_day: int
    before: str
    after: str
    share: tuple[float, float]


@dataclass(frozen=True)
class Cohort:
    """The people whose training ended in the same month, and what became of them."""

    month: str
    looks: tuple[Look, ...]
    moves: tuple[Move, ...]


def read_cohort(month: str, uses: Floats, completed: Ints, times: int, days: Sequence[int]) -> Cohort:
    """A cohort. `uses` (people, weeks since each one's training) is as in `target_reading.read`; `completed` is 1 for who
    completed the course; of a read-out day that not everyone has reached, nothing is said."""
    states = {day: _states(uses, day // 7, times) for day in days}
    reached = [day for day in days if states[day] is not None and len(uses) >= FEWEST]
    looks = tuple(_look(day, states[day], completed) for day in reached)
    moves = tuple(move for first, then in pairwise(reached) for move in _moves(first, then, states[first], states[then]))
    return Cohort(month, looks, moves)


def _states(uses: Floats, week: int, times: int) -> Ints | None:
    """Each one's state in the weeks up to one, as a place in STATES; None where one of them is not settled for somebody."""
    last = uses[:, max(week - WEEKS, 0) : week]
    if last.shape[1] < min(WEEKS, week) or np.isnan(last).any() or not last.size:
        return None
    regular = (last >= times).sum(axis=1) >= REGULAR_WEEKS
    return np.where(regular, 2, np.where(last.sum(axis=1) > 0, 1, 0)).astype(np.int64)


def _look(day: int, states: Ints | None, completed: Ints) -> Look:
    assert states is not None
    hits, people = int((states == 2).sum()), len(states)
    return Look(day, people, share_bounds(hits, people), wilson(hits, people), share_bounds(int(completed.sum()), people))


def _moves(first: int, then: int, before: Ints | None, after: Ints | None) -> list[Move]:
    assert before is not None and after is not None
    counts = np.zeros((3, 3), dtype=np.int64)
    np.add.at(counts, (before, after), 1)
    return [
        Move(first, then, STATES[one], STATES[other], share_bounds(int(counts[one, other]), len(before)))
        for one in range(3)
        for other in range(3)
    ]
