"""Rows that say which identifiers are one person's, still raw, in memory only."""

import pyarrow as pa

from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.join_rule import JoinRule

ALIAS = "alias"
"""Name under which a batch carries alias rows; it is no fact table."""

ALIAS_SCHEMA = pa.schema(
    [
        ("record", pa.int64()),
        ("kind", pa.string()),
        ("value", pa.string()),
        ("other_kind", pa.string()),
        ("other_value", pa.string()),
        ("rule", pa.string()),
    ]
)
"""`value` is the address of a person, `other_value` an identifier of `other_kind` that belongs to the person too, by `rule`."""


def alias_table(
    record: pa.Array, email: pa.Array, other_kind: pa.Array, other_value: pa.Array, rule: JoinRule = JoinRule.TOOL_RECORD
) -> pa.Table:
    """Alias rows of addresses and the identifiers that belong to the same people; `rule` says how that is known."""
    kind = pa.repeat(IdentifierKind.EMAIL.value, len(record))
    rules = pa.repeat(rule.value, len(record))
    return pa.Table.from_arrays([record, kind, email, other_kind, other_value, rules], schema=ALIAS_SCHEMA)
