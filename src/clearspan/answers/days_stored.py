"""Which days of a source are stored, and which are missing in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clearspan.answers.arrivals import Arrival
from clearspan.answers.words import day_words, listed
from clearspan.metrics.feeds import LONGEST_SILENCE

DATED = ("usage", "activity")
"""Kinds of sources that say something of every day; of the others a day without a record is no gap."""


@dataclass(frozen=True)
class DaysStored:
    """The days of which a source has told, as spans from a first to a last day number, in order and apart; and the days
    between two of them that are missing."""

    spans: tuple[tuple[int, int], ...] = ()
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def first(self) -> int | None:
        """The first day stored."""
        return self.spans[0][0] if self.spans else None

    @property
    def last(self) -> int | None:
        """The newest day stored."""
        return self.spans[-1][1] if self.spans else None

    @property
    def missing(self) -> int:
        """How many days are missing between the first and the newest."""
        return sum(last - first + 1 for first, last in self.gaps)


def days_stored(kind: str, arrivals: Iterable[Arrival]) -> DaysStored:
    """The days of a source of that kind. A window that was pulled tells of all its days, a file from the first to the last day
    of its records. Up to four silent days are no gap: a weekend with bank holidays has no records."""
    spans = _together(sorted(filter(None, map(_span, arrivals))))
    if kind not in DATED:
        return DaysStored(((spans[0][0], spans[-1][1]),) if spans else ())
    return DaysStored(tuple(spans), tuple((before[1] + 1, after[0] - 1) for before, after in pairwise(spans)))


def span_words(first: int, last: int) -> str:
    """'2 February to 25 October 2026', or one day."""
    if first == last:
        return day_words(first)
    return f"{day_words(first, year=day_words(first)[-4:] != day_words(last)[-4:])} to {day_words(last)}"


def gap_words(stored: DaysStored) -> str:
    """'12 days: 4 to 15 May 2026', or 'none'."""
    if not stored.gaps:
        return "none"
    days = f"{stored.missing} {'day' if stored.missing == 1 else 'days'}"
    return f"{days}: {listed([span_words(first, last) for first, last in stored.gaps])}"


def _span(arrival: Arrival) -> tuple[int, int] | None:
    days = [day for day in (arrival.first_day, arrival.asked_from, arrival.last_day, arrival.asked_to) if day is not None]
    return (min(days), max(days)) if days else None


def _together(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap or lie at most a silence apart, as one."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first - found[-1][1] - 1 <= LONGEST_SILENCE:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found
