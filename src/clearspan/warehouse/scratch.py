"""Short-lived query engines in memory: without a spill folder, nothing of theirs ever reaches the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

SCRATCH_MEMORY = "2GB"


@contextmanager
def connect(memory: str, spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection of its own that keeps to `memory` and spills only below `spill`; None forbids spilling."""
    connection = duckdb.connect(":memory:", config=closed_settings(memory, spill))
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def scratch(memory: str = SCRATCH_MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection for raw records: in memory only. A query that needs more raises duckdb.OutOfMemoryException."""
    with connect(memory) as connection:
        yield connection


def closed_settings(memory: str, spill: Path | None) -> dict[str, str | bool | int | float | list[str]]:
    """Settings under which DuckDB fetches no extension, and spills below `spill` or not at all."""
    return {
        "memory_limit": memory,
        "temp_directory": str(spill) if spill else "",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
    }
