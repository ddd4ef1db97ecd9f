"""An item's file, opened: its facts, its sections, and what is wrong with it so far.

An item is a Markdown file. Between two lines of `+++` at its beginning stand its facts (TOML); below stand sections under fixed
headings (`##`), some with smaller ones (`###`).
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from clearspan.errors import ShelfError
from clearspan.skills.item_files.facts import parse_facts, read_lines
from clearspan.skills.item_files.fields import Fields, Places
from clearspan.skills.item_files.section import Entry, Section, sections
from clearspan.skills.item_files.trouble import Trouble

_FENCE = "+++"
_NAME = re.compile(r"[a-z][a-z0-9_]{1,63}")
_NOTHING = Section("", 0, "", "")


class ItemFile:
    """A file being read. Its methods return an empty value where something is missing, and note it with its line."""

    def __init__(self, path: Path, shown: str = "") -> None:
        self.path = path
        self.shown = shown or path.name
        self._troubles: list[Trouble] = []
        self._asked: set[str] = set()
        self._missing: set[str] = set()
        self.lines, unreadable = read_lines(path)
        for note in unreadable:
            self.note(*note)
        if not _NAME.fullmatch(path.stem):
            self.note(0, "The file's name must be small letters, digits and underscores.", "For example prepare_first_call.md.")
        end = self._end_of_facts()
        facts, unreadable = parse_facts(self.lines[1:end], 2) if end > 0 else ({}, [])
        for note in unreadable:
            self.note(*note)
        self._legible = not unreadable
        self.fields = Fields(facts, Places(self.lines[1:end], 2))
        self.body = "\n".join(self.lines[end + 1 :])
        self.sections = sections(self.body, end + 2)

    def note(self, line: int, what: str, remedy: str = "") -> None:
        """Note something wrong on a line."""
        self._troubles.append(Trouble(self.shown, line, what, remedy))

    def section(self, title: str) -> Section:
        """The section under `## title`."""
        self._asked.add(title)
        found = next((section for section in self.sections if section.title == title), None)
        if found is None:
            self._missing.add(title)
        elif not found.text.strip():
            self.note(found.line, f"The section `## {title}` is empty.")
        return found or _NOTHING

    def has(self, title: str) -> bool:
        """Whether there is a section `## title`."""
        return any(section.title == title for section in self.sections)

    def part(self, section: Section, title: str) -> Section:
        """The part under `### title` of a section."""
        found = section.part(title)
        if found is None or not found.text.strip():
            self.note(section.line, f"Under `## {section.title}` the part `### {title}` is missing or empty.")
        return found or _NOTHING

    def parts(self, section: Section, titles: Sequence[str]) -> tuple[Section, ...]:
        """The parts of a section under exactly these smaller headings."""
        for part in section.parts:
            if part.title not in titles:
                self.note(
                    part.line, f"`### {part.title}` does not belong under `## {section.title}`.", f"Known: {', '.join(titles)}."
                )
        return tuple(self.part(section, title) for title in titles)

    def points(self, section: Section, least: int, most: int) -> tuple[str, ...]:
        """The points of a section's list."""
        found = section.points()
        if section.title and not least <= len(found) <= most:
            self.note(section.line, f"`{section.title}` must be a list of {least} to {most} points, and has {len(found)}.")
        return tuple(entry.text for entry in found)

    def pairs(self, section: Section, least: int, most: int) -> tuple[tuple[str, str], ...]:
        """The rows of a section's table of two columns."""
        found = section.rows()
        if section.title and not least <= len(found) <= most:
            self.note(section.line, f"`{section.title}` must be a table with {least} to {most} rows, and has {len(found)}.")
        return tuple(self._pair(row) for row in found)

    def block(self, section: Section) -> str:
        """The text of a section between two lines of ```."""
        found = section.block()
        if section.title and not found:
            self.note(section.line, f"`{section.title}` must hold its text between two lines of ```.")
        return found

    def troubles(self) -> tuple[Trouble, ...]:
        """Everything that is wrong so far, by line."""
        strange = [section for section in self.sections if section.title not in self._asked]
        unknown = [self._unknown(section) for section in strange]
        missing = [
            Trouble(self.shown, 0, f"The section `## {title}` is missing.")
            for title in self._missing
            if not get_close_matches(title, [section.title for section in strange])
        ]
        titles = [section.title for section in self.sections]
        twice = [
            Trouble(self.shown, section.line, f"The section `## {section.title}` stands twice.")
            for place, section in enumerate(self.sections)
            if section.title in titles[:place]
        ]
        facts = [Trouble(self.shown, *note) for note in self.fields.notes()] if self._legible else []
        return tuple(sorted(dict.fromkeys([*self._troubles, *missing, *unknown, *twice, *facts])))

    def _unknown(self, section: Section) -> Trouble:
        meant = get_close_matches(section.title, self._missing, 1)
        remedy = f"Call it `## {meant[0]}`." if meant else f"Known: {', '.join(sorted(self._asked))}."
        return Trouble(self.shown, section.line, f"The section `## {section.title}` is not one of this kind of item.", remedy)

    def _pair(self, row: tuple[Entry, ...]) -> tuple[str, str]:
        if len(row) != 2 or not all(entry.text for entry in row):
            self.note(row[0].line, "Each row of this table must have two filled cells.")
        texts = [entry.text for entry in row] + ["", ""]
        return texts[0], texts[1]

    def _end_of_facts(self) -> int:
        if not self.lines or self.lines[0].strip() != _FENCE:
            self.note(1, "The file must begin with a line of +++, then its facts, then another line of +++.")
            return -1
        end = next((number for number, line in enumerate(self.lines[1:], 1) if line.strip() == _FENCE), None)
        if end is None:
            self.note(1, "The facts must end with a line of +++.")
            return -1
        return end


def refuse(troubles: Sequence[Trouble]) -> None:
    """Raise ShelfError for the first of some troubles, and say how many more there are; do nothing where there is none."""
    if troubles:
        first, more = troubles[0], len(troubles) - 1
        also = f" ({more} more of the kind.)" if more else ""
        place = f"{first.file}, line {first.line}" if first.line else first.file
        raise ShelfError(first.what + also, where=place, remedy=f"{first.remedy} `clearspan library check` names all.".strip())
