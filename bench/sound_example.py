"""The records of an example without those that its source rejects, wherever in its pages they stand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from clearspan.errors import ClearspanError
from clearspan.sources.reading.arrived import arrived_page
from clearspan.sources.source import Source

Place = tuple[str | int, ...]
"""Names and numbers on the way to something inside a value."""


@dataclass(frozen=True)
class Written:
    """The name of a file, which may say a day, and how its values are written."""

    name: str
    text: Callable[[Any], bytes]


def sound(source: Source, file: Written, values: Any) -> Any:
    """The values of a file, out of which everything is taken that is rejected, and nothing that is kept."""
    rejected, kept = _outcome(source, file, values)
    for items in list(_lists(values)):
        at = 0
        while rejected and at < len(items):
            taken = items.pop(at)
            fewer, still = _outcome(source, file, values)
            if fewer < rejected and still >= kept and items:
                rejected, kept = fewer, still
            else:
                items.insert(at, taken)
                at += 1
    return values


def page_place(source: Source, file: Written, value: Any) -> Place | None:
    """Where the list of records stands in a value: the longest, and then the innermost, that written twice holds as many records
    more as it has items. None where there is none: the value is a record."""
    found: list[tuple[int, int, Place]] = []
    before = _records(source, file, value)
    for place in _places(value, ()):
        items = inside(value, place)
        once = len(items)
        items *= 2
        if _records(source, file, value) == before + once:
            found.append((once, len(place), place))
        del items[once:]
    return max(found, key=lambda each: each[:2])[2] if found else None


def inside(value: Any, place: Place) -> Any:
    """What stands at a place of a value."""
    for step in place:
        value = value[step]
    return value


def _records(source: Source, file: Written, value: Any) -> int:
    return sum(batch.records for batch in source.read(arrived_page(file.text(value), file.name)))


def _places(value: Any, at: Place) -> Iterator[Place]:
    """Where the lists of objects stand."""
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            yield at
        for place, inner in enumerate(value):
            yield from _places(inner, (*at, place))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(inner, (*at, name))


def _outcome(source: Source, file: Written, values: Any) -> tuple[int, int]:
    """How many records are rejected, and how many kept; what cannot be read at all counts as rejected without end."""
    rejected = kept = 0
    try:
        for batch in source.read(arrived_page(file.text(values), file.name)):
            rejected += len(batch.rejects)
            kept += batch.records - sum(batch.dropped.values()) - len(batch.rejects)
    except ClearspanError:
        return 1 << 30, 0
    return rejected, kept


def _lists(value: Any) -> Iterator[list[Any]]:
    """The list itself and all lists of objects or rows inside it, the outer ones first."""
    if isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            yield value
        for inner in value:
            yield from _lists(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _lists(inner)
