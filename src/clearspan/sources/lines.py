"""The lines of a text file in groups, numbered, with lines over the limit left out and told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Lines:
    """Some whole lines. `numbered` are (line number from 1, bytes) without blank lines; `overlong` are numbers left out."""

    numbered: list[tuple[int, bytes]]
    overlong: list[int]


def grouped_lines(blocks: Iterable[bytes], line_bytes: int) -> Iterator[Lines]:
    """The lines of a text that comes in blocks, one group a block; memory is bounded by a block and one line."""
    number = 1
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        cut = block.rfind(b"\n")
        if cut < 0:
            size += len(block)
            parts = [*parts, block] if size <= line_bytes else [b""]
            continue
        text = b"".join([*parts, block[:cut]])
        group, number = _group(text, number, line_bytes, size > line_bytes)
        yield group
        parts, size = [block[cut + 1 :]], len(block) - cut - 1
    if size:
        yield _group(b"".join(parts), number, line_bytes, size > line_bytes)[0]


def _group(text: bytes, number: int, line_bytes: int, first_is_cut: bool) -> tuple[Lines, int]:
    """The lines of `text`, the first of which has `number`, and the number after the last."""
    lines = text.split(b"\n")
    overlong = [number + at for at, line in enumerate(lines) if len(line) > line_bytes]
    if first_is_cut and (not overlong or overlong[0] != number):
        overlong.insert(0, number)
    over = set(overlong)
    numbered = [(at, line) for at, line in enumerate(lines, number) if line and not line.isspace() and at not in over]
    return Lines(numbered, overlong), number + len(lines)
