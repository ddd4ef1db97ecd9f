"""How many identifiers each source knows, and how many of them nobody on a staff list has: counts alone, in their own file."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from clearspan.errors import StoreError

_FOLDER, _FILE = "identity", "counts.json"


def counts_file(directory: Path) -> Path:
    """The file of a data folder in which the counts are."""
    return directory / _FOLDER / _FILE


@dataclass(frozen=True)
class IdentifierCount:
    """The identifiers of one kind that a source knows and that belong to their person by one rule: how many, how many of them
    are of people on no staff list, and how many are bots or service accounts (which are in neither of the others)."""

    source: str
    kind: str
    rule: str
    identifiers: int
    unlisted: int
    bots: int


@dataclass(frozen=True)
class PeopleCount:
    """The people whom a source knows, and how many of them are on no staff list."""

    source: str
    people: int
    unlisted: int

    @property
    def share(self) -> float:
        """The share on no staff list, from 0 to 1."""
        return self.unlisted / self.people if self.people else 0.0


@dataclass(frozen=True)
class IdentityCounts:
    """All counts at one moment; `refused` is how many refusals there are by rule, '' for identifiers that no rule may join."""

    sources: tuple[PeopleCount, ...] = ()
    identifiers: tuple[IdentifierCount, ...] = ()
    refused: Sequence[tuple[str, int]] = ()

    @property
    def bots(self) -> int:
        """How many identifiers of bots the sources know; one that two sources know counts twice."""
        return sum(count.bots for count in self.identifiers)

    def to_json(self) -> dict[str, object]:
        """The counts as they are stored, and as `clearspan identities list --json` prints them."""
        return {
            "sources": [asdict(count) for count in self.sources],
            "identifiers": [asdict(count) for count in self.identifiers],
            "refused": dict(self.refused),
        }


def read_counts(directory: Path) -> IdentityCounts | None:
    """The counts of a data folder, None where nothing was counted yet. Raises StoreError for a file that holds none."""
    path = counts_file(directory)
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        sources = tuple(PeopleCount(**row) for row in stated["sources"])
        identifiers = tuple(IdentifierCount(**row) for row in stated["identifiers"])
        return IdentityCounts(sources, identifiers, tuple(stated["refused"].items()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        raise StoreError("does not hold counts", where=str(path), remedy="Remove the file: the next run counts again.") from None
