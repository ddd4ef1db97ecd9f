"""The file of JSON answers, one a line, that grows week by week."""

from collections.abc import Iterable
from pathlib import Path

import orjson


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
