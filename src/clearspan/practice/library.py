"""The library: every use case, lesson, drill, decision, team practice, track, tool fact and industry pack that may be offered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from clearspan.errors import ShelfError
from clearspan.practice.family import FAMILY_FILE, LibraryFamily, read_family
from clearspan.practice.industry import Industry
from clearspan.practice.lesson import Lesson
from clearspan.practice.shelves import SHELVES, Shelved, open_shelves
from clearspan.practice.team_practice import TeamPractice
from clearspan.practice.tool_fact import ToolFact
from clearspan.practice.track import Track
from clearspan.practice.use_case import UseCase
from clearspan.skills.drills.decision import Decision
from clearspan.skills.drills.drill import Drill, DrillSet
from clearspan.skills.drills.drill_sets import drill_sets_of
from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.item_file import refuse
from clearspan.skills.item_files.shelf_files import newest
from clearspan.skills.item_files.trouble import Trouble

OWN_FOLDER = "library"
"""Folder of a data directory in which an organisation keeps content of its own, with the same folders as the shipped one."""


@dataclass(frozen=True)
class Library:
    """All content, each kind by name. Items of a family are named family/file, the others by their file."""

    families: dict[str, LibraryFamily]
    use_cases: dict[str, UseCase]
    lessons: dict[str, Lesson]
    drills: dict[str, Drill]
    drill_sets: dict[str, DrillSet]
    decisions: dict[str, Decision]
    team_practice: dict[str, TeamPractice]
    tracks: dict[str, Track]
    tool_facts: dict[str, ToolFact]
    industries: dict[str, Industry]
    unusable: tuple[Trouble, ...] = ()
    """The first thing that is wrong with each file of the organisation's own library that was left out."""

    def shelf(self, folder: str) -> dict[str, Any]:
        """The items of a kind, by the folder of its shelf."""
        return getattr(self, folder)

    def item(self, link: str) -> Any:
        """The item of a link such as use_cases/sales/prepare_first_call; None where there is none."""
        folder, _, name = link.partition("/")
        return self.shelf(folder).get(name) if folder in SHELVES else None


@cache
def shipped() -> Library:
    """The library that comes with Clearspan. Raises ShelfError, naming file and line, for the first item that does not do."""
    with as_file(files("clearspan") / "content") as folder:
        return read_library([folder])


def library_of(directory: Path) -> Library:
    """What comes with Clearspan and what an organisation keeps in its data directory; its own items stand before their namesakes.

    An own file that does not do is left out, and so is its shipped namesake, which was to be replaced; `unusable` says why. One
    wrong file stops nothing else.
    """
    own = directory / OWN_FOLDER
    if not own.is_dir():
        return shipped()
    with as_file(files("clearspan") / "content") as folder:
        opened = tuple(open_shelves([folder, own]))
        wrong = [shelved.file.troubles()[0] for shelved in opened if shelved.file.troubles()]
        good = [shelved for shelved in opened if not shelved.file.troubles()]
        try:
            library = library_from(good, [folder, own])
        except ShelfError as error:
            wrong.append(Trouble(error.where.partition(",")[0], 0, error.what, error.remedy))
            library = library_from(good, [folder])
    return replace(library, unusable=tuple(wrong))


def library_stamp(directory: Path) -> str:
    """A text that changes when a file of the organisation's own library does."""
    files_of = [path.stat() for path in (directory / OWN_FOLDER).glob("*/**/*.*")]
    return f"{len(files_of)}.{max((each.st_mtime_ns for each in files_of), default=0)}"


def read_library(libraries: Iterable[Path]) -> Library:
    """The items of some libraries. Raises ShelfError, naming the file and the line, for the first that does not do."""
    roots = tuple(libraries)
    opened = tuple(open_shelves(roots))
    for shelved in opened:
        refuse(shelved.file.troubles())
    return library_from(opened, roots)


def library_from(opened: Sequence[Shelved], roots: Sequence[Path]) -> Library:
    """The library of some opened files that do, with the families and drill sets of some libraries.

    Raises ShelfError where a `family.toml` or `set.toml` does not do.
    """
    shelves: dict[str, dict[str, Any]] = {}
    for shelved in opened:
        shelves.setdefault(shelved.shelf.folder, {})[shelved.item.name] = shelved.item
    drills: dict[str, Drill] = shelves.get("drills", {})
    return Library(
        families=read_families(roots),
        use_cases=shelves.get("use_cases", {}),
        lessons=shelves.get("lessons", {}),
        drills=drills,
        drill_sets=drill_sets_of(roots, drills.values()),
        decisions=shelves.get("decisions", {}),
        team_practice=shelves.get("team_practice", {}),
        tracks=shelves.get("tracks", {}),
        tool_facts=shelves.get("tool_facts", {}),
        industries=shelves.get("industries", {}),
    )


def read_families(libraries: Iterable[Path]) -> dict[str, LibraryFamily]:
    """The families of some libraries, by name. Raises ShelfError for the first whose file does not do."""
    found: dict[str, LibraryFamily] = {}
    for path in newest(libraries, "use_cases", f"*/{FAMILY_FILE}"):
        file = FactsFile(path, f"use_cases/{path.parent.name}/{FAMILY_FILE}")
        family = read_family(file)
        refuse(file.troubles())
        if family:
            found[family.name] = family
    return found
