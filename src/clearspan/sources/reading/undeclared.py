"""Names of the fields that a file has and its source does not declare: they are dropped, and their names are told."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from clearspan.sources.reading.header import plain_name

UNSHOWN = "(a name that is not shown)"
"""Stands for a field name that could itself be personal: an address, or free text."""

_SHOWN = re.compile(r"[\w .()/:+&-]{1,80}")
_VALUE = re.compile(r"[\d.,:/ +-]+|.*@.*", re.DOTALL)


def undeclared_columns(header: Sequence[str], declared: Iterable[str]) -> frozenset[str]:
    """The header's names that match none of `declared`, by the comparison that ignores case, spaces and signs.

    Where the header holds a number, a date or an address, a record has run into it, and no name is shown.
    """
    known = {plain_name(name) for name in declared}
    names = frozenset(name for name in header if plain_name(name) not in known)
    if any(_VALUE.fullmatch(name) for name in header):
        return frozenset({UNSHOWN})
    return frozenset(map(shown, names))


def undeclared_keys(records: Sequence[dict[str, Any]], declared: pa.StructType) -> set[str]:
    """The dotted names of keys that the type does not declare: of every record at the top, of the first one below."""
    if not records:
        return set()
    found = set(map(shown, undeclared_names(records, declared)))
    for item in declared:
        inner = records[0].get(item.name)
        found |= {f"{item.name}.{name}" for name in _inner(inner, item.type)}
    return found


def undeclared_names(records: Iterable[dict[str, Any]], declared: pa.StructType) -> set[str]:
    """The keys at the top of the records that the type does not declare, as they are: in memory only."""
    return set().union(*records) - {item.name for item in declared}


def _inner(value: Any, declared: pa.DataType) -> set[str]:
    if pa.types.is_list(declared):
        value, declared = (value[0] if isinstance(value, list) and value else None), declared.value_type
    if pa.types.is_struct(declared) and isinstance(value, dict):
        return undeclared_keys([value], declared)
    return set()


def shown(name: str) -> str:
    """The name, or a stand-in where it could be personal."""
    return name if _SHOWN.fullmatch(name) else UNSHOWN
