"""Reads facts written as TOML, and says on which line they cannot be read."""

import re
import tomllib
from pathlib import Path
from typing import Any

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")
_HOW = 'A fact is written as name = "words", a number, a day such as 2026-11-01, or a list in [ ].'

Notes = list[tuple[int, str, str]]
"""Line, what is wrong, what to do."""


def read_lines(path: Path) -> tuple[list[str], Notes]:
    """The lines of a file, and why it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").splitlines(), []
    except (OSError, UnicodeDecodeError) as error:
        return [], [(0, f"The file cannot be read ({type(error).__name__}).", "Save it as text in UTF-8.")]


def parse_facts(lines: list[str], first: int) -> tuple[dict[str, Any], Notes]:
    """The facts in some lines, of which the first has the number `first`."""
    try:
        return tomllib.loads("\n".join(lines)), []
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = int(place[1]) + first - 1 if place else first
        return {}, [(line, f"The facts cannot be read here: {_AT_LINE.sub('', str(error))}.", _HOW)]


def read_facts(path: Path) -> tuple[list[str], dict[str, Any], Notes]:
    """The lines and facts of a file that holds nothing else."""
    lines, notes = read_lines(path)
    written, more = parse_facts(lines, 1)
    return lines, written, notes + more
