"""A dated fact about a tool, on which content depends: where it changes, what depends on it is stale until it is reviewed
again."""

from dataclasses import dataclass

from clearspan.skills.item_files.item_file import ItemFile
from clearspan.vocabulary.tool import ANY_TOOL, TOOLS

HEADINGS = ("What it means for work", "How to see whether it still holds")


@dataclass(frozen=True)
class ToolFact:
    """One fact. `name` is its file; `tool` a name of `vocabulary.tool`, or `any`. `changed` is the day (number) since which it
    is as stated, `check_by` the day by which somebody is to look again; `source` is where it was read."""

    name: str
    title: str
    tool: str
    changed: int
    check_by: int
    owner: str
    source: str
    meaning: str
    test: str


def read_tool_fact(file: ItemFile) -> ToolFact | None:
    """The fact in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    fact = ToolFact(
        name=file.path.stem,
        title=fields.text("title"),
        tool=fields.text("tool"),
        changed=fields.day("changed"),
        check_by=fields.day("check_by"),
        owner=fields.text("owner"),
        source=fields.text("source"),
        meaning=file.section(HEADINGS[0]).text,
        test=file.section(HEADINGS[1]).text,
    )
    if fact.tool and fact.tool not in {*TOOLS, ANY_TOOL}:
        fields.note("tool", "This tool is not known here.", f"Known: {ANY_TOOL}, {', '.join(TOOLS)}.")
    if fact.changed and fact.check_by and not 0 < fact.check_by - fact.changed <= 400:
        fields.note("check_by", "`check_by` must be 1 to 400 days after `changed`.")
    return None if file.troubles() else fact
