"""Rows of a staff list as a source reads them, still with raw identifiers, in memory only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.written import trimmed

ROSTER = "roster"
"""Name under which a batch carries roster rows; it is no fact table: spells.py turns it into person_spell."""

IDENTIFIER = pa.struct([("kind", pa.string()), ("value", pa.string()), ("field", pa.string())])
"""One identifier of a person, and the file's own name of the column it stood in."""

ROSTER_SCHEMA = pa.schema(
    [
        ("record", pa.int64()),
        ("identifiers", pa.list_(IDENTIFIER)),
        ("manager_kind", pa.string()),
        ("manager_value", pa.string()),
        ("from_day", pa.int32()),
        ("to_day", pa.int32()),
        ("team", pa.string()),
        ("department", pa.string()),
        ("division", pa.string()),
        ("role", pa.string()),
        ("level", pa.string()),
        ("location", pa.string()),
        ("employment", pa.string()),
        ("hired_day", pa.int32()),
        ("left_day", pa.int32()),
        ("active", pa.int8()),
        ("as_of", pa.int32()),
    ]
)
"""`record` is the number in the file, from 1. `from_day` is null in a snapshot, whose day is `as_of`; `as_of` is null
where neither a column nor the file's name states it. `active` is 0 where the list says that the person has left
without saying when. team, department and division are the plain names, not yet keys."""

PLACE = ("team", "department", "division", "role", "level", "location", "employment")
"""The text columns that say where a person works and as what."""


@dataclass(frozen=True)
class IdentifierColumn:
    """Identifiers of one kind from one column, one value a row or null. Where `split` is set, a value holds several."""

    kind: str
    field: str
    values: pa.Array
    split: bool = False


def identifier_lists(rows: int, columns: Sequence[IdentifierColumn]) -> pa.ListArray:
    """For each of `rows` rows the list of its identifiers, in the order of the columns, without empty ones.

    A split column is cut at `;`, `,` and `|`; `SMTP:` before an address is taken off, other prefixes (`X500:`, `SIP:`)
    mark what is no e-mail address and are left out.
    """
    parents: list[pa.Array] = []
    parts: list[tuple[IdentifierColumn, pa.Array]] = []
    for column in columns:
        parent, values = _several(column.values) if column.split else (pa.array(np.arange(rows)), column.values)
        values = trimmed(values)
        stated = pc.is_valid(values)
        parents.append(parent.filter(stated).cast(pa.int64()))
        parts.append((column, values.filter(stated)))
    row = np.concatenate([np.zeros(0, np.int64), *(parent.to_numpy(zero_copy_only=False) for parent in parents)])
    order = pa.array(np.argsort(row, kind="stable"))
    offsets = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))]).astype(np.int32)
    which = pa.array(np.repeat(np.arange(len(parts)), [len(values) for _, values in parts])).take(order)
    fields = [
        pa.array([column.kind for column, _ in parts], pa.string()).take(which),
        _joined([values for _, values in parts]).take(order),
        pa.array([column.field for column, _ in parts], pa.string()).take(which),
    ]
    flat = pa.StructArray.from_arrays(fields, fields=list(IDENTIFIER))
    return pa.ListArray.from_arrays(pa.array(offsets), flat)


def roster_table(rows: int, columns: dict[str, pa.Array]) -> pa.Table:
    """Roster rows from the columns given; the others are null. Raises KeyError for a column that does not exist."""
    if unknown := sorted(set(columns) - set(ROSTER_SCHEMA.names)):
        raise KeyError(f"a roster row has no column {unknown[0]}")
    arrays = [columns[item.name].cast(item.type) if item.name in columns else pa.nulls(rows, item.type) for item in ROSTER_SCHEMA]
    return pa.Table.from_arrays(arrays, schema=ROSTER_SCHEMA)


def _several(values: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Row number and value of each address in a column in which a cell holds several."""
    cut = pc.split_pattern_regex(values.cast(pa.string()), r"[;,|]")
    parent, each = pc.list_parent_indices(cut), pc.utf8_trim_whitespace(pc.list_flatten(cut))
    plain = pc.replace_substring_regex(each, r"^(?i:smtp:)", "")
    usable = pc.invert(pc.match_substring_regex(plain, r"^[A-Za-z0-9]+:"))
    return parent.filter(usable), plain.filter(usable)


def _joined(arrays: list[pa.Array]) -> pa.Array:
    return pa.concat_arrays(arrays) if arrays else pa.array([], pa.string())
