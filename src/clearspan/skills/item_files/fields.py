"""The facts above an item's text, read one by one: what is missing or wrong is noted with its line, and reading goes on."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from clearspan.vocabulary.period import day_number

Choice = TypeVar("Choice", bound=StrEnum)

_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_TABLE = re.compile(r"\s*\[+\s*([A-Za-z0-9_.-]+)\s*\]+\s*$")


class Places:
    """Where each fact of a file stands: line by table, count of the table and name."""

    def __init__(self, lines: list[str], first: int) -> None:
        self._first = first
        self._lines: dict[tuple[str, int, str], int] = {}
        self._counts: dict[str, int] = {}
        table, count = "", 0
        for number, line in enumerate(lines, first):
            if head := _TABLE.match(line):
                table = head[1]
                count = self._counts[table] = self._counts.get(table, -1) + 1
                self._lines[table, count, ""] = number
            elif found := _KEY.match(line):
                self._lines.setdefault((table, count, found[1]), number)

    def line(self, table: str, count: int, name: str) -> int:
        """The line of a fact; of its table where it is not there; of the file's beginning otherwise."""
        here = self._lines.get((table, count, name), self._lines.get((f"{table}.{name}".strip("."), count, "")))
        return here or self._lines.get((table, count, ""), self._first)


class Fields:
    """The facts of one table, by name. Each reading method returns an empty value where the fact does not do, and notes why."""

    def __init__(self, written: Mapping[str, Any], places: Places, table: str = "", count: int = 0) -> None:
        self._written = written
        self.places = places
        self._table = table
        self._count = count
        self._asked: set[str] = set()
        self._within: list[Fields] = []
        self._notes: list[tuple[int, str, str]] = []

    def line(self, name: str) -> int:
        """The line on which a fact stands."""
        return self.places.line(self._table, self._count, name)

    def note(self, name: str, what: str, remedy: str = "") -> None:
        """Note that a fact does not do."""
        self._notes.append((self.line(name), what, remedy))

    def text(self, name: str, usual: str | None = None) -> str:
        """A text; `usual` where it may be left out and is."""
        value = self._value(name, usual)
        if value is not None and (not isinstance(value, str) or (not value.strip() and usual is None)):
            self.note(name, f"`{name}` must be words between quotation marks.")
            return ""
        return (value or "").strip()

    def number(self, name: str, low: int, high: int, usual: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        value = self._value(name, usual)
        if value is None:
            return low
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.note(name, f"`{name}` must be a whole number from {low} to {high}.")
            return low
        return value

    def yes(self, name: str) -> bool:
        """A yes (true); no where it is left out."""
        value = self._value(name, False)
        if not isinstance(value, bool):
            self.note(name, f"`{name}` must be true or false, without quotation marks.")
        return value is True

    def day(self, name: str) -> int:
        """A day number, written as 2026-11-01 without quotation marks."""
        value = self._value(name, None)
        if value is not None and (not isinstance(value, date) or type(value) is not date):
            self.note(name, f"`{name}` must be a day such as 2026-11-01, without quotation marks.")
            return 0
        return day_number(value) if value is not None else 0

    def names(self, name: str, form: str, example: str, least: int = 1) -> tuple[str, ...]:
        """A list of texts of one form (a regular expression, shown to the author by its example), none twice."""
        value = self._value(name, None if least else [])
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.note(name, f'`{name}` must be a list such as ["{example}"].')
            return ()
        for each in value:
            if not re.fullmatch(form, each):
                self.note(name, f"`{name}` holds {each!r}, which is not of the form {example}.")
        if len(value) < least or len(set(value)) < len(value):
            self.note(name, f"`{name}` must hold at least {least}, and none twice.")
        return tuple(value)

    def choice(self, name: str, kind: type[Choice]) -> Choice:
        """One of some words."""
        value = self._value(name, None)
        try:
            return kind(value)
        except ValueError:
            if value is not None:
                self.note(name, f"`{name}` must be one of: {', '.join(kind)}.")
            return next(iter(kind))

    def choices(self, name: str, kind: type[Choice], least: int = 1) -> tuple[Choice, ...]:
        """Some of some words."""
        given = self.names(name, "|".join(kind), next(iter(kind)).value, least)
        return tuple(kind(each) for each in given if each in set(kind))

    def within(self, name: str, may_miss: bool = False) -> "Fields | None":
        """The facts under `[name]`; None where they may be left out and are."""
        value = self._value(name, {} if may_miss else None)
        if not value or not isinstance(value, Mapping):
            if not may_miss and value is not None:
                self.note(name, f"`[{name}]` must be a heading with facts under it.")
            return None
        inner = Fields(value, self.places, f"{self._table}.{name}".strip("."), 0)
        self._within.append(inner)
        return inner

    def each(self, name: str, least: int = 0) -> list["Fields"]:
        """The facts under each `[[name]]`, in order."""
        value = self._value(name, [] if not least else None)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value) or len(value) < least:
            self.note(name, f"There must be at least {least} of `[[{name}]]`, each with facts under it.")
            return []
        inner = [Fields(each, self.places, name, count) for count, each in enumerate(value)]
        self._within.extend(inner)
        return inner

    def notes(self) -> Iterator[tuple[int, str, str]]:
        """What was wrong: line, words, remedy; facts that nothing asked for are among it."""
        yield from self._notes
        for name in self._written:
            if name not in self._asked:
                yield self.line(name), f"`{name}` is no fact of this kind of item.", "Take it out, or mend its spelling."
        for inner in self._within:
            yield from inner.notes()

    def _value(self, name: str, usual: Any) -> Any:
        self._asked.add(name)
        if name in self._written:
            return self._written[name]
        if usual is None:
            here = f" under `[{self._table}]`" if self._table else " between the two +++ lines"
            self.note(name, f"`{name}` is missing{here}.")
        return usual
