"""Data health: what arrived, what became of each record, and which periods are not released yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from clearspan.answers.arrivals import Arrival
from clearspan.answers.evidence import Evidence
from clearspan.answers.unlisted import Unlisted, unlisted
from clearspan.answers.words import day_words, listed, number, period_words
from clearspan.vocabulary.period import EPOCH, PeriodKind

MOST_FILES = 60
"""Files listed a source; the export has all."""
MOST_REASONS = 3


@dataclass(frozen=True)
class Feed:
    """One source: its files, how far they go, and from which day its figures may still be restated."""

    name: str
    title: str
    files: int
    kept: int
    first: str
    last: str
    provisional: str
    why: tuple[str, ...]
    fields_dropped: str
    listed: "tuple[File, ...]"
    unlisted: int


@dataclass(frozen=True)
class File:
    """One file: what it was taken for and why, and what became of its records; `trouble` where records were rejected."""

    path: str
    taken_for: str
    why: str
    rows: str
    kept: str
    dropped: str
    rejected: str
    reasons: tuple[str, ...]
    fields_dropped: str
    days: str
    read: str
    trouble: bool


@dataclass(frozen=True)
class Health:
    """The page for the administrator: one sentence, the feeds with their files, the periods that wait, the files in
    trouble, and whom no staff list has (None: not counted yet)."""

    title: str
    lead: str
    claim: str
    feeds: tuple[Feed, ...]
    waiting: tuple[str, ...]
    troubled: tuple[File, ...]
    unlisted: Unlisted | None = None


def health(evidence: Evidence) -> Health:
    """What arrived, source by source and file by file."""
    arrivals = evidence.arrivals
    rejected = sum(arrival.rejected for arrival in arrivals)
    unknown = [arrival for arrival in arrivals if arrival.source is None]
    return Health(
        title="Data health",
        lead=_lead(arrivals),
        claim=_claim(arrivals, rejected, len(unknown)),
        feeds=tuple(_feed(evidence, name, found) for name, found in sorted(_by_source(arrivals).items())),
        waiting=_waiting(evidence),
        troubled=tuple(file for arrival in arrivals if (file := _file(evidence, arrival)).trouble)[:MOST_FILES],
        unlisted=unlisted(evidence.identities, evidence.sources),
    )


def _lead(arrivals: Sequence[Arrival]) -> str:
    if not arrivals:
        return "Nothing has arrived yet. Run `clearspan run EXPORTS --out DIR` on a folder of exports."
    sources = {arrival.source for arrival in arrivals if arrival.source}
    rows = sum(arrival.rows for arrival in arrivals)
    return f"{_files(len(arrivals))} from {len(sources)} {_plural('source', len(sources))} arrived, with {number(rows)} records."


def _claim(arrivals: Sequence[Arrival], rejected: int, unknown: int) -> str:
    rows = sum(arrival.rows for arrival in arrivals)
    if not arrivals:
        return "We cannot tell yet, because no file has arrived."
    parts = []
    if unknown:
        parts.append(f"{_files(unknown)} could not be taken for any source")
    if rejected:
        worst = Counter({arrival.path: arrival.rejected for arrival in arrivals if arrival.rejected}).most_common(2)
        parts.append(
            f"{number(rejected)} of {number(rows)} records could not be used, most in {listed([path for path, _ in worst])}"
        )
    return f"{'; '.join(parts)}." if parts else "Every file was read, and every record was kept or left out by rule."


def _by_source(arrivals: Sequence[Arrival]) -> dict[str, list[Arrival]]:
    found: dict[str, list[Arrival]] = {}
    for arrival in arrivals:
        if arrival.source is not None:
            found.setdefault(arrival.source, []).append(arrival)
    return found


def _feed(evidence: Evidence, name: str, arrivals: Sequence[Arrival]) -> Feed:
    source = evidence.sources.get(name)
    firsts = [arrival.first_day for arrival in arrivals if arrival.first_day is not None]
    lasts = [arrival.last_day for arrival in arrivals if arrival.last_day is not None]
    provisional = "nothing"
    if source is not None and lasts and source.restated_days:
        provisional = f"days from {day_words(max(lasts) - source.restated_days + 1)} on may still be restated"
    return Feed(
        name=name,
        title=source.title if source is not None else name,
        files=len(arrivals),
        kept=sum(arrival.kept for arrival in arrivals),
        first=day_words(min(firsts)) if firsts else "not dated",
        last=day_words(max(lasts)) if lasts else "not dated",
        provisional=provisional,
        why=tuple(sorted({arrival.why for arrival in arrivals})[:MOST_REASONS]),
        fields_dropped=listed(sorted({name for arrival in arrivals for name in arrival.fields_dropped}), most=24),
        listed=tuple(_file(evidence, arrival) for arrival in arrivals[:MOST_FILES]),
        unlisted=max(0, len(arrivals) - MOST_FILES),
    )


def _waiting(evidence: Evidence) -> tuple[str, ...]:
    lasts = [arrival.last_day for arrival in evidence.arrivals if arrival.last_day is not None]
    if not lasts:
        return ()
    released = [evidence.released.periods(kind)[-1] for kind in PeriodKind if evidence.released.periods(kind)]
    if not released:
        return ("No period is released yet.",)
    said = listed([f"{period_words(period)} (by {period.kind.value})" for period in released])
    wait = max(lasts) > max(period.end for period in released)
    waits = f" Data up to {day_words(max(lasts))} wait until their sources no longer restate them." if wait else ""
    return (f"Released up to {said}.{waits}",)


def _file(evidence: Evidence, arrival: Arrival) -> File:
    source = evidence.sources.get(arrival.source or "")
    dated = arrival.first_day is not None and arrival.last_day is not None
    return File(
        path=arrival.path,
        taken_for=source.title if source is not None else arrival.source or "no source",
        why=arrival.why,
        rows=f"{arrival.rows:,}",
        kept=f"{arrival.kept:,}",
        dropped=f"{arrival.dropped:,}",
        rejected=f"{arrival.rejected:,}",
        reasons=tuple(f"{count:,} {reason}" for reason, count in sorted(arrival.reasons.items(), key=lambda pair: -pair[1])),
        fields_dropped=listed(arrival.fields_dropped, most=8),
        days=f"{day_words(arrival.first_day or 0)} to {day_words(arrival.last_day or 0)}" if dated else "not dated",
        read=day_words((datetime.fromtimestamp(arrival.arrived_at, UTC).date() - EPOCH).days),
        trouble=arrival.rejected > 0 or arrival.source is None,
    )


def _files(count: int) -> str:
    return f"{count} {_plural('file', count)}"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
