"""Blocks of UTF-8 from a file as it arrived: unpacked, decoded, and bounded."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from clearspan.errors import UnreadableFile

BLOCK_BYTES = 1 << 18
"""Bytes read at a time: what is made of a block stays in the processor's cache, which halves the time to parse JSON."""

RATIO_FROM_BYTES = 64 << 20
"""Unpacked bytes from which the ratio of unpacked to packed is judged; a small file may well be that repetitive."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is read: bytes of a line, of a JSON document, of the unpacked whole; unpacked bytes per packed one."""

    line_bytes: int = 16 << 20
    document_bytes: int = 128 << 20
    total_bytes: int = 64 << 30
    ratio: int = 200
    ratio_from_bytes: int = RATIO_FROM_BYTES


LIMITS = Limits()
"""The limits in force; exports of 100,000 people stay far below each."""

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKINGS = (_GZIP, *_ZIP)

_OTHER_PACKINGS = {
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "rar",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "old Excel",
    b"PAR1": "Parquet",
}

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def utf8_blocks(content: Path | bytes, where: str, limits: Limits = LIMITS) -> Iterator[bytes]:
    """The content of a file or of a page in memory in blocks of UTF-8, without a byte order mark.

    gzip and a zip with one member are unpacked; UTF-16 and UTF-32 are decoded. Bytes of a file that is not UTF-16 or UTF-32
    pass as they are: who reads a record checks it. Raises UnreadableFile, naming `where`.
    """
    blocks = _unpacked(content, where, limits)
    first = next(blocks, b"")
    if not first:
        raise UnreadableFile("is empty.", where=where, remedy="Export it again.")
    encoding, mark = _encoding(first)
    if encoding == "utf-8":
        yield first[mark:]
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        yield decoder.decode(first[mark:]).encode()
        for block in blocks:
            yield decoder.decode(block).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError:
        raise UnreadableFile(
            f"begins as {encoding} text and goes on as something else.", where=where, remedy="Export it again, as UTF-8."
        ) from None


def _encoding(first: bytes) -> tuple[str, int]:
    """The encoding and the length of the byte order mark."""
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding, len(mark)
    if len(first) > 1 and first[0] and not first[1]:
        return "utf-16-le", 0
    if len(first) > 1 and first[1] and not first[0]:
        return "utf-16-be", 0
    return "utf-8", 0


def _unpacked(content: Path | bytes, where: str, limits: Limits) -> Iterator[bytes]:
    """Blocks of the content, unpacked, within the limits."""
    produced = 0
    try:
        with _raw(content) as raw, _opened(raw, where) as unpacked:
            while block := unpacked.read(BLOCK_BYTES):
                produced += len(block)
                _check_size(produced, raw.tell(), limits, where)
                yield block
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
        raise UnreadableFile(
            "is damaged or ends early.", where=where, remedy="Download it again; it was not copied completely."
        ) from None
    except (RuntimeError, NotImplementedError):
        raise UnreadableFile("is packed with a password or in an unusual way.", where=where, remedy="Unpack it first.") from None
    except OSError as error:
        raise unreadable(error, where) from None


def plain_from(path: Path) -> int | None:
    """Where the text of a file begins that is stored as UTF-8 and as it is; None for any other. Raises OSError."""
    with path.open("rb") as file:
        first = file.read(BLOCK_BYTES)
    encoding, mark = _encoding(first)
    packed = first.startswith((*_OTHER_PACKINGS, *_PACKINGS))
    return None if packed or encoding != "utf-8" else mark


def unreadable(error: OSError, where: str) -> UnreadableFile:
    """What is said of a file that the system does not let us read."""
    return UnreadableFile(f"cannot be read: {error.strerror}.", where=where, remedy="Check that it may be read.")


def _raw(content: Path | bytes) -> BinaryIO:
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def _check_size(produced: int, consumed: int, limits: Limits, where: str) -> None:
    if produced > limits.total_bytes:
        raise UnreadableFile(f"holds more than {limits.total_bytes:,} bytes.", where=where, remedy="Export shorter periods.")
    if produced > limits.ratio_from_bytes and produced > limits.ratio * consumed:
        raise UnreadableFile(
            f"unpacks to more than {limits.ratio} times its size, which no export does.",
            where=where,
            remedy="Unpack and look at it before you use it.",
        )


@contextmanager
def _opened(raw: BinaryIO, where: str) -> Iterator[BinaryIO]:
    """The content of the file as a stream of bytes."""
    start = raw.read(8)
    raw.seek(0)
    for magic, name in _OTHER_PACKINGS.items():
        if start.startswith(magic):
            raise UnreadableFile(
                f"is a {name} file.", where=where, remedy="Give the export itself: CSV or JSON, plain, gzip or zip."
            )
    if start.startswith(_GZIP):
        with gzip.GzipFile(fileobj=raw, mode="rb") as unpacked:
            yield unpacked  # type: ignore[misc]
    elif start.startswith(_ZIP):
        with zipfile.ZipFile(raw) as archive, archive.open(_only_member(archive, where)) as unpacked:
            yield unpacked  # type: ignore[misc]
    else:
        yield raw


def _only_member(archive: zipfile.ZipFile, where: str) -> zipfile.ZipInfo:
    """The single file in a zip archive."""
    members = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX/")]
    if any(info.filename == "[Content_Types].xml" for info in members):
        raise UnreadableFile("is a spreadsheet.", where=where, remedy="Save the sheet as CSV (UTF-8) and give that file.")
    if len(members) != 1:
        raise UnreadableFile(
            f"is a zip with {len(members)} files in it.", where=where, remedy="Unpack it and give the files themselves."
        )
    return members[0]
