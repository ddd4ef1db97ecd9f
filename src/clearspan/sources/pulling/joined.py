"""The pages of one window as one page, one record a line: for feeds of which a window has to be read as a whole."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from clearspan.errors import BadAnswer
from clearspan.sources.pulling.api import Page
from clearspan.sources.pulling.caller import Answer

Keep = Callable[[dict[str, Any]], bool]
"""Whether a record belongs into the window."""


def joined(answers: Iterable[Answer], under: str, keep: Keep | None = None, *, may_lack: bool = False) -> Iterator[Page]:
    """One page with the records of all answers, none where there are no records.

    The records of an answer are the list `under` that name. Raises BadAnswer where there is no list, unless it `may_lack` it.
    """
    lines = [orjson.dumps(record) for answer in answers for record in records_of(answer, under, may_lack) if _kept(record, keep)]
    if lines:
        yield Page(b"\n".join(lines) + b"\n")


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


def _kept(record: Any, keep: Keep | None) -> bool:
    return keep is None or not isinstance(record, dict) or keep(record)
