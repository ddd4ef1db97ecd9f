"""At which moments people did what they did on a day: the stream of use counts by day, and event logs tell each event."""

from collections.abc import Callable
from datetime import UTC, datetime

from clearspan.simulator.clocks import OFFSET_MINUTES
from clearspan.simulator.organisation import Organisation

OPENS = 9 * 60
"""Minute of the local day at which the working day begins."""
LASTS = 8 * 3_600_000
"""Milliseconds of a working day, which lies within one UTC day in every place."""
DAY_MILLISECONDS = 86_400_000
_TURN = 0.618033988749895

MomentsOf = Callable[[int, int], list[int]]
"""Gives, for a person and a number of events, so many rising moments in milliseconds since 1970."""


def moments(organisation: Organisation, purpose: str, day: int) -> MomentsOf:
    """The moments of a day's events of one purpose, such as a tool's: within each person's working hours, no two alike."""
    draws = organisation.streams.uniform(len(organisation.people), f"{purpose} moments", day).tolist()
    opens = (OPENS - OFFSET_MINUTES)[organisation.people.location].tolist()

    def of(person: int, count: int) -> list[int]:
        begin = day * DAY_MILLISECONDS + opens[person] * 60_000
        return [begin + int((at + (draws[person] + at * _TURN) % 1) * LASTS / count) for at in range(count)]

    return of


def stamp(moment: int) -> str:
    """Milliseconds since 1970 as 2026-01-31T09:30:00.125Z."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
