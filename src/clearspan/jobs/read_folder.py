"""Reads a folder of exports into a draft of the warehouse: each file once, whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import clearspan.sources.vendors
from clearspan.errors import InputError
from clearspan.jobs.file_report import Content, FileReport
from clearspan.jobs.intake import IDENTIFYING, Intake
from clearspan.shelf import read_shelf
from clearspan.sources.reading.arrived import Arrived, arrived
from clearspan.sources.reading.opening import Limits
from clearspan.sources.recognise import Recognition, recognise
from clearspan.sources.source import Source


@dataclass(frozen=True)
class _Taken:
    """A file with the source it was taken for, and the number of its arrival."""

    file: Arrived
    recognition: Recognition
    report: FileReport
    number: int


@dataclass
class FolderReading:
    """One reading of a folder: what is read goes through the intake into its draft, which the caller commits."""

    intake: Intake
    known: Mapping[Content, FileReport]
    """Reports of the files that earlier runs read, by content."""
    limits: Limits

    def read(self, exports: Path) -> list[FileReport]:
        """What became of every file below `exports`, in the order of their paths.

        A file that was read before is not read again. A file that cannot be used is reported and leaves nothing behind.
        """
        reports, taken = self._recognised(exports, read_shelf(clearspan.sources.vendors, Source))
        who = [item for item in taken if item.recognition.source.kind in IDENTIFYING]
        what = [item for item in taken if item.recognition.source.kind not in IDENTIFYING]
        for place, item in enumerate([*who, *what]):
            if place == len(who):
                self.intake.identify()
            self.intake.progress(f"Reading {item.report.path}", place / len(taken))
            self._load(item)
        self.intake.identify()
        self._register(reports, taken)
        return sorted(reports, key=lambda report: report.path)

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
            taken.append(_Taken(file, found, report, self.intake.draft.next_arrival()))
        return reports, taken

    def _load(self, item: _Taken) -> None:
        """Put a file's facts into the draft; where it breaks off, take back what was put."""
        source = item.recognition.source
        try:
            self.intake.load(source, item.report, item.number, source.read(item.file))
        except InputError as error:
            self.intake.draft.withdraw(item.number)
            item.report.refuse(str(error))

    def _register(self, reports: Sequence[FileReport], taken: Sequence[_Taken]) -> None:
        """Register every file that was read or refused."""
        rows = {item.number: item.report for item in taken}
        loaded = {item.report.path for item in taken}
        refused = [report for report in reports if report.failed and report.path not in loaded]
        fresh = [report for report in refused if not _refused_before(report, self.known)]
        rows |= {self.intake.draft.next_arrival(): report for report in fresh}
        self.intake.register(rows, [(item.recognition.source, item.number) for item in taken])


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
    twin = next((item for item in taken if item.report.content == report.content), None)
    if twin is not None:
        report.source, report.why = twin.recognition.source.name, f"is the same file as {twin.report.path}"
        report.unchanged = True
    return twin is not None


def _seen(report: FileReport, known: Mapping[Content, FileReport], sources: Mapping[str, Source]) -> bool:
    """Whether an earlier run read the same content, by the same version of its source."""
    before = known.get(report.content)
    source = sources.get(before.source or "") if before else None
    if before is None or source is None or before.failed or before.source_version != source.version:
        return False
    report.repeat(before)
    return True


def _refused_before(report: FileReport, known: Mapping[Content, FileReport]) -> bool:
    before = known.get(report.content)
    return before is not None and before.failed and before.why == report.why
