"""How one source stands: what has come of it, how its connections fare, and what somebody has to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import IntEnum

from clearspan.answers.arrivals import Arrival
from clearspan.answers.days_stored import DATED, DaysStored, days_stored
from clearspan.answers.evidence import Collecting, Evidence
from clearspan.sources.connection import Connection, next_run
from clearspan.sources.source import Source
from clearspan.vocabulary.period import EPOCH

SLACK_DAYS = 2
"""A feed is behind only where the next pull or two would not have brought the day."""

OLD_DAYS = 45
"""A file whose newest day lies so far back is old: such a feed no longer holds back a period."""


STANDING = frozenset({"roster", "identities", "licence", "price", "labour_cost", "absence"})
"""Kinds of sources that say what holds, not what happened on a day: they are as new as the day on which they were read."""


class State(IntEnum):
    """How a source stands; the smaller, the sooner somebody should look."""

    FAILED = 0
    """A connection's last pull did not bring what was due."""
    BEHIND = 1
    """Days are missing in between, or it is connected and its newest day is older than the vendor's delay explains."""
    REJECTED = 2
    """Records could not be used."""
    FRESH = 3
    """It is connected and was never pulled."""
    OLD = 4
    """It comes by file, and a newer file could be exported."""
    WELL = 5
    UNUSED = 6


@dataclass(frozen=True)
class SourceState:
    """One source with what arrived of it. Days are day numbers; `age` is how many days ago the newest stored day was, `allowed`
    how many of them the vendor's delay explains; both None where nothing is dated."""

    source: Source
    state: State
    arrivals: tuple[Arrival, ...]
    connections: tuple[Connection, ...]
    stored: DaysStored
    age: int | None
    allowed: int

    @property
    def kept(self) -> int:
        """Records kept."""
        return sum(arrival.kept for arrival in self.arrivals)

    @property
    def dropped(self) -> int:
        """Records left out by rule."""
        return sum(arrival.dropped for arrival in self.arrivals)

    @property
    def rejected(self) -> int:
        """Records that could not be used."""
        return sum(arrival.rejected for arrival in self.arrivals)


def source_states(evidence: Evidence) -> list[SourceState]:
    """Every source on the shelf: what needs somebody first comes first, then by title."""
    found = [_state(evidence, source) for source in evidence.sources.values()]
    return sorted(found, key=lambda each: (each.state, not _refused(each), each.source.title.casefold()))


def _refused(found: SourceState) -> bool:
    """Whether somebody has to give new access: no later pull can mend that."""
    return any(each.last is not None and not each.last.ok and each.last.refused for each in found.connections)


def period_days(grain: str) -> int:
    """How many days the longest period of a grain has: until it is over, its newest day cannot be there."""
    return next((days for word, days in (("month", 31), ("window", 30), ("week", 7)) if word in grain), 1)


def overdue(collecting: Collecting, connection: Connection) -> bool:
    """Whether a connection should have been pulled a day ago or more: then nothing runs that pulls it."""
    due = next_run(connection, collecting.every_hours)
    return due is not None and collecting.today > (due.date() - EPOCH).days + 1


def _state(evidence: Evidence, source: Source) -> SourceState:
    collecting = evidence.collecting
    arrivals = tuple(arrival for arrival in evidence.arrivals if arrival.source == source.name)
    connections = tuple(each for each in collecting.connections if each.source == source.name)
    stored = days_stored(source.kind, arrivals)
    newest = stored.last if stored.last is not None and source.kind not in STANDING else _read_on(arrivals)
    age = None if newest is None else max(collecting.today - newest, 0)
    allowed = max(source.lag_days, 1) + period_days(source.grain) - 1
    found = SourceState(source, State.WELL, arrivals, connections, stored, age, allowed)
    return replace(found, state=_found(found, collecting))


def _found(found: SourceState, collecting: Collecting) -> State:
    age, dated = found.age or 0, found.source.kind in DATED
    pulled = [each for each in found.connections if each.last is not None]
    late = dated and bool(pulled) and age > found.allowed + SLACK_DAYS + collecting.every_hours // 24
    if any(each.last is not None and not each.last.ok for each in pulled):
        return State.FAILED
    if late or found.stored.gaps or any(overdue(collecting, each) for each in pulled):
        return State.BEHIND
    if found.rejected:
        return State.REJECTED
    if len(pulled) < len(found.connections):
        return State.FRESH
    if not found.connections and not found.arrivals:
        return State.UNUSED
    old = dated and not found.connections and age > found.allowed + OLD_DAYS
    return State.OLD if old else State.WELL


def _read_on(arrivals: Sequence[Arrival]) -> int | None:
    read = [arrival.arrived_at for arrival in arrivals]
    return (datetime.fromtimestamp(max(read), UTC).date() - EPOCH).days if read else None
