"""What one generation of the warehouse consists of: the immutable files of every table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from clearspan.errors import StoreError

FORMAT = 1
"""Raised when the manifest changes so that an older program would misread it."""


@dataclass(frozen=True, order=True)
class Partition:
    """The rows of one table, source and month (yyyy-mm, or 'whole')."""

    table: str
    source: str
    month: str

    @property
    def folder(self) -> str:
        """Path of the partition's folder below the facts folder."""
        return f"{self.table}/source={self.source}/month={self.month}"


@dataclass(frozen=True, order=True)
class Part:
    """One immutable Parquet file: its path below the warehouse folder, and how many rows it holds."""

    file: str
    source: str
    month: str
    rows: int


@dataclass(frozen=True)
class Generation:
    """One committed state. `previous` is the generation whose files are kept for readers, None where none may be."""

    number: int = 0
    next_arrival: int = 1
    previous: int | None = None
    tables: Mapping[str, tuple[Part, ...]] = field(default_factory=dict[str, tuple[Part, ...]])

    def parts(self) -> dict[Partition, Part]:
        """Every file by the partition it holds."""
        return {Partition(table, part.source, part.month): part for table, parts in self.tables.items() for part in parts}

    def files(self) -> set[str]:
        """Paths of all files, below the warehouse folder."""
        return {part.file for parts in self.tables.values() for part in parts}

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return sum(part.rows for part in self.tables.get(table, ()))


def generation_of(number: int, next_arrival: int, previous: int | None, parts: Mapping[Partition, Part]) -> Generation:
    """A generation that consists of `parts`, in a fixed order."""
    tables: dict[str, list[Part]] = {}
    for partition in sorted(parts):
        tables.setdefault(partition.table, []).append(parts[partition])
    return Generation(number, next_arrival, previous, {name: tuple(files) for name, files in tables.items()})


def to_json(generation: Generation) -> bytes:
    """The manifest as it is stored."""
    return orjson.dumps(
        {
            "format": FORMAT,
            "generation": generation.number,
            "next_arrival": generation.next_arrival,
            "previous": generation.previous,
            "tables": generation.tables,
        },
        option=orjson.OPT_INDENT_2,
    )


def from_json(data: bytes, where: str) -> Generation:
    """The generation that a stored manifest describes. Raises StoreError where it cannot be understood."""
    try:
        found = orjson.loads(data)
        if found["format"] != FORMAT:
            raise StoreError(
                f"the manifest has format {found['format']}, and this program reads format {FORMAT}",
                where=where,
                remedy="Use the version of Clearspan that wrote it, or a newer one.",
            )
        tables = {name: tuple(Part(**part) for part in parts) for name, parts in found["tables"].items()}
        return Generation(found["generation"], found["next_arrival"], found["previous"], tables)
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise StoreError("the manifest is damaged", where=where, remedy="Restore the folder from a backup.") from error
