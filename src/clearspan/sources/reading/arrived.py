"""A file that arrived, and the sample of it from which its source is recognised."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import orjson
from blake3 import blake3

from clearspan.errors import UnreadableFile
from clearspan.sources.reading.header import legible, read_header
from clearspan.sources.reading.json_head import first_json
from clearspan.sources.reading.opening import LIMITS, Limits, unreadable, utf8_blocks

HEAD_CHARACTERS = 1 << 18
"""How much of a file is looked at to recognise its source."""

DIGESTED_AT_ONCE = 4 << 20
"""Bytes handed to the digest at once: enough for several processors."""

Format = Literal["csv", "ndjson", "json"]


@dataclass(frozen=True)
class Sample:
    """The beginning of a file. `header` is set for csv alone; `first_json` is the first value, cut short where it is long."""

    head: str
    header: tuple[str, ...] | None
    first_json: object | None
    format: Format


@dataclass(frozen=True)
class Arrived:
    """A file or page that arrived. `content` is the file's path, or the page itself, which is in memory only; `name` the path
    below the folder of exports, or what the page is; `digest` the BLAKE3 of its bytes as they came."""

    content: Path | bytes
    name: str
    digest: str
    size: int
    limits: Limits = LIMITS

    def blocks(self) -> Iterator[bytes]:
        """The content in blocks of UTF-8 without a byte order mark. Raises UnreadableFile."""
        return utf8_blocks(self.content, self.name, self.limits)

    def head(self, characters: int = HEAD_CHARACTERS) -> str:
        """The first characters of the content; bytes that are no UTF-8 stand as lone surrogates, so that lengths agree."""
        decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
        text = ""
        for block in self.blocks():
            text += decoder.decode(block)
            if len(text) >= characters:
                return text[:characters]
        return text + decoder.decode(b"", final=True)

    def sample(self) -> Sample:
        """What recognisers look at. Raises UnreadableFile where the file is empty or cannot be opened."""
        return self._sample

    @cached_property
    def _sample(self) -> Sample:
        head = self.head()
        start = head.lstrip("\ufeff \t\r\n")
        if not start:
            raise UnreadableFile("is empty.", where=self.name, remedy="Export it again.")
        if start[0] not in "{[":
            header = read_header(head)
            return Sample(legible(head), header.names if header else (), None, "csv")
        record = _first_line_object(start)
        if record is not None:
            return Sample(legible(head), None, record, "ndjson")
        return Sample(legible(head), None, first_json(legible(start)), "json")


def content_digest(content: bytes = b"") -> blake3:
    """What digests content: BLAKE3, on all processors, because a folder is digested anew each time it is read."""
    return blake3(content, max_threads=blake3.AUTO)


def arrived(path: Path, root: Path | None = None, limits: Limits = LIMITS) -> Arrived:
    """The file at `path`, named by its path below `root`. Raises UnreadableFile where it cannot be read."""
    name = legible(str(path.relative_to(root)) if root else path.name)
    digest, size = content_digest(), 0
    try:
        with path.open("rb") as raw:
            while block := raw.read(DIGESTED_AT_ONCE):
                digest.update(block)
                size += len(block)
    except OSError as error:
        raise unreadable(error, name) from None
    return Arrived(path, name, digest.hexdigest(), size, limits)


def arrived_page(body: bytes, name: str, limits: Limits = LIMITS) -> Arrived:
    """A page in memory, named by what it is."""
    return Arrived(body, name, content_digest(body).hexdigest(), len(body), limits)


def _first_line_object(text: str) -> object | None:
    """The first line that is a whole JSON object, where the text is one object a line, else None.

    It is where the first line is one, or most lines are (so that a damaged first record does not hide the others).
    """
    first = _object(text.partition("\n")[0])
    if first is not None:
        return first
    lines = [line for line in text.splitlines() if line.strip()][:64]
    objects = [value for value in map(_object, lines) if value is not None]
    return objects[0] if 2 * len(objects) > max(len(lines), 1) else None


def _object(line: str) -> dict[str, object] | None:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None
