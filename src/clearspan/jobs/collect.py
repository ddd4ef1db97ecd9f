"""Reads a folder of exports into a draft of the warehouse: each file once, whole or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

import clearspan.sources.vendors
from clearspan import clock
from clearspan.arrow import pc
from clearspan.errors import InputError
from clearspan.jobs.file_report import FileReport
from clearspan.jobs.identify import Identified, follow_joins, identify, moved_people
from clearspan.jobs.series_breaks import series_breaks
from clearspan.privacy.identities import Identities
from clearspan.shelf import read_shelf
from clearspan.sources.door import enter
from clearspan.sources.reading.arrived import Arrived, arrived
from clearspan.sources.reading.opening import Limits
from clearspan.sources.recognise import Recognition, recognise
from clearspan.sources.source import Source
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

DAYS = {
    "usage": ("start_day", "end_day"),
    "licence": ("from_day", "from_day"),
    "price": ("from_day", "from_day"),
    "work_item": ("created_day", "created_day"),
    "task_use": ("start_day", "end_day"),
    "activity": ("start_day", "end_day"),
    "absence": ("from_day", "from_day"),
    "labour_cost": ("from_day", "from_day"),
    "answer": ("day", "day"),
    "tie": ("week", "week"),
}
"""The columns from which the days that a file covers are told."""


@dataclass(frozen=True)
class _Taken:
    """A file with the source it was taken for, and the number of its arrival."""

    file: Arrived
    recognition: Recognition
    report: FileReport
    number: int


@dataclass
class Collection:
    """One reading of a folder: what is read goes into the draft, which the caller commits."""

    draft: Draft
    identities: Identities
    known: Mapping[str, FileReport]
    """Reports of the files that earlier runs read, by digest."""
    limits: Limits
    progress: Progress
    stored: StaffTables
    """What the staff lists of earlier runs stated."""
    identified: Identified | None = None
    """What came of the staff lists, once they are read."""
    _lists: dict[str, list[RosterFile]] = field(default_factory=lambda: {ROSTER: [], ALIAS: []})

    def read(self, exports: Path) -> list[FileReport]:
        """What became of every file below `exports`, in the order of their paths.

        A file that was read before is not read again. A file that cannot be used is reported and leaves nothing behind.
        """
        reports, taken = self._recognised(exports, read_shelf(clearspan.sources.vendors, Source))
        who = [item for item in taken if item.recognition.source.kind in IDENTIFYING]
        what = [item for item in taken if item.recognition.source.kind not in IDENTIFYING]
        for place, item in enumerate([*who, *what]):
            if place == len(who):
                self._identify(who)
            self.progress(f"Reading {item.report.path}", place / len(taken))
            self._load(item)
        if not what:
            self._identify(who)
        self._register(reports, taken)
        return sorted(reports, key=lambda report: report.path)

    @property
    def rosters(self) -> list[RosterFile]:
        """The staff lists that were read."""
        return self._lists[ROSTER]

    def _recognised(self, exports: Path, sources: Mapping[str, Source]) -> tuple[list[FileReport], list[_Taken]]:
        reports: list[FileReport] = []
        taken: list[_Taken] = []
        for file, report in _arrivals(exports, self.limits):
            reports.append(report)
            if file is None or _twin(report, taken) or _seen(report, self.known, sources):
                continue
            try:
                found = recognise(file, sources.values())
            except InputError as error:
                report.refuse(str(error))
                continue
            report.source, report.source_version, report.why = found.source.name, found.source.version, found.why
            taken.append(_Taken(file, found, report, self.draft.next_arrival()))
        return reports, taken

    def _load(self, item: _Taken) -> None:
        """Put a file's facts into the draft; where it breaks off, take back what was put."""
        source, report = item.recognition.source, item.report
        listed: dict[str, list[pa.Table]] = {ROSTER: [], ALIAS: []}
        try:
            for batch in source.read(item.file):
                for table, rows in enter(batch, source, item.number, self.identities).items():
                    self.draft.add(table, rows)
                    report.cover(*_days(table, rows))
                for name, found in listed.items():
                    found.extend([batch.facts[name]] if name in batch.facts else [])
                report.count(batch)
        except InputError as error:
            self.draft.withdraw(item.number)
            report.refuse(str(error))
            return
        for name, found in listed.items():
            if found:
                self._lists[name].append(RosterFile(report.path, item.number, pa.concat_tables(found)))

    def _identify(self, who: Sequence[_Taken]) -> None:
        """Who is who, from staff lists and alias tables; facts stored under another person are moved."""
        if not any(self._lists.values()) and not moved_people(self.stored, self.identities):
            return
        self.progress("Finding out who is who", 0.0)
        found = identify(self.draft, self.identities, self.stored, self.rosters, self._lists[ALIAS])
        reports = {item.number: item.report for item in who}
        for finding in found.findings:
            if finding.arrival in reports:
                reports[finding.arrival].find(finding.record, finding.field, finding.reason, kept=finding.kept)
        for number, records in found.forgotten.items():
            reports[number].drop(records, "forgotten")
        if self.known:
            follow_joins(self.draft, self.identities)
        self.identified = found

    def _register(self, reports: Sequence[FileReport], taken: Sequence[_Taken]) -> None:
        """Put a row for every file that was read or refused into the table of arrivals."""
        at = int(clock.now().timestamp())
        rows = [item.report.arrival_row(item.number, at) for item in taken]
        loaded = {item.report.path for item in taken}
        refused = [report for report in reports if report.failed and report.path not in loaded]
        fresh = [report for report in refused if not _refused_before(report, self.known)]
        rows += [report.arrival_row(self.draft.next_arrival(), at) for report in fresh]
        self.draft.add(ARRIVAL.name, pa.Table.from_pylist(rows, schema=arrow_schema(ARRIVAL)))
        latest = {item.recognition.source.name: item for item in taken}
        for item in latest.values():
            self.draft.add(SERIES_BREAK.name, series_breaks(item.recognition.source, item.number))


