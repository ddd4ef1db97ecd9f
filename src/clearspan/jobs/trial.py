"""Tries a connection before it is kept: pulls the newest days that have something, and shows what would be stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from clearspan.jobs.file_report import FileReport
from clearspan.jobs.pull import page_batches, report_of, rhythm_of
from clearspan.sources.door import enter
from clearspan.sources.pulling.api import Api
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.window import Window, due
from clearspan.sources.source import Source
from clearspan.sources.staff.roster_rows import ROSTER

TRIES = 5
"""Windows that are looked at, the newest first, until one has records: yesterday may have been a holiday."""

SHOWN_ROWS = 5


@dataclass
class Trial:
    """What a trial pull found: the windows looked at, what became of the records, the people seen, and some rows of each table
    as they would be stored, with `person 1`, `person 2` for the people. `staff` counts records of a staff list."""

    windows: list[Window] = field(default_factory=list[Window])
    report: FileReport | None = None
    people: int = 0
    staff: int = 0
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])
    counts: dict[str, int] = field(default_factory=dict[str, int])


def try_api(source: Source, api: Api, caller: Caller, today: date) -> Trial:
    """What the newest window with records would bring. Nothing is kept of it. Raises VendorError, InputError."""
    trial = Trial()
    since = today - timedelta(days=max(api.window_days, 1) * TRIES + source.lag_days + 1)
    for window in reversed(due(rhythm_of(source, api), since, today, {})[-TRIES:]):
        trial.windows.append(window)
        trial.report = _take(source, api, caller, window, trial)
        if trial.report.rows:
            return trial
    return trial


def _take(source: Source, api: Api, caller: Caller, window: Window, trial: Trial) -> FileReport:
    report, people = report_of(source, window, source.name), _Strangers()
    for batch in page_batches(source, api, caller, window, report.path):
        for table, rows in enter(batch, source, 0, people).items():
            trial.counts[table] = trial.counts.get(table, 0) + rows.num_rows
            shown = trial.rows.setdefault(table, [])
            shown.extend(map(_legible, rows.slice(0, SHOWN_ROWS - len(shown)).to_pylist()))
        listed = batch.facts.get(ROSTER)
        trial.staff += len(listed or ())
        report.count(batch)
    trial.people = len(people.known)
    return report


def _legible(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its origin; people as `person 1`."""
    left_out = ("identity", "source", "arrival")
    named = {name: f"person {value}" if name in ("person", "other") else value for name, value in row.items()}
    return {name: value for name, value in named.items() if value is not None and name not in left_out}


class _Strangers:
    """Numbers for the people of a trial, in memory alone."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], int] = {}

    def resolve(self, kinds: Sequence[str], values: Sequence[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Each pair's number, counted from 1."""
        pairs = zip(kinds, values, strict=True)
        numbers = np.array(
            [self.known.setdefault((kind, value.casefold()), len(self.known) + 1) for kind, value in pairs], np.int32
        )
        return numbers, numbers

    def token_text(self, kind: str, value: str) -> str:
        """A number in place of a token."""
        return f"{kind} {self.known.setdefault((kind, value), len(self.known) + 1)}"
