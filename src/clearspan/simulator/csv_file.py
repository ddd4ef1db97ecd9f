"""The CSV file that many writers write."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path


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
