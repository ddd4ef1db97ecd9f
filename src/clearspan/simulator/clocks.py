"""Minutes on people's clocks as moments, written as vendors write them."""

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.people import OFFSETS


def _minutes(offset: str) -> int:
    if offset == "Z":
        return 0
    hours, minutes = offset[1:].split(":")
    return (-1 if offset[0] == "-" else 1) * (60 * int(hours) + int(minutes))


OFFSET_MINUTES = np.array([_minutes(offset) for offset in OFFSETS])
"""Minutes by which the clock of each location is ahead of UTC."""


def utc_seconds(minutes: Ints, location: Ints) -> Ints:
    """Seconds since 1970 in UTC of minutes since 1970-01-01 on the clock of a location."""
    return 60 * (minutes - OFFSET_MINUTES[location])


def moment(seconds: int) -> str:
    """A moment in UTC as 2026-01-31T09:30:00Z."""
    return f"{np.datetime64(seconds, 's')}Z"


def local(minutes: int, location: int) -> str:
    """Minutes on the clock of a location as 2026-01-31T09:30:00+05:30."""
    return f"{np.datetime64(60 * minutes, 's')}{OFFSETS[location]}"
