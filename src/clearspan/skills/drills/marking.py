"""Marks an answer to a drill or to a lesson's item: whether the place is right, and whether the fix is."""

import re
from dataclasses import dataclass

from clearspan.skills.drills.twin import Twin
from clearspan.skills.item_files.plain import plain, words

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
ENOUGH = 0.6
"""Share of the words that tell the fix from the error which an answer must hold."""


@dataclass(frozen=True)
class Marked:
    """Whether an answer names the place of the error, and whether its fix is right; None where there was nothing to say."""

    located: bool | None
    fixed: bool | None


def passages(output: str) -> list[str]:
    """An output (Markdown) as the passages that somebody can point at: its sentences, and the lines of lists and tables."""
    return [part for line in plain(output).splitlines() for part in _SENTENCE_END.split(line) if part.strip()]


def mark(twin: Twin, output: str, seeded: bool, passage: int | None, fix: str) -> Marked:
    """The marks of an answer: `passage` is the place among `passages(output)` that was pointed at, None for none."""
    if passage is None:
        return Marked(None if not seeded else False, None)
    shown = passages(output)
    if not seeded or not 0 <= passage < len(shown):
        return Marked(False, False if fix.strip() else None)
    return Marked(passage in _holding(twin.wrong, shown), fix_is_right(twin, fix) if fix.strip() else None)


def fix_is_right(twin: Twin, fix: str) -> bool:
    """Whether a fix says what the right one says: most of the words that tell it from the error."""
    wanted = _folded(twin.fix) - _folded(twin.wrong) or _folded(twin.fix)
    return len(wanted & _folded(fix)) >= ENOUGH * len(wanted)


def _holding(wrong: str, shown: list[str]) -> set[int]:
    """The passages in which the wrong words stand, or the parts of them where they run over an end."""
    pieces = [part for line in plain(wrong).splitlines() for part in _SENTENCE_END.split(line) if part.strip()]
    return {place for place, passage in enumerate(shown) for piece in pieces if piece.strip() in passage}


def _folded(text: str) -> set[str]:
    return {word.casefold() for word in words(text)}
