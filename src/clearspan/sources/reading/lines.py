"""The lines of a text in groups; a line over the limit is left out and told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Overlong:
    """Stands for a line that is longer than the limit, in bytes."""

    limit: int


def grouped_lines(blocks: Iterable[bytes], limit: int) -> Iterator[bytes | Overlong]:
    """Whole lines of a text that comes in blocks, as many as a block ends; memory is bounded by a block and one line."""
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        cut = block.rfind(b"\n")
        if cut < 0:
            size += len(block)
            parts = [*parts, block] if size <= limit else []
            continue
        if size > limit:
            yield Overlong(limit)
            first = block.find(b"\n")
            text = block[first + 1 : cut] if first < cut else b""
        else:
            text = b"".join([*parts, block[:cut]])
        yield from _within(text, limit)
        parts, size = [block[cut + 1 :]], len(block) - cut - 1
    if size > limit:
        yield Overlong(limit)
    elif size:
        yield b"".join(parts)


def _within(text: bytes, limit: int) -> Iterator[bytes | Overlong]:
    """The text as it is where no line of it can be over the limit, else line by line."""
    if len(text) <= limit:
        yield text
        return
    for line in text.split(b"\n"):
        yield Overlong(limit) if len(line) > limit else line
