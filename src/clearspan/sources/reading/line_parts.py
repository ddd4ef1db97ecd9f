"""A file of lines in parts of whole lines, told by where they begin."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clearspan.sources.reading.opening import BLOCK_BYTES

PART_BYTES = 4 << 20
"""Bytes of a part, and what is left of its last line."""


@dataclass(frozen=True)
class LinePart:
    """Whole lines: `length` bytes of a file from `begin`."""

    begin: int
    length: int

    def blocks(self, path: Path) -> Iterator[bytes]:
        """The part in blocks. Raises OSError."""
        left = self.length
        with path.open("rb") as file:
            file.seek(self.begin)
            while left and (block := file.read(min(left, BLOCK_BYTES))):
                left -= len(block)
                yield block


def line_parts(path: Path, begin: int, size: int, part_bytes: int = PART_BYTES) -> Iterator[LinePart]:
    """The parts of a file of `size` bytes from `begin` on; a part is longer only where a line is. Raises OSError."""
    with path.open("rb") as file:
        while begin < size:
            end = begin + part_bytes
            file.seek(end)
            while end < size and (block := file.read(BLOCK_BYTES)):
                cut = block.find(b"\n")
                end += len(block) if cut < 0 else cut + 1
                if cut >= 0:
                    break
            end = min(end, size)
            yield LinePart(begin, end - begin)
            begin = end
