"""Pulls what is due from the connected vendors: each window whole or not at all, and never the same final window twice."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from clearspan import clock
from clearspan.errors import ClearspanError, InputError, StaleCursor, UsageError, VendorError, VendorRefused
from clearspan.jobs.contacts import keep_contacts
from clearspan.jobs.file_report import FileReport
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.intake import IDENTIFYING, Intake, Progress
from clearspan.jobs.run import rename_published
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.privacy.secrets import read_secret, variable
from clearspan.sources.connection import Connection, Connections, LastPull
from clearspan.sources.pulling.api import Api
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.http_caller import HttpCaller
from clearspan.sources.pulling.patience import Patience
from clearspan.sources.pulling.window import Pulled, Rhythm, Window, due
from clearspan.sources.reading.arrived import arrived_page, content_digest
from clearspan.sources.source import Batch, Source
from clearspan.sources.staff.staff import StaffTables
from clearspan.vocabulary.period import day_number, day_of
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store

WINDOWS_A_COMMIT = 14
"""After so many windows what came is stored; a crash loses no more than these, and they are pulled again."""

SECONDS_A_DAY = 86_400

ROUNDS = 3
"""How often a window is asked anew because the vendor forgot the place in its pages."""


@dataclass
class PullReport:
    """One connection's pull: the windows that came, what remains due, and what stopped it (None: nothing)."""

    connection: str
    windows: list[FileReport] = field(default_factory=list[FileReport])
    due: int = 0
    trouble: ClearspanError | None = None
    seconds: float = 0.0
    waited: float = 0.0

    def last(self) -> LastPull:
        """What the connection remembers of it."""
        records = sum(report.rows for report in self.windows)
        trouble = str(self.trouble) if self.trouble else ""
        at = int(clock.now().timestamp())
        refused = isinstance(self.trouble, (VendorRefused, UsageError))
        took = round(self.seconds, 3), round(self.waited, 3)
        return LastPull(at, not trouble, trouble, len(self.windows), records, *took, refused)

    def to_json(self) -> dict[str, object]:
        """The pull as `clearspan collect --json` prints it."""
        return {
            "connection": self.connection,
            "windows": [report.to_json() for report in self.windows],
            "due": self.due,
            "trouble": str(self.trouble) if self.trouble else None,
            "seconds": round(self.seconds, 3),
            "waited": round(self.waited, 3),
        }


@dataclass(frozen=True)
class Puller:
    """Pulls the connections of a directory. `sources` are those of the shelf; `patience` and `sleep` say how a vendor is waited
    for."""

    directory: Path
    sources: Mapping[str, Source]
    progress: Progress
    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep

    def pull(self, connections: Sequence[Connection], today: date | None = None) -> list[PullReport]:
        """What came of each connection; those that say who is who go first. One that fails does not stop the others."""
        today = today or clock.now().date()
        ordered = sorted(connections, key=lambda each: self.sources[each.source].kind not in IDENTIFYING)
        known = Connections(self.directory)
        reports = []
        for connection in ordered:
            report = self._pull_one(connection, today)
            known.note(connection.name, report.last())
            reports.append(report)
        return reports

    def _pull_one(self, connection: Connection, today: date) -> PullReport:
        report, begin = PullReport(connection.name), time.monotonic()
        source = self.sources[connection.source]
        try:
            api = api_of(source)
            windows = due(rhythm_of(source, api), connection.first_day, today, pulled_windows(self.directory, connection.name))
            report.due = len(windows)
            with HttpCaller(api, given(connection, api), self.patience, self.sleep) as caller:
                try:
                    for start in range(0, len(windows), WINDOWS_A_COMMIT):
                        self._pull_some(_Pull(connection, source, api, caller), windows[start : start + WINDOWS_A_COMMIT], report)
                finally:
                    report.waited = caller.waited
        except (VendorError, UsageError, InputError) as error:
            report.trouble = error
        report.seconds = time.monotonic() - begin
        return report

    def _pull_some(self, pull: "_Pull", windows: Sequence[Window], report: PullReport) -> None:
        """Pull some windows and store them; where one fails, those before it are stored."""
        store, trouble = Store.open(self.directory), None
        stored = StaffTables(store.rows("staff_statement"), store.rows("staff_identifier"))
        key = load_or_create(PSEUDONYM_KEY)
        with store.draft() as draft, Identities(self.directory / IDENTITY_FOLDER, key) as identities:
            before = _arrivals_of(store, pull.connection.name)
            intake = Intake(draft, identities, stored, self.progress, first=not store.rows("arrival").num_rows)
            done: dict[int, FileReport] = {}
            try:
                for window in windows:
                    self.progress(f"{pull.connection.name} {window.first}", len(report.windows) / max(report.due, 1))
                    number, found = take_window(pull.source, pull.api, pull.caller, window, intake, pull.connection.name)
                    if found.rows:
                        for former in before.get(found.asked_from or 0, []):
                            draft.withdraw(former)
                    done[number] = found
                    report.windows.append(found)
                    report.due -= 1
            except (VendorError, InputError) as error:
                trouble = error
            intake.identify()
            intake.register(done, [(pull.source, number) for number in done])
            if intake.identified is not None:
                keep_contacts(self.directory, intake.rosters, intake.identified, identities)
            draft.commit()
            rename_published(Releases(self.directory), identities)
        if trouble is not None:
            raise trouble


