"""The pages of one window as one page, one record a line: for feeds of which a window has to be read as a whole."""

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from clearspan.errors import BadAnswer
from clearspan.sources.pulling.api import Page
from clearspan.sources.pulling.caller import Answer

Keep = Callable[[dict[str, Any]], bool]
"""Whether a record belongs into the window."""

_PACKING = 1
"""Level of gzip: the fastest, which makes such lines ten times shorter."""


def joined(answers: Iterable[Answer], under: str, keep: Keep | None = None, *, may_lack: bool = False) -> Iterator[Page]:
    """One page with the records of all answers, none where there are no records.

    The records of an answer are the list `under` that name. Raises BadAnswer where there is no list, unless it `may_lack` it.
    """
    return one_page(
        record
        for answer in answers
        for record in records_of(answer, under, may_lack)
        if keep is None or not isinstance(record, dict) or keep(record)
    )


def one_page(records: Iterable[Any]) -> Iterator[Page]:
    """One page of the records, none where there are none; packed, because the day of a large organisation is long."""
    lines, packed = 0, io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=_PACKING, mtime=0) as pack:
        for record in records:
            pack.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
            lines += 1
    if lines:
        yield Page(packed.getvalue())


def records_of(answer: Answer, under: str, may_lack: bool = False) -> list[Any]:
    """The records of an answer. Raises BadAnswer where it has none."""
    body = answer.json()
    found = body.get(under) if isinstance(body, dict) else None
    if found is None and may_lack and isinstance(body, dict):
        return []
    if not isinstance(found, list):
        raise BadAnswer(f"answers without the list {under!r}.", where=answer.where)
    return found


def begins(day: str, *path: str) -> Keep:
    """Keeps records in which the text at a nested name begins with the day; others are another window's."""

    def keep(record: dict[str, Any]) -> bool:
        value: Any = record
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return not isinstance(value, str) or value.startswith(day)

    return keep
