"""Checks what holds of a shelf as a whole: families that are complete have enough of each, and roles are kept apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from clearspan.practice.family import FAMILY_FILE, LibraryFamily
from clearspan.practice.shelves import Shelved
from clearspan.skills.drills.drill import DrillSet
from clearspan.skills.drills.drill_sets import SET_FILE
from clearspan.skills.drills.twin import ErrorType
from clearspan.skills.framework.framework import PERSONAL
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.item_files.trouble import Trouble

FEWEST, MOST = 10, 15
"""Use cases of a complete family."""
DRILLS = 12
LESSONS = 6
FAMILIES = 4
"""Complete families from which on every competency that is scored must be trained."""
MOST_OF_ONE_ERROR = 4
"""Drills of a complete family that may carry the same kind of error."""


def shelf_troubles(
    opened: Sequence[Shelved], families: Mapping[str, LibraryFamily], sets: Mapping[str, DrillSet]
) -> list[Trouble]:
    """What is wrong with the shelf as a whole."""
    return [*_counts(opened, families, sets), *_shares(families, sets), *_roles(opened, families), *_untrained(opened, families)]


def _counts(opened: Sequence[Shelved], families: Mapping[str, LibraryFamily], sets: Mapping[str, DrillSet]) -> Iterator[Trouble]:
    for family in families.values():
        if not family.complete:
            continue
        file = f"use_cases/{family.name}/{FAMILY_FILE}"
        counts = {
            folder: sum(each.shelf.folder == folder and each.file.path.parent.name == family.name for each in opened if each.item)
            for folder in ("use_cases", "drills", "lessons")
        }
        if not FEWEST <= counts["use_cases"] <= MOST:
            yield Trouble(file, 0, f"A complete family has {FEWEST} to {MOST} use cases, and this one has {counts['use_cases']}.")
        if counts["drills"] < DRILLS:
            yield Trouble(file, 0, f"A complete family has {DRILLS} drills, and this one has {counts['drills']}.")
        if counts["lessons"] < LESSONS:
            yield Trouble(file, 0, f"A complete family has {LESSONS} lessons, and this one has {counts['lessons']}.")
        drills = sets[family.name].drills if family.name in sets else ()
        kinds = [drill.twin.error for drill in drills]
        for kind in ErrorType:
            if not 0 < kinds.count(kind) <= MOST_OF_ONE_ERROR:
                what = f"Of the family's drills {kinds.count(kind)} carry the error {kind.value}; 1 to {MOST_OF_ONE_ERROR} may."
                yield Trouble(f"drills/{family.name}/{SET_FILE}", 0, what)


def _untrained(opened: Sequence[Shelved], families: Mapping[str, LibraryFamily]) -> Iterator[Trouble]:
    """Each competency that is scored is trained by a lesson or a team practice, in a library that is more than a beginning."""
    if sum(family.complete for family in families.values()) < FAMILIES:
        return
    trained = {
        skill for each in opened if each.shelf.folder in ("lessons", "team_practice") and each.item for skill in each.item.skills
    }
    for name, competency in framework().competencies.items():
        if competency.layer in PERSONAL and name not in trained:
            yield Trouble("lessons", 0, f"No lesson and no team practice trains {name} ({competency.title}).")


def _shares(families: Mapping[str, LibraryFamily], sets: Mapping[str, DrillSet]) -> Iterator[Trouble]:
    """People who do drills of two families must not be able to guess how many hold an error."""
    seen: dict[float, str] = {}
    for name, each in sets.items():
        if name not in families or not families[name].complete:
            continue
        if each.seeded_share in seen:
            what = f"`seeded_percent` is the same as in drills/{seen[each.seeded_share]}/{SET_FILE}."
            yield Trouble(f"drills/{name}/{SET_FILE}", 0, what, "Choose another from 20 to 80.")
        seen[each.seeded_share] = name


def _roles(opened: Sequence[Shelved], families: Mapping[str, LibraryFamily]) -> Iterator[Trouble]:
    owners: dict[str, list[str]] = defaultdict(list)
    for family in families.values():
        for code in family.role_codes:
            owners[code].append(family.name)
    for code, names in owners.items():
        if len(names) > 1:
            what = f"The occupation {code} stands in {' and '.join(names)}: roles of two families face different work."
            yield from (Trouble(f"use_cases/{name}/{FAMILY_FILE}", 0, what) for name in names)
    for shelved in opened:
        if shelved.shelf.folder != "use_cases" or shelved.item is None:
            continue
        family = families.get(shelved.item.family)
        known = family.role_codes if family else ()
        for code in shelved.item.role_codes:
            if code not in known:
                line = shelved.file.fields.line("role_codes")
                yield Trouble(shelved.file.shown, line, f"{code} is not among the `role_codes` of the family's {FAMILY_FILE}.")
