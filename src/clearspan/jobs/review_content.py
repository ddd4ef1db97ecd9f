"""Notes that an item of the library was reviewed: its file goes into the organisation's own library with new days."""

import re
from importlib.resources import as_file, files
from pathlib import Path

from clearspan.errors import UsageError
from clearspan.practice.library import OWN_FOLDER
from clearspan.practice.shelves import SHELVES, open_file
from clearspan.skills.item_files.item_file import refuse
from clearspan.skills.item_files.upkeep import LONGEST
from clearspan.vocabulary.period import day_of

USUAL_DAYS = 182
"""Days until the next review where none are given."""

_DAYS = {"reviewed": re.compile(r"^reviewed\s*=.*$", re.MULTILINE), "review_by": re.compile(r"^review_by\s*=.*$", re.MULTILINE)}


def review_item(directory: Path, link: str, day: int, days: int = USUAL_DAYS) -> Path:
    """The file, in the organisation's own library, of an item that was reviewed on a day (number) and is to be again `days`
    later.

    Raises UsageError where there is no such item or no such number of days, ShelfError where its file does not do.
    """
    folder, _, name = link.removesuffix(".md").partition("/")
    if folder not in SHELVES or not re.fullmatch(r"[a-z][a-z0-9_/]+", name):
        raise UsageError(f"{link} is no link to an item", remedy="Write it as `clearspan library list` does, after its kind.")
    if not 1 <= days <= LONGEST:
        raise UsageError(
            f"the next review cannot be {days} days away", remedy=f"At most {LONGEST} days may lie between two reviews."
        )
    own = directory / OWN_FOLDER / folder / f"{name}.md"
    with as_file(files("clearspan") / "content") as shipped:
        source = own if own.is_file() else shipped / folder / f"{name}.md"
        if not source.is_file():
            raise UsageError(f"there is no {link}", remedy="`clearspan library list` names all.")
        refuse(open_file(SHELVES[folder], source).file.troubles())
        text = source.read_text(encoding="utf-8")
    for fact, value in (("reviewed", day), ("review_by", day + days)):
        text = _DAYS[fact].sub(f"{fact} = {day_of(value).isoformat()}", text, count=1)
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(text, encoding="utf-8")
    return own
