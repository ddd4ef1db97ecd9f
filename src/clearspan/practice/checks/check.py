"""Checks a whole library, or one file of it: the same for the shelf test and for an author at the command line."""

from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

from clearspan.errors import UsageError
from clearspan.practice.checks.completeness import shelf_troubles
from clearspan.practice.checks.likeness import like_items
from clearspan.practice.checks.links import broken_links
from clearspan.practice.checks.wording import note_wording
from clearspan.practice.library import read_families
from clearspan.practice.shelves import SHELVES, Shelved, open_shelves
from clearspan.skills.drills.drill import Drill
from clearspan.skills.drills.drill_sets import drill_sets_of
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.item_files.trouble import Trouble


def check_libraries(libraries: Iterable[Path]) -> tuple[tuple[Shelved, ...], tuple[Trouble, ...]]:
    """The files of some libraries, and everything that is wrong with them, by file and line.

    Raises ShelfError where a `family.toml` or `set.toml` does not do.
    """
    roots = tuple(libraries)
    opened = tuple(open_shelves(roots))
    for shelved in opened:
        if shelved.item is not None:
            note_wording(shelved)
    families = read_families(roots)
    sets = drill_sets_of(roots, [each.item for each in opened if isinstance(each.item, Drill)])
    found = [trouble for shelved in opened for trouble in shelved.file.troubles()]
    found += like_items(opened)
    found += broken_links(opened, framework())
    found += shelf_troubles(opened, families, sets)
    return opened, tuple(sorted(set(found)))


def check_file(path: Path) -> tuple[Shelved, tuple[Trouble, ...]]:
    """A file, checked within its library and the one that comes with Clearspan, and everything that is wrong with it.

    Raises UsageError where the file is not there, or does not lie on a shelf.
    """
    full = path.resolve()
    if not full.is_file():
        raise UsageError("there is no such file", where=str(path))
    root = library_root(full)
    with as_file(files("clearspan") / "content") as shipped:
        opened, troubles = check_libraries(dict.fromkeys([shipped.resolve(), root]))
    mine = next(shelved for shelved in opened if shelved.file.path.resolve() == full)
    return mine, tuple(trouble for trouble in troubles if trouble.file == mine.file.shown)


def check_own(root: Path) -> tuple[int, tuple[Trouble, ...]]:
    """How many files a library beside the shipped one has, and everything that is wrong with them.

    Raises UsageError where the folder holds no shelf.
    """
    own = {shelved.file.shown for shelved in open_shelves([root])}
    if not own:
        raise UsageError(
            "this folder holds no file of a library", where=str(root), remedy=f"Its folders are: {', '.join(SHELVES)}."
        )
    with as_file(files("clearspan") / "content") as shipped:
        _, troubles = check_libraries(dict.fromkeys([shipped.resolve(), root.resolve()]))
    return len(own), tuple(trouble for trouble in troubles if trouble.file in own)


def library_root(path: Path) -> Path:
    """The library in which a file lies. Raises UsageError where it lies on no shelf."""
    for shelf in SHELVES.values():
        folder = path.parent.parent if shelf.by_family else path.parent
        if folder.name == shelf.folder and path.suffix == ".md":
            return folder.parent
    places = ", ".join(f"{shelf.folder}/{'<family>/' if shelf.by_family else ''}<name>.md" for shelf in SHELVES.values())
    raise UsageError("a file of the library lies in a folder of its kind", where=str(path), remedy=f"Put it in one of: {places}.")
