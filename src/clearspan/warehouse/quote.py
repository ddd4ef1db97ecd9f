"""Names and paths as SQL text."""

from collections.abc import Iterable
from pathlib import Path


def name_list(names: Iterable[str]) -> str:
    """Quoted names with commas between them."""
    return ", ".join(f'"{name}"' for name in names)


def file_list(paths: Iterable[Path]) -> str:
    """Paths as an SQL list of strings."""
    quoted = (str(path).replace("'", "''") for path in paths)
    return "[" + ", ".join(f"'{path}'" for path in quoted) + "]"
