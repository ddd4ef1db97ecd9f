"""Takes what arrived, files or pages, into a draft of the warehouse: through the door, and who is who along with it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from clearspan import clock
from clearspan.arrow import pc
from clearspan.jobs.file_report import FileReport
from clearspan.jobs.identify import Identified, follow_joins, identify, moved_people
from clearspan.jobs.series_breaks import series_breaks
from clearspan.privacy.identities import Identities
from clearspan.sources.door import enter
from clearspan.sources.source import Batch, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.roster_files import RosterFile
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.sources.staff.staff import StaffTables
from clearspan.vocabulary.tables import ARRIVAL, SERIES_BREAK
from clearspan.warehouse.draft import Draft
from clearspan.warehouse.schema import arrow_schema

Progress = Callable[[str, float], None]

IDENTIFYING = ("roster", "identities")
"""Kinds of sources that say who is who: they are read first, so that usage finds its people."""

DAYS: dict[str, tuple[str, ...]] = {
    "usage": ("start_day", "end_day"),
    "licence": ("from_day",),
    "price": ("from_day",),
    "work_item": ("created_day",),
    "task_use": ("start_day", "end_day"),
    "activity": ("start_day", "end_day"),
    "training": ("assigned_day", "started_day", "completed_day"),
    "absence": ("from_day",),
    "labour_cost": ("from_day",),
    "answer": ("day",),
    "tie": ("week",),
}
"""The columns from which the days that a file covers are told: from the earliest to the latest of them."""


@dataclass
class Intake:
    """One taking-in: what is loaded goes into the draft, which the caller commits. `first` says that nothing was ever stored."""

    draft: Draft
    identities: Identities
    stored: StaffTables
    """What the staff lists of earlier runs stated."""
    progress: Progress
    first: bool = True
    identified: Identified | None = None
    """What came of the staff lists, once they are read."""
    rosters: list[RosterFile] = field(default_factory=list[RosterFile])
    """The staff lists that were read."""
    _lists: dict[str, list[RosterFile]] = field(default_factory=lambda: {ROSTER: [], ALIAS: []})
    """Staff lists and alias tables that nobody was identified by yet."""
    _reports: dict[int, FileReport] = field(default_factory=dict[int, FileReport])

    def load(self, source: Source, report: FileReport, number: int, batches: Iterable[Batch]) -> None:
        """Nothing; puts the facts of one arrival into the draft. What the batches raise goes to the caller, who withdraws."""
        listed: dict[str, list[pa.Table]] = {ROSTER: [], ALIAS: []}
        for batch in batches:
            for table, rows in enter(batch, source, number, self.identities).items():
                self.draft.add(table, rows)
                report.cover(*_days(table, rows))
            for name, found in listed.items():
                found.extend([batch.facts[name]] if name in batch.facts else [])
            report.count(batch)
        for name, found in listed.items():
            if found:
                self._lists[name].append(RosterFile(report.series, number, pa.concat_tables(found)))
                self._reports[number] = report

    def identify(self) -> None:
        """Nothing; says who is who, from the staff lists and alias tables that came since it was last called; facts stored
        under another person are moved."""
        if not any(self._lists.values()) and (self.identified or not moved_people(self.stored, self.identities)):
            return
        self.progress("Finding out who is who", 0.0)
        stored = self.identified.staff if self.identified else self.stored
        rosters, aliases = self._lists[ROSTER], self._lists[ALIAS]
        found = identify(self.draft, self.identities, stored, rosters, aliases)
        self._lists = {ROSTER: [], ALIAS: []}
        self.rosters += rosters
        for finding in found.findings:
            if finding.arrival in self._reports:
                self._reports[finding.arrival].find(finding.record, finding.field, finding.reason, kept=finding.kept)
        for number, records in found.forgotten.items():
            self._reports[number].drop(records, "forgotten")
        if not self.first or self.identified:
            follow_joins(self.draft, self.identities)
        before = self.identified.moved if self.identified else frozenset[int]()
        self.identified = replace(found, moved=found.moved | before)

    def register(self, reports: Mapping[int, FileReport], taken: Sequence[tuple[Source, int]]) -> None:
        """Nothing; puts a row for every arrival into the table of arrivals, and the series breaks of the sources taken."""
        at = int(clock.now().timestamp())
        rows = [report.arrival_row(number, at) for number, report in reports.items()]
        self.draft.add(ARRIVAL.name, pa.Table.from_pylist(rows, schema=arrow_schema(ARRIVAL)))
        for source, number in {source.name: (source, number) for source, number in taken}.values():
            self.draft.add(SERIES_BREAK.name, series_breaks(source, number))


def _days(table: str, rows: pa.Table) -> tuple[int | None, int | None]:
    bounds = [pc.min_max(rows[name]) for name in DAYS.get(table, ())]
    stated = [bound[which].as_py() for bound in bounds for which in ("min", "max") if bound[which].is_valid]
    return (min(stated), max(stated)) if stated else (None, None)
