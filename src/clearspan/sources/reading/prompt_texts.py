"""Texts in records of prompts, replaced by the names of their tasks before anything else is made of the records."""

from collections.abc import Callable, Sequence
from typing import Any

from clearspan.sources.reading.digest import task_of
from clearspan.sources.reading.pages import Unwrap

DIGESTED = "digested"
"""Marks a record of which the texts are replaced already, so that it is not done twice."""

Asks = Callable[[dict[str, Any]], bool]
"""Whether a record's text is a person's request."""

_MOST_PARTS = 64


def digested(record: Any, places: Sequence[tuple[str, ...]], asks: Asks = lambda _: True) -> Any:
    """The record with a task, or nothing, at each of the places (names, the outer ones first) where a text may stand.

    Where the record does not ask for anything, as an answer does not, its texts are taken out unread.
    """
    if not isinstance(record, dict):
        return record
    if record.pop(DIGESTED, None) is True:
        return record
    read = asks(record)
    for *outer, last in places:
        inside: Any = record
        for name in outer:
            inside = inside.get(name) if isinstance(inside, dict) else None
        if isinstance(inside, dict) and last in inside:
            inside[last] = task_of(_text(inside[last])) if read else None
    return record


def marked(record: dict[str, Any], places: Sequence[tuple[str, ...]], asks: Asks) -> dict[str, Any]:
    """The same, marked as done."""
    found = digested(record, places, asks)
    return {**found, DIGESTED: True}


def digesting(unwrap: Unwrap, places: Sequence[tuple[str, ...]], asks: Asks = lambda _: True) -> Unwrap:
    """The records that `unwrap` finds, with tasks in place of texts."""

    def opened(value: Any) -> list[Any]:
        return [digested(record, places, asks) for record in unwrap(value)]

    return opened


def _text(value: Any) -> str:
    """The text of a value: itself, or the parts of a list that are text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(part for part in value[:_MOST_PARTS] if isinstance(part, str))
    return ""
