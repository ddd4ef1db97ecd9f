"""One source as the page Sources shows it: how it stands, its connections, its days and records, and where it is found."""

from dataclasses import dataclass
from datetime import UTC, datetime

from clearspan.answers.days_stored import DATED, gap_words, span_words
from clearspan.answers.evidence import Collecting
from clearspan.answers.source_repair import repair
from clearspan.answers.source_state import STANDING, SourceState, State
from clearspan.answers.words import day_words
from clearspan.sources.connection import Connection, LastPull, next_run
from clearspan.vocabulary.period import EPOCH

LABELS = {
    State.FAILED: "the last pull failed",
    State.BEHIND: "days are missing",
    State.REJECTED: "some records could not be used",
    State.FRESH: "waits for its first pull",
    State.OLD: "a newer file could be exported",
    State.WELL: "well",
    State.UNUSED: "not in use here",
}


@dataclass(frozen=True)
class Link:
    """One connection: its name, how its last pull went and what its time went into, and when it is pulled next."""

    name: str
    went: str
    time: str
    next: str


@dataclass(frozen=True)
class Entry:
    """One source as the page shows it. `wrong` says what is the matter, `clicks` what an administrator does about it, step by
    step, and `command` what to run after that; all empty where nothing is."""

    name: str
    title: str
    ways: str
    label: str
    newest: str
    wrong: tuple[str, ...]
    clicks: tuple[str, ...]
    command: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]


def entry(found: SourceState, collecting: Collecting) -> Entry:
    """The source in words."""
    source = found.source
    mended = repair(found, collecting)
    return Entry(
        name=source.name,
        title=source.title,
        ways="by file or by API" if source.api is not None else "by file",
        label=LABELS[found.state],
        newest=_newest(found),
        wrong=mended.wrong,
        clicks=mended.clicks,
        command=mended.command,
        facts=_facts(found),
        links=tuple(_link(connection, collecting) for connection in found.connections),
    )


def moment(at: datetime) -> str:
    """'21 November 2026, 04:10 UTC'."""
    return f"{day_words((at.date() - EPOCH).days)}, {at:%H:%M} UTC"


def _newest(found: SourceState) -> str:
    if found.age is None:
        return ""
    ago = "today" if found.age == 0 else f"{found.age} {'day' if found.age == 1 else 'days'} ago"
    if found.stored.last is None or found.source.kind in STANDING:
        return f"read {ago}"
    return f"up to {day_words(found.stored.last)}, {ago}"


def _facts(found: SourceState) -> tuple[tuple[str, str], ...]:
    source, stored = found.source, found.stored
    facts = []
    if stored.first is not None and stored.last is not None:
        facts.append(("Days stored", span_words(stored.first, stored.last)))
    if stored.spans and source.kind in DATED:
        facts.append(("Missing in between", gap_words(stored)))
        facts.append(("Vendor's delay", f"{_days(source.lag_days)}, restated for {_days(source.restated_days)}"))
    if found.arrivals:
        files = sum(arrival.connection is None for arrival in found.arrivals)
        windows = len(found.arrivals) - files
        came = [f"{files:,} {'file' if files == 1 else 'files'}"] if files else []
        came += [f"{windows:,} {'window' if windows == 1 else 'windows'} pulled"] if windows else []
        counts = f"{found.kept:,} kept, {found.dropped:,} left out by rule, {found.rejected:,} could not be used"
        facts.append(("Records", f"{counts}; from {' and '.join(came)}"))
    facts += [("File", source.where_found), ("Permission", source.permission)]
    return tuple(facts)


def _days(count: int) -> str:
    return "no day" if count == 0 else f"{count} {'day' if count == 1 else 'days'}"


def _link(connection: Connection, collecting: Collecting) -> Link:
    last, due = connection.last, next_run(connection, collecting.every_hours)
    return Link(
        name=connection.name,
        went=_went(last),
        time=_time(last) if last is not None else "",
        next="now" if due is None else f"from {moment(due)} on",
    )


def _went(last: LastPull | None) -> str:
    if last is None:
        return "not pulled yet"
    at = moment(datetime.fromtimestamp(last.at, UTC))
    windows = f"{last.windows:,} {'window' if last.windows == 1 else 'windows'}, {last.records:,} records"
    return f"{at}: {'all that was due came' if last.ok else 'stopped'} ({windows})"


def _time(last: LastPull) -> str:
    own = max(last.seconds - last.waited, 0.0)
    return f"{_seconds(last.seconds)}, of which {_seconds(last.waited)} waiting for the vendor and {_seconds(own)} our own work"


def _seconds(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.1f} s"
    return f"{round(seconds / 60)} min"
