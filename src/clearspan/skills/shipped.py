"""Opens the data packs that come with Clearspan, and refuses one that does not do."""

from collections.abc import Callable, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar

from clearspan.errors import ShelfError
from clearspan.skills.item_files.trouble import Trouble

T = TypeVar("T")


def shipped(shelf: str, file: str, read: Callable[[Path], tuple[T, Sequence[Trouble]]]) -> T:
    """What a file on a shelf of `content` holds. Raises ShelfError for the first thing that is wrong with it."""
    with as_file(files("clearspan") / "content" / shelf / file) as path:
        found, troubles = read(path)
    refuse(troubles)
    return found


def refuse(troubles: Sequence[Trouble]) -> None:
    """Raise ShelfError for the first of some troubles; do nothing where there is none."""
    if troubles:
        first = troubles[0]
        place = f"{first.file}, line {first.line}" if first.line else first.file
        raise ShelfError(first.what, where=place, remedy=first.remedy)
