"""Under which identifier the owner of a record is known: the address where the system tells it, else its own number."""

from dataclasses import dataclass

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.staff.alias_rows import alias_table
from clearspan.vocabulary.identifier import IdentifierKind

NOBODY = "nobody owns the item"
BOT = "bot or service account"
"""Reasons for which an item is dropped."""


@dataclass(frozen=True)
class Owner:
    """The identifier of each record's owner, its kind, and the two that it was chosen from."""

    identifier: pa.Array
    kind: pa.Array
    email: pa.Array
    own_id: pa.Array
    own_kind: IdentifierKind

    def aliases(self, sieve: Sieve) -> pa.Table:
        """Alias rows: each pair of an address and a number once, from the records that the sieve keeps."""
        kept = pc.and_(sieve.kept(), pc.and_(pc.is_valid(self.email), pc.is_valid(self.own_id)))
        table = pa.table({"record": pa.array(sieve.numbers), "email": self.email, "own": self.own_id}).filter(kept)
        pairs = table.group_by(["email", "own"], use_threads=False).aggregate([("record", "min")])
        columns = [pairs[name].combine_chunks() for name in ("record_min", "email", "own")]
        return alias_table(columns[0], columns[1], pa.repeat(self.own_kind.value, len(pairs)).cast(pa.string()), columns[2])


def owner(email: pa.Array, own_id: pa.Array, own_kind: IdentifierKind) -> Owner:
    """The owner of each record; null where the record names none."""
    address = pc.if_else(pc.match_substring(email, "@"), email, pa.scalar(None, pa.string()))
    kind = pc.if_else(pc.is_valid(address), IdentifierKind.EMAIL.value, own_kind.value)
    return Owner(pc.coalesce(address, own_id), kind, address, own_id, own_kind)


def machine_logins(logins: pa.Array) -> pa.Array:
    """Where a login is that of a program by the way it is written, as [bot] at its end."""
    pattern = r"(?i)(\[bot\]$|^app/|[-_](bot|ci|svc|automation)$|^(svc|bot)[-_])"
    return pc.fill_null(pc.match_substring_regex(logins, pattern), False)