@dataclass(frozen=True)
class _Pull:
    connection: Connection
    source: Source
    api: Api
    caller: Caller


def take_window(source: Source, api: Api, caller: Caller, window: Window, intake: Intake, name: str) -> tuple[int, FileReport]:
    """The arrival's number and what became of a window. Where the vendor forgets its place in the pages, the window is taken
    back and asked anew. Raises VendorError, InputError; nothing of the window is in the draft then."""
    for attempt in range(ROUNDS):
        number = intake.draft.next_arrival()
        report = report_of(source, window, name)
        digest = content_digest()
        try:
            intake.load(source, report, number, page_batches(source, api, caller, window, report.path, digest.update))
        except StaleCursor:
            intake.draft.withdraw(number)
            if attempt == ROUNDS - 1:
                raise
            continue
        except (VendorError, InputError):
            intake.draft.withdraw(number)
            raise
        report.digest = digest.hexdigest()
        return number, report
    raise AssertionError("unreachable: the last round returns or raises")


def report_of(source: Source, window: Window, name: str) -> FileReport:
    """An empty report of a window pulled by a connection."""
    span = f"{window.first}" if window.first == window.last else f"{window.first} to {window.last}"
    report = FileReport(f"{name}, {span}", source=source.name, source_version=source.version, why=f"was pulled by {name}")
    report.connection, report.asked_from, report.asked_to = name, day_number(window.first), day_number(window.last)
    return report


def page_batches(
    source: Source, api: Api, caller: Caller, window: Window, where: str, each: Callable[[bytes], object] = len
) -> Iterator[Batch]:
    """The batches of a window's pages; `each` sees every page's bytes first."""
    for number, page in enumerate(api.fetch(caller, window), start=1):
        each(page.body)
        if page.body.strip():
            yield from source.read(arrived_page(page.body, f"{where}, page {number}"))


def api_of(source: Source) -> Api:
    """The source's API. Raises UsageError where it has none."""
    if source.api is None:
        raise UsageError(
            f"{source.title} has no API that could be pulled",
            where=source.name,
            remedy="Export the file and use `clearspan run`.",
        )
    return source.api


def given(connection: Connection, api: Api) -> dict[str, str]:
    """What was asked for the connection, secrets included. Raises UsageError, naming what is missing."""
    values = dict(connection.asked)
    for ask in api.asks:
        value = read_secret(connection.name, ask.name) if ask.secret else values.get(ask.name, ask.default)
        if value is None:
            remedy = f"Set {variable(connection.name, ask.name)}, or connect again." if ask.secret else "Connect again."
            raise UsageError(f"{ask.name} is missing", where=connection.name, remedy=remedy)
        values[ask.name] = value
    return values


def rhythm_of(source: Source, api: Api) -> Rhythm:
    """How the source is asked."""
    return Rhythm(api.window_days, source.lag_days, source.restated_days, api.history_days, api.every_days)


def pulled_windows(directory: Path, name: str) -> dict[date, Pulled]:
    """The windows that a connection has pulled, by their first day: the newest pull of each."""
    found: dict[date, Pulled] = {}
    for row in _rows_of(Store.open(directory), name):
        found[day_of(row["asked_from"])] = Pulled(day_of(row["asked_to"]), day_of(row["arrived_at"] // SECONDS_A_DAY))
    return found


def _arrivals_of(store: Store, name: str) -> dict[int, list[int]]:
    """The arrivals of each window of a connection, by its first day."""
    found: dict[int, list[int]] = {}
    for row in _rows_of(store, name):
        found.setdefault(row["asked_from"], []).append(row["arrival"])
    return found


def _rows_of(store: Store, name: str) -> list[dict[str, Any]]:
    rows = store.rows("arrival").select(["arrival", "connection", "asked_from", "asked_to", "arrived_at"]).to_pylist()
    return sorted((row for row in rows if row["connection"] == name), key=lambda row: row["arrival"])
