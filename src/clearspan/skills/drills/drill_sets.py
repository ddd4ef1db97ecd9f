"""Reads the drills of all families from the folders in which they lie."""

from collections.abc import Iterable
from pathlib import Path

from clearspan.skills.drills.drill import Drill, DrillSet
from clearspan.skills.drills.drill_file import read_drill
from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.item_file import ItemFile, refuse
from clearspan.skills.item_files.shelf_files import newest

SET_FILE = "set.toml"
USUAL_SHARE = 0.5
"""Share of drills shown with their error where a folder has no `set.toml`."""


def read_drill_sets(libraries: Iterable[Path]) -> dict[str, DrillSet]:
    """The drills of some libraries, by family; a drill of a later library takes the place of its namesake.

    A library holds drills in `drills/<family>/<name>.md` and, beside them, `set.toml`. Raises ShelfError for the first file that
    does not do.
    """
    roots = tuple(libraries)
    drills: list[Drill] = []
    for path in newest(roots, "drills", "*/*.md"):
        file = ItemFile(path, f"drills/{path.parent.name}/{path.name}")
        drill = read_drill(file)
        refuse(file.troubles())
        if drill:
            drills.append(drill)
    return drill_sets_of(roots, drills)


def drill_sets_of(libraries: Iterable[Path], drills: Iterable[Drill]) -> dict[str, DrillSet]:
    """Some drills by family, with what the `set.toml` of their folder says. Raises ShelfError for one that does not do."""
    settings = {path.parent.name: path for path in newest(libraries, "drills", f"*/{SET_FILE}")}
    families: dict[str, list[Drill]] = {}
    for drill in drills:
        families.setdefault(drill.family, []).append(drill)
    return {family: _set(family, settings.get(family), tuple(found)) for family, found in sorted(families.items())}


def _set(family: str, path: Path | None, drills: tuple[Drill, ...]) -> DrillSet:
    if path is None:
        return DrillSet(family, USUAL_SHARE, drills)
    file = FactsFile(path, f"drills/{family}/{SET_FILE}")
    percent = file.fields.number("seeded_percent", 20, 80)
    refuse(file.troubles())
    return DrillSet(family, percent / 100, drills)
