"""A job family of the library: its use cases go to whoever the staff list says is of it."""

from dataclasses import dataclass

from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.upkeep import ROLE_CODE

FAMILY_FILE = "family.toml"


@dataclass(frozen=True)
class Family:
    """One family. `name` is its folder; `job_families` are the names under which staff lists know it; `role_codes` (O*NET-SOC)
    are the occupations of its use cases, none shared with another family. `complete` families have all that a family must
    have."""

    name: str
    title: str
    summary: str
    job_families: tuple[str, ...]
    role_codes: tuple[str, ...]
    complete: bool


def read_family(file: FactsFile) -> Family | None:
    """The family in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    family = Family(
        name=file.path.parent.name,
        title=fields.text("title"),
        summary=fields.text("summary"),
        job_families=fields.names("job_families", r".{2,60}", "Sales", least=0),
        role_codes=fields.names("role_codes", ROLE_CODE, "41-3091.00"),
        complete=fields.yes("complete"),
    )
    return None if file.troubles() else family
