"""The shelves of a library: which folder holds which kind of item, and how it is read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clearspan.practice.industry import read_industry
from clearspan.practice.lesson import read_lesson
from clearspan.practice.team_practice import read_team_practice
from clearspan.practice.tool_fact import read_tool_fact
from clearspan.practice.track import read_track
from clearspan.practice.use_case import read_use_case
from clearspan.skills.drills.decision import read_decision
from clearspan.skills.drills.drill_file import read_drill
from clearspan.skills.item_files.item_file import ItemFile
from clearspan.skills.item_files.shelf_files import newest


@dataclass(frozen=True)
class Shelf:
    """One kind of item: its folder, whether that has a folder for each family, how an item is read, and what it is called."""

    folder: str
    by_family: bool
    read: Callable[[ItemFile], Any]
    called: str

    @property
    def pattern(self) -> str:
        """Where its files lie within its folder."""
        return "*/*.md" if self.by_family else "*.md"


SHELVES = {
    shelf.folder: shelf
    for shelf in (
        Shelf("use_cases", True, read_use_case, "use case"),
        Shelf("lessons", True, read_lesson, "lesson"),
        Shelf("drills", True, read_drill, "drill"),
        Shelf("decisions", True, read_decision, "two-step exercise"),
        Shelf("team_practice", False, read_team_practice, "team practice"),
        Shelf("tracks", False, read_track, "track"),
        Shelf("tool_facts", False, read_tool_fact, "tool fact"),
        Shelf("industries", False, read_industry, "industry pack"),
    )
}
"""Every shelf, by its folder."""


@dataclass(frozen=True)
class Shelved:
    """A file on a shelf, opened, and its item; None where the file does not do."""

    shelf: Shelf
    file: ItemFile
    item: Any

    @property
    def link(self) -> str:
        """How others refer to it: use_cases/sales/prepare_first_call."""
        return self.file.shown.removesuffix(".md")


def open_file(shelf: Shelf, path: Path) -> Shelved:
    """A file on a shelf, read."""
    within = path.parent.name + "/" + path.name if shelf.by_family else path.name
    file = ItemFile(path, f"{shelf.folder}/{within}")
    return Shelved(shelf, file, shelf.read(file))


def open_shelves(libraries: Iterable[Path]) -> Iterator[Shelved]:
    """Every item of some libraries; one of a later library takes the place of its namesake in an earlier one."""
    roots = tuple(libraries)
    for shelf in SHELVES.values():
        for path in newest(roots, shelf.folder, shelf.pattern):
            yield open_file(shelf, path)
