"""The first row of a delimited file: which character separates, what the columns are called, and where the rows begin."""

import csv
import re
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")

_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?\r?\n?', re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """`names` as written; `length` is the number of characters before the first record."""

    delimiter: str
    names: tuple[str, ...]
    length: int


def read_header(head: str) -> Header | None:
    """The header of a delimited file of which `head` is the beginning, or None where no row ends within `head`.

    A first line `sep=;`, as spreadsheets write it, is obeyed and skipped, as are blank lines.
    """
    start = len(head) - len(head.lstrip("\r\n \ufeff"))
    stated = _SEPARATOR_LINE.match(head, start)
    if stated:
        start = stated.end()
    end = _row_end(head, start)
    line = head[start:end].rstrip("\r\n")
    if not line.strip():
        return None
    delimiter = stated[1] if stated else _delimiter(line)
    try:
        names = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return None
    return Header(delimiter, tuple(legible(name).strip() for name in names), end)


def legible(text: str) -> str:
    """The text with the replacement character for lone surrogates, which stand for bytes that are no UTF-8."""
    return text if text.isascii() else text.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def plain_name(name: str) -> str:
    """The name as it is compared: small letters and digits alone, so that case, spaces, underscores and signs do not count."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _row_end(head: str, start: int) -> int:
    """Where the row that begins at `start` ends: after a line break outside quotation marks."""
    quoted = False
    for at in range(start, len(head)):
        if head[at] == '"':
            quoted = not quoted
        elif not quoted and head[at] == "\n":
            return at + 1
        elif not quoted and head[at] == "\r":
            return at + 2 if head[at + 1 : at + 2] == "\n" else at + 1
    return len(head)


def _delimiter(line: str) -> str:
    """The separator that cuts the line into most columns; a comma where none does."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(DELIMITERS, key=bare.count)
