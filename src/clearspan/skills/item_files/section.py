"""The parts of an item's text: sections under headings, and the lists, tables and blocks in them, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token


@cache
def markdown() -> MarkdownIt:
    """The one reader of Markdown: CommonMark with tables; raw HTML is text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Entry:
    """A point of a list, and the line on which it stands."""

    text: str
    line: int


@dataclass(frozen=True)
class Section:
    """What stands under a heading: `text` is all of it, `lead` what comes before the first smaller heading, `parts` what comes
    under those. `line` is that of the heading."""

    title: str
    line: int
    text: str
    lead: str
    parts: tuple["Section", ...] = ()

    def part(self, title: str) -> "Section | None":
        """The part under a smaller heading, or None."""
        return next((part for part in self.parts if part.title == title), None)

    def points(self) -> tuple[Entry, ...]:
        """The points of the lists in the lead, numbered or not, as written."""
        return tuple(self._points(markdown().parse(self.lead)))

    def _points(self, tokens: list[Token]) -> Iterator[Entry]:
        for opening, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if opening.type == "list_item_open" and paragraph.type == "paragraph_open" and opening.level == 1:
                yield Entry(_one_line(inline.content), self.line + 1 + _first(opening))

    def rows(self) -> tuple[tuple[Entry, ...], ...]:
        """The rows of the tables in the lead, without their heads."""
        found: list[tuple[Entry, ...]] = []
        row: list[Entry] = []
        cell = False
        for token in markdown().parse(self.lead):
            if token.type == "tr_open":
                row = []
            elif token.type == "td_open":
                cell = True
            elif token.type == "inline" and cell:
                row.append(Entry(_one_line(token.content), self.line + 1 + _first(token)))
                cell = False
            elif token.type == "tr_close" and row:
                found.append(tuple(row))
        return tuple(found)

    def block(self) -> str:
        """The text of the first fenced block (between two lines of ```), or nothing."""
        return next((token.content.strip() for token in markdown().parse(self.lead) if token.type == "fence"), "")


def sections(text: str, line: int, level: int = 2) -> tuple[Section, ...]:
    """The sections of a text under headings of a level (`##` is 2). `line` is the number of the text's first line."""
    heads = [
        (_first(opening), inline.content.strip())
        for opening, inline in pairwise(markdown().parse(text))
        if opening.type == "heading_open" and opening.level == 0 and opening.tag == f"h{level}"
    ]
    lines = text.splitlines()
    ends = [*(start for start, _ in heads[1:]), len(lines)]
    return tuple(
        _section(title, start, lines[start + 1 : end], line, level) for (start, title), end in zip(heads, ends, strict=False)
    )


def _section(title: str, start: int, lines: list[str], line: int, level: int) -> Section:
    text = "\n".join(lines)
    parts = sections(text, line + start + 1, level + 1) if level == 2 else ()
    lead = "\n".join(lines[: parts[0].line - line - start - 1]) if parts else text
    return Section(title, line + start, text.strip("\n"), lead.rstrip("\n"), parts)


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
