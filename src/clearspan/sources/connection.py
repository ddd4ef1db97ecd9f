"""The connections of an installation: which vendor is asked, for what, since when, and how the last pull went."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from clearspan.errors import StoreError, UsageError
from clearspan.warehouse import durable

FOLDER = "connections"
_NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_-]+)?")


@dataclass(frozen=True)
class LastPull:
    """How the last pull went: when (seconds since 1970, UTC), whether all that was due came, what went wrong, and how much
    came. `waited` is how many of the `seconds` went by waiting for the vendor; `refused` says that the credentials or their
    permission did not suffice, so that waiting will not help."""

    at: int
    ok: bool
    trouble: str = ""
    windows: int = 0
    records: int = 0
    seconds: float = 0.0
    waited: float = 0.0
    refused: bool = False


@dataclass(frozen=True)
class Connection:
    """One connection: its name (the source's, or the source's and a label after a dot), what was entered without the
    secrets, and the first day that is pulled."""

    name: str
    asked: Mapping[str, str] = field(default_factory=dict[str, str])
    since: str = ""
    last: LastPull | None = None

    @property
    def source(self) -> str:
        """Name of the source on the shelf."""
        return self.name.partition(".")[0]

    @property
    def first_day(self) -> date:
        """The first day that is pulled."""
        return date.fromisoformat(self.since)


def next_run(connection: Connection, every_hours: int) -> datetime | None:
    """When a connection is pulled next, in UTC; None where it never was and is due now."""
    if connection.last is None:
        return None
    return datetime.fromtimestamp(connection.last.at + every_hours * 3600, UTC)


class Connections:
    """The connections of a directory, one small file each; a file is replaced whole."""

    def __init__(self, directory: Path) -> None:
        self._folder = directory / FOLDER

    def all(self) -> list[Connection]:
        """Every connection, by name."""
        return [self._read(path) for path in sorted(self._folder.glob("*.json"))]

    def stamp(self) -> str:
        """A text that changes when a connection was made, pulled or removed."""
        seen = [(path.name, path.stat().st_mtime_ns) for path in sorted(self._folder.glob("*.json"))]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]

    def find(self, name: str) -> Connection:
        """The connection of that name. Raises UsageError where there is none."""
        path = self._path(name)
        if not path.exists():
            known = ", ".join(connection.name for connection in self.all()) or "none yet"
            raise UsageError(f"there is no connection {name!r}", remedy=f"Connect it first. Connections: {known}.")
        return self._read(path)

    def keep(self, connection: Connection) -> None:
        """Nothing; writes a connection in place of the one of its name."""
        durable.write(self._path(connection.name), (json.dumps(asdict(connection), indent=2, sort_keys=True) + "\n").encode())

    def note(self, name: str, last: LastPull) -> None:
        """Nothing; writes how the last pull of a connection went."""
        self.keep(replace(self.find(name), last=last))

    def remove(self, name: str) -> None:
        """Nothing; forgets a connection. What it brought stays. Raises UsageError where there is none."""
        self.find(name)
        self._path(name).unlink()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"{name!r} is no name of a connection", remedy="A source's name, and after a dot a label of letters and digits."
            )
        return self._folder / f"{name}.json"

    def _read(self, path: Path) -> Connection:
        try:
            stated = json.loads(path.read_text(encoding="utf-8"))
            last = LastPull(**stated.pop("last")) if stated.get("last") else None
            return Connection(**{**stated, "last": last})
        except (ValueError, TypeError):
            raise StoreError("does not hold a connection", where=str(path), remedy="Remove the file and connect again.") from None
