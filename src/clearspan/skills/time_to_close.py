"""How long it takes somebody to reach what is expected, at their own pace so far; or that one cannot tell."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.skills.interval import Z_95

FEWEST_BLOCKS = 4
FEWEST_DAYS = 28
"""Blocks of work, and days between the first and the last of them, from which a pace is told."""

LONGEST_DAYS = 730
"""Nobody keeps a pace for longer than two years; beyond, only that it is longer is told."""


@dataclass(frozen=True)
class Block:
    """What some consecutive exercises of one person showed: the middle of their days (day number), the figure on a scale without
    ends, and the variance of its error."""

    day: float
    figure: float
    variance: float


@dataclass(frozen=True)
class TimeToClose:
    """Days from today until a gap is closed, with the ends of their 95% interval (`high` is infinite beyond LONGEST_DAYS); None,
    and `because` in words, where one cannot tell."""

    days: float | None
    low: float = math.nan
    high: float = math.nan
    because: str = ""

    @property
    def known(self) -> bool:
        """Whether a time may be told."""
        return self.days is not None


def time_to_close(blocks: Sequence[Block], target: float, today: float) -> TimeToClose:
    """The time until the line through somebody's blocks, weighted by how sure each is, reaches a target.

    The interval is that of a line solved for its place (Fieller 1954), and exists only where the pace itself is surely above
    nothing. Where blocks lie further from the line than their errors say, errors are widened by it.
    """
    if len(blocks) < FEWEST_BLOCKS or _span(blocks) < FEWEST_DAYS:
        words = f"It takes {FEWEST_BLOCKS} sets of exercises over at least {FEWEST_DAYS} days; there are {len(blocks)} so far."
        return TimeToClose(None, because=words)
    weights = [1 / each.variance for each in blocks]
    total = sum(weights)
    middle_day = sum(w * each.day for w, each in zip(weights, blocks, strict=True)) / total
    middle = sum(w * each.figure for w, each in zip(weights, blocks, strict=True)) / total
    days = [each.day - middle_day for each in blocks]
    spread = sum(w * day**2 for w, day in zip(weights, days, strict=True))
    pace = sum(w * day * each.figure for w, day, each in zip(weights, days, blocks, strict=True)) / spread
    off = sum(w * (each.figure - middle - pace * day) ** 2 for w, day, each in zip(weights, days, blocks, strict=True))
    wider = Z_95**2 * max(1.0, off / (len(blocks) - 2))
    found = _where_reached(middle - target, pace, wider / total, wider / spread)
    if found is None:
        return TimeToClose(None, because="So far your exercises do not show for sure that you get better with time.")
    value, low, high = (max(each + middle_day - today, 0.0) for each in found)
    if low > LONGEST_DAYS:
        return TimeToClose(None, because="At this pace it would take more than two years; another way of practising may help.")
    return TimeToClose(value, low, high if high <= LONGEST_DAYS else math.inf)


def _where_reached(below: float, pace: float, of_middle: float, of_pace: float) -> tuple[float, float, float] | None:
    """Where a line reaches nothing, with both ends, in days from its middle; None where its pace may be none. `below` is its
    value in the middle; the last two are the squares of the half-widths of the middle's and the pace's intervals."""
    steep = pace**2 - of_pace
    if pace <= 0 or steep <= 0:
        return None
    half = math.sqrt((pace * below) ** 2 - steep * (below**2 - of_middle))
    return -below / pace, (-pace * below - half) / steep, (-pace * below + half) / steep


def _span(blocks: Sequence[Block]) -> float:
    return max(each.day for each in blocks) - min(each.day for each in blocks)
