"""The main job: a folder of exports becomes facts, released figures, pictures and a report."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from clearspan.answers.warm import warm
from clearspan.arrow import keep_freed_memory
from clearspan.errors import UsageError
from clearspan.jobs.contacts import keep_contacts
from clearspan.jobs.file_report import FileReport
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.identity_counts import count_identities
from clearspan.jobs.intake import Intake
from clearspan.jobs.read_folder import FolderReading
from clearspan.jobs.refresh import Refreshed, policy_of, refresh
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.privacy.release.policy import Policy
from clearspan.privacy.release.renaming import rename_people
from clearspan.reports.html_report import write_report
from clearspan.settings import Settings, load_settings
from clearspan.sources.reading.opening import Limits
from clearspan.sources.staff.staff import StaffTables
from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse.alterations import note_alteration
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Summary:
    """What a run did, and how long it took in seconds."""

    files: list[FileReport]
    refreshed: Refreshed
    seconds: float

    @property
    def unusable(self) -> bool:
        """Whether a file, or a record of one, could not be used."""
        return any(report.failed or report.rejected for report in self.files)

    def to_json(self) -> dict[str, object]:
        """The summary as `clearspan run --json` prints it."""
        return {
            "files": [report.to_json() for report in self.files],
            "people": self.refreshed.people,
            "periods": {kind.value: self.refreshed.periods.get(kind, []) for kind in PeriodKind},
            "released": self.refreshed.released,
            "withheld": self.refreshed.withheld,
            "seconds": round(self.seconds, 3),
        }


def run(
    exports: Path,
    directory: Path,
    progress: Progress,
    policy: Policy | None = None,
    between: Callable[[], object] | None = None,
) -> Summary:
    """What was read and released. Safe to repeat, and to stop at any moment: the last complete state stays.

    `policy` replaces the one of the settings; `between` is called when the facts are stored and nothing of them is released yet.
    Raises UsageError where `exports` is no folder, StoreBusy where another
    run is under way, WrongKey where the directory was made under another key.
    """
    begin = time.monotonic()
    if not exports.is_dir():
        raise UsageError("is not a folder", where=str(exports), remedy="Give the folder that holds the exports.")
    directory.mkdir(parents=True, exist_ok=True)
    settings = load_settings(directory)
    files = read_exports(exports, directory, settings, progress)
    if between is not None:
        between()
    refreshed = refresh(directory, settings, policy or policy_of(settings), progress)
    progress("Drawing the pictures", 1.0)
    warm(directory)
    progress("Writing the report", 1.0)
    write_report(directory)
    return Summary(files, refreshed, time.monotonic() - begin)


def read_exports(exports: Path, directory: Path, settings: Settings, progress: Progress) -> list[FileReport]:
    """What became of each file of a folder; the facts are committed when it returns."""
    keep_freed_memory()
    store = Store.open(directory)
    limits = Limits(
        line_bytes=settings.number("line_limit_mb") << 20,
        total_bytes=settings.number("unpacked_limit_gb") << 30,
    )
    key = load_or_create(PSEUDONYM_KEY)
    with store.draft() as draft, Identities(directory / IDENTITY_FOLDER, key) as identities:
        known = {report.content: report for report in map(FileReport.of_arrival, store.rows("arrival").to_pylist())}
        stored = StaffTables(store.rows("staff_statement"), store.rows("staff_identifier"))
        intake = Intake(draft, identities, stored, progress, first=not known)
        reports = FolderReading(intake, known, limits).read(exports)
        if intake.identified is not None:
            keep_contacts(directory, intake.rosters, intake.identified, identities)
        progress("Storing the facts", 1.0)
        draft.commit()
        rename_published(Releases(directory), identities)
        count_identities(store, identities, directory)
    return reports


def rename_published(releases: Releases, identities: Identities) -> None:
    """Let the published membership follow when people became one."""
    if releases.number():
        former, now = identities.retired()
        renamed = dict(zip(former.tolist(), now.tolist(), strict=True))

        def follow(membership: pa.Table) -> pa.Table:
            after = rename_people(membership, renamed)
            if after is not membership:
                note_alteration(releases.directory, joined=True)
            return after

        releases.revise_memberships(follow)
