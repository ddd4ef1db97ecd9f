"""Alias rows from the records of a tool that state an address and an identifier of the tool's own."""

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.staff.alias_rows import alias_table
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.join_rule import JoinRule


def stated_pairs(
    sieve: Sieve, email: pa.Array, other_kind: IdentifierKind, other: pa.Array, rule: JoinRule = JoinRule.TOOL_RECORD
) -> pa.Table:
    """Alias rows of the kept records that state both; each pair once, under its first record. `rule` says how it is known."""
    both = pc.and_(sieve.kept(), pc.and_(pc.is_valid(email), pc.is_valid(other)))
    stated = pa.table({"record": pa.array(sieve.numbers), "email": email, "other": other}).filter(both)
    once = stated.group_by(["email", "other"], use_threads=False).aggregate([("record", "min")])
    record, address, known = (once[name].combine_chunks() for name in ("record_min", "email", "other"))
    return alias_table(record, address, pa.repeat(other_kind.value, once.num_rows), known, rule)
