"""How a file names the declared fields of its records at the top, where it has names of its own for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Written = tuple[tuple[str, str], ...]
"""Declared names, and how they are written in the file where that differs."""


def _as_it_is(record: Any) -> Any:
    return record


@dataclass(frozen=True)
class FieldNames:
    """`written` tells the names that records usually have; `renamed` makes of any record one with the declared names. Where it is
    `loose`, it makes text of truth and of lists of texts as well: true or false, and one text with `;` between them."""

    written: Written = ()
    renamed: Callable[[Any], Any] = _as_it_is
    loose: bool = False


DECLARED_NAMES = FieldNames()
"""A file that writes what is declared."""


def written_so(written: Written) -> FieldNames:
    """Records in which each of these names is always written in its one way."""

    def renamed(record: Any) -> Any:
        for name, in_file in written:
            if isinstance(record, dict) and in_file in record:
                record[name] = record.pop(in_file)
        return record

    return FieldNames(written, renamed)


def written_names(names: Iterable[str], declared_of: Callable[[str], str]) -> Written:
    """What is known from the names of one record; nothing where two of them are for one declared name."""
    found = [(declared_of(name), name) for name in names]
    if len({declared for declared, _ in found}) < len(found):
        return ()
    return tuple((declared, name) for declared, name in found if declared != name)
