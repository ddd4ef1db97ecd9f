"""Reads the drills of all families from the folders in which they lie."""

from collections.abc import Iterable
from pathlib import Path

from clearspan.skills.drills.drill import Drill, DrillSet
from clearspan.skills.drills.drill_file import read_drill
from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.item_file import ItemFile, refuse
from clearspan.skills.item_files.shelf_files import newest

SET_FILE = "set.toml"
USUAL_SHARE = 50
"""Percent of drills shown with their error where a folder has no `set.toml`."""


def read_drill_sets(folders: Iterable[Path]) -> dict[str, DrillSet]:
    """The drills of some libraries, by family; a drill of a later library takes the place of its namesake.

    `folders` are libraries, each with drills in `drills/<family>/<name>.md` and, beside them, `set.toml`. Raises ShelfError for
    the first file that does not do.
    """
    roots = tuple(folders)
    drills: dict[str, list[Drill]] = {}
    for path in newest(roots, "drills", "*/*.md"):
        file = ItemFile(path, f"drills/{path.parent.name}/{path.name}")
        drill = read_drill(file)
        refuse(file.troubles())
        if drill:
            drills.setdefault(drill.family, []).append(drill)
    settings = {path.parent.name: path for path in newest(roots, "drills", f"*/{SET_FILE}")}
    return {family: _set(family, settings.get(family), tuple(found)) for family, found in sorted(drills.items())}


def _set(family: str, path: Path | None, drills: tuple[Drill, ...]) -> DrillSet:
    if path is None:
        return DrillSet(family, USUAL_SHARE / 100, False, drills)
    file = FactsFile(path, f"drills/{family}/{SET_FILE}")
    share, complete = file.fields.number("seeded_percent", 20, 80), file.fields.yes("complete")
    refuse(file.troubles())
    return DrillSet(family, share / 100, complete, drills)
