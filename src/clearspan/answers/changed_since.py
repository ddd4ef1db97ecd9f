"""What has changed since a figure was released: of the installation as a whole, never of the group that the figure is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clearspan.answers.arrivals import Arrival
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.words import day_words, listed

STAFF = frozenset({"roster", "identities"})
"""Kinds of source that say who people are and where."""

SECONDS_A_DAY = 86_400


class Reason(StrEnum):
    """Why a figure might come out differently today."""

    RESTATED = "restated"
    STAFF = "staff list"
    ERASED = "erased"
    JOINED = "joined"
    DEFINITION = "definition"


@dataclass(frozen=True)
class Change:
    """One thing that has changed: its reason, in words, and for arrivals how many and how many records they brought."""

    reason: Reason
    words: str
    arrivals: int = 0
    records: int = 0

    def record(self) -> dict[str, object]:
        """The change as a plain record, for JSON."""
        return {"reason": self.reason.value, "words": self.words, "arrivals": self.arrivals, "records": self.records}


def arrived_since(evidence: Evidence, figure: Figure) -> list[Arrival]:
    """The arrivals after the figure's release that brought records of days up to the end of its period."""
    return [
        arrival
        for arrival in evidence.arrivals
        if arrival.arrived_at > figure.released_at
        and arrival.kept
        and (arrival.first_day is None or arrival.first_day <= figure.period.end)
    ]


def changed_since(evidence: Evidence, figure: Figure) -> tuple[Change, ...]:
    """What has changed since the figure was released; empty where nothing has.

    Arrivals are counted as the page Data health shows them; of erasures and joins it says only that there were some.
    """
    found: list[Change] = []
    version = evidence.cards[figure.metric].version
    if version != figure.version:
        words = f"The definition is now version {version}; the figure was released under version {figure.version}."
        found.append(Change(Reason.DEFINITION, words))
    if evidence.altered.erased >= figure.release:
        found.append(Change(Reason.ERASED, "Somebody has been erased from all facts since; the figure was released before."))
    if evidence.altered.joined >= figure.release:
        words = "Since then, accounts were found to belong to one person, or to several."
        found.append(Change(Reason.JOINED, words))
    arrivals = arrived_since(evidence, figure)
    staff = [arrival for arrival in arrivals if _kind(evidence, arrival) in STAFF]
    if staff:
        found.append(_arrived(Reason.STAFF, "of who works where and since when", staff))
    if others := [arrival for arrival in arrivals if arrival not in staff]:
        found.append(_arrived(Reason.RESTATED, f"of days up to {day_words(figure.period.end)}", others))
    return tuple(found)


def _kind(evidence: Evidence, arrival: Arrival) -> str:
    source = evidence.sources.get(arrival.source or "")
    return source.kind if source else ""


def _arrived(reason: Reason, about: str, arrivals: Sequence[Arrival]) -> Change:
    records = sum(arrival.kept for arrival in arrivals)
    sources = sorted({arrival.source or "" for arrival in arrivals})
    last = max(arrival.arrived_at for arrival in arrivals) // SECONDS_A_DAY
    files = "One file or page" if len(arrivals) == 1 else f"{len(arrivals):,} files or pages"
    words = f"{files} with {records:,} records {about} arrived since, the last on {day_words(last)}, from {listed(sources)}."
    return Change(reason, words, len(arrivals), records)
