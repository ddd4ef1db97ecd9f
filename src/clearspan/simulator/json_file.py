"""The JSON files that many writers write: one answer, or one answer a line."""

from collections.abc import Iterable
from pathlib import Path

import orjson


def write_json(path: Path, value: object) -> None:
    """Nothing; writes one answer as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(value) + b"\n")


class LinesFile:
    """A file that grows answer by answer, one a line; it is there once it holds one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, values: Iterable[object]) -> None:
        """Appends answers."""
        lines = b"".join(orjson.dumps(value) + b"\n" for value in values)
        if lines:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(lines)