def _arrivals(exports: Path, limits: Limits) -> Iterator[tuple[Arrived | None, FileReport]]:
    """Every file below the folder, hidden ones left out; the older first, because of two equal statements the later counts."""
    paths = [path for path in exports.rglob("*") if path.is_file() and not _hidden(path.relative_to(exports))]
    for path in sorted(paths, key=lambda path: (int(path.stat().st_mtime), str(path))):
        report = FileReport(str(path.relative_to(exports)))
        try:
            file = arrived(path, exports, limits)
        except InputError as error:
            report.refuse(str(error))
            yield None, report
            continue
        report.digest = file.digest
        yield file, report


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


def _twin(report: FileReport, taken: Sequence[_Taken]) -> bool:
    """Whether another file of this run has the same content."""
    twin = next((item for item in taken if item.report.digest == report.digest), None)
    if twin is not None:
        report.source, report.why = twin.recognition.source.name, f"is the same file as {twin.report.path}"
        report.unchanged = True
    return twin is not None


def _seen(report: FileReport, known: Mapping[str, FileReport], sources: Mapping[str, Source]) -> bool:
    """Whether an earlier run read the same content, by the same version of its source."""
    before = known.get(report.digest)
    source = sources.get(before.source or "") if before else None
    if before is None or source is None or before.failed or before.source_version != source.version:
        return False
    report.repeat(before)
    return True


def _refused_before(report: FileReport, known: Mapping[str, FileReport]) -> bool:
    before = known.get(report.digest)
    return before is not None and before.failed and before.why == report.why


def _days(table: str, rows: pa.Table) -> tuple[int | None, int | None]:
    if table not in DAYS or rows.num_rows == 0:
        return None, None
    first, last = DAYS[table]
    return pc.min(rows[first]).as_py(), pc.max(rows[last]).as_py()
