"""What every content item says about its upkeep: who owns it, when it was and is to be reviewed, whence it comes, what it rests
on."""

from dataclasses import dataclass

from clearspan.skills.item_files.item_file import ItemFile
from clearspan.vocabulary.licence import OPEN_LICENCES, forbids_use

LONGEST = 400
"""Days that may lie between two reviews."""

NAME = r"[a-z][a-z0-9_]{1,63}"
LINK = rf"{NAME}/{NAME}"
SKILL = rf"{NAME}\.{NAME}"
ROLE_CODE = r"\d{2}-\d{4}\.\d{2}"


@dataclass(frozen=True)
class Upkeep:
    """The owner (a function, never a person), the days (numbers) of the last and the next review, source and licence (SPDX) of
    the text, and the names of the tool facts that it depends on."""

    owner: str
    reviewed: int
    review_by: int
    source: str
    licence: str
    tool_facts: tuple[str, ...]


def read_upkeep(file: ItemFile) -> Upkeep:
    """The upkeep of an item, from its facts."""
    fields = file.fields
    upkeep = Upkeep(
        owner=fields.text("owner"),
        reviewed=fields.day("reviewed"),
        review_by=fields.day("review_by"),
        source=fields.text("source"),
        licence=fields.text("licence"),
        tool_facts=fields.names("tool_facts", NAME, "assistants_can_invent", least=0),
    )
    if upkeep.reviewed and upkeep.review_by and not 0 < upkeep.review_by - upkeep.reviewed <= LONGEST:
        fields.note("review_by", f"`review_by` must be 1 to {LONGEST} days after `reviewed`.")
    if upkeep.licence and forbids_use(upkeep.licence):
        fields.note(
            "licence",
            f"{upkeep.licence} forbids commercial use or changes, so that this text cannot be used here.",
            "Write the item in your own words, or leave it out.",
        )
    elif upkeep.licence and upkeep.licence not in OPEN_LICENCES:
        fields.note("licence", "This licence is not known to allow changes.", f"Known: {', '.join(sorted(OPEN_LICENCES))}.")
    return upkeep
