"""After which release people were last erased, and last joined: all that later explanations of a figure have to know of it."""

from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from clearspan.errors import StoreError
from clearspan.warehouse import durable
from clearspan.warehouse.releases import Releases

FILE = "release/alterations.json"


@dataclass(frozen=True)
class Alterations:
    """The number of the last release when somebody was last erased, and when people were last joined or parted; 0 for never.

    It says neither who nor how many.
    """

    erased: int = 0
    joined: int = 0


def read_alterations(directory: Path) -> Alterations:
    """What is noted in a data folder. Raises StoreError where it cannot be understood."""
    path = directory.absolute() / FILE
    try:
        return Alterations(**orjson.loads(path.read_bytes()))
    except FileNotFoundError:
        return Alterations()
    except (orjson.JSONDecodeError, TypeError) as error:
        raise StoreError("the note on erasures is damaged", where=FILE, remedy="Restore the folder from a backup.") from error


def note_alteration(directory: Path, *, erased: bool = False, joined: bool = False) -> None:
    """Nothing; notes that somebody is being erased, or people joined, after the last release. For the writer of the store."""
    number = Releases(directory).number()
    if number:
        before = read_alterations(directory)
        after = Alterations(number if erased else before.erased, number if joined else before.joined)
        if after != before:
            durable.write(directory.absolute() / FILE, orjson.dumps(asdict(after)))
