"""Whether somebody may be nudged now: never in quiet hours, at most once a day, never after they said stop."""

from dataclasses import dataclass, replace
from datetime import datetime

QUIET_FROM, QUIET_TO = 17, 9
"""Hours of a person's local day between which nothing is sent, where they chose none."""

WEEKEND = (5, 6)


@dataclass(frozen=True)
class Preferences:
    """What somebody chose: whether anything is sent at all, by which channel, and the quiet hours (0 to 23, local)."""

    nudges: bool = False
    channel: str = "email"
    quiet_from: int = QUIET_FROM
    quiet_to: int = QUIET_TO
    minutes_from_utc: int = 0

    def stopped(self) -> "Preferences":
        """The same, with nothing sent any more."""
        return replace(self, nudges=False)


def may_nudge(preferences: Preferences, now: datetime, last: datetime | None) -> bool:
    """Whether a nudge may go out at a moment (both in the person's local time); `last` is the moment of the last one."""
    return (
        preferences.nudges
        and now.weekday() not in WEEKEND
        and not quiet(preferences, now.hour)
        and (last is None or last.date() < now.date())
    )


def quiet(preferences: Preferences, hour: int) -> bool:
    """Whether an hour of the local day is quiet; equal bounds are no quiet hours."""
    begins, ends = preferences.quiet_from, preferences.quiet_to
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends
