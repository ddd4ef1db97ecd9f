"""A job family of the library. Its folder is named as the framework names the family, which knows what staff lists call it."""

from dataclasses import dataclass

from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.upkeep import ROLE_CODE

FAMILY_FILE = "family.toml"


@dataclass(frozen=True)
class LibraryFamily:
    """What the library says of a family: a sentence about its work with AI, the occupations (O*NET-SOC) of its use cases, none
    shared with another family, and whether it has all that a family must have."""

    name: str
    summary: str
    role_codes: tuple[str, ...]
    complete: bool


def read_family(file: FactsFile) -> LibraryFamily | None:
    """The family in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    family = LibraryFamily(
        name=file.path.parent.name,
        summary=fields.text("summary"),
        role_codes=fields.names("role_codes", ROLE_CODE, "41-3091.00"),
        complete=fields.yes("complete"),
    )
    return None if file.troubles() else family
