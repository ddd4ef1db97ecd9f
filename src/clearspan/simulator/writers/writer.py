"""What a writer is, and the CSV file that most of them write."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from clearspan.simulator.week import Week
from clearspan.vocabulary.period import day_of


class Writer(Protocol):
    """Writes one vendor's files as the weeks go by; holds no more than the state of people."""

    def write(self, week: Week) -> None:
        """Writes what a week brings."""
        ...

    def finish(self) -> None:
        """Writes what is left, and closes the files."""
        ...


class CsvFile:
    """A CSV file that grows row by row; `bom` puts a byte order mark first, `newline` ends the lines."""

    def __init__(self, path: Path, header: Sequence[str], *, bom: bool = False, newline: str = "\n") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator=newline)
        self._rows.writerow(header)

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        """Appends rows; None is written as nothing."""
        self._rows.writerows(rows)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def iso(day: int) -> str:
    """A day number as YYYY-MM-DD."""
    return day_of(day).isoformat()
