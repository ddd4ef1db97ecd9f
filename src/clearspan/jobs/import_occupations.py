"""Takes a file of a public source about occupations into a data folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clearspan.practice.occupations.occupations import joined, read_occupations, write_occupations
from clearspan.practice.occupations.reading import Found


@dataclass(frozen=True)
class Imported:
    """What was taken in: in words, how many records, and how many of the tasks known have a known use after it."""

    holds: str
    records: int
    tasks: int
    tasks_with_use: int


def import_occupations(directory: Path, path: Path, read: Callable[[Path], Found]) -> Imported:
    """What was taken from a file into a data folder, beside what was there. Safe to repeat."""
    found = read(path)
    known = joined(read_occupations(directory), found)
    write_occupations(directory, known)
    used = sum(use is not None for _, use in known.tasks_of([code for code, _ in known.tasks]))
    return Imported(
        found.holds,
        len(found.tasks) + len(found.occupations) + len(found.uses),
        len({task.text for task in known.tasks.values()}),
        used,
    )
