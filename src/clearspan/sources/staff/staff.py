"""What the staff lists of all runs state together: records and their identifiers, as they are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.privacy.identities import Identities
from clearspan.sources.reading.fact_rows import fact_schema
from clearspan.sources.staff.people_now import people_now
from clearspan.sources.staff.roster_files import NOBODY, Finding, Flags, Ints
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.tables import STAFF_IDENTIFIER, STAFF_STATEMENT

SOURCE = "roster"
"""Source under which statements, identifiers and spells are stored."""

_RECORD_BITS = 40


@dataclass(frozen=True)
class StaffTables:
    """The rows of staff_statement and of staff_identifier, in no order."""

    statements: pa.Table
    identifiers: pa.Table

    @classmethod
    def empty(cls) -> Self:
        """No statement."""
        return cls(fact_schema(STAFF_STATEMENT).empty_table(), fact_schema(STAFF_IDENTIFIER).empty_table())

    def without(self, listed: pa.Table) -> "StaffTables":
        """What was not stated by a list and day (list, as_of) of `listed`."""
        left = (table.join(listed, ["list", "as_of"], join_type="left anti") for table in (self.statements, self.identifiers))
        return StaffTables(*left)

    def and_these(self, others: "StaffTables") -> "StaffTables":
        """These rows and the others."""
        pairs = ((self.statements, others.statements), (self.identifiers, others.identifiers))
        return StaffTables(*(pa.concat_tables([one, other.cast(one.schema)]) for one, other in pairs))


@dataclass(frozen=True)
class Claims:
    """Every identifier of every row: row number, ascending, kind and field (texts), and its identity."""

    row: Ints
    kind: pa.Array
    field: pa.Array
    identity: Ints

    @cached_property
    def numbers(self) -> Flags:
        """Which claims are employee numbers."""
        return self._of_kind(IdentifierKind.EMPLOYEE_ID)

    @cached_property
    def emails(self) -> Flags:
        """Which claims are e-mail addresses."""
        return self._of_kind(IdentifierKind.EMAIL)

    def owners(self, chosen: Flags, rows: int) -> Ints:
        """The identity that stands for each row, by the claims chosen: its employee number, else its first identifier;
        NOBODY without one."""
        owner = np.full(rows, NOBODY, np.int64)
        for mask in (chosen, chosen & self.numbers):
            places = np.flatnonzero(mask)[::-1]
            owner[self.row[places]] = self.identity[places]
        return owner

    def _of_kind(self, kind: IdentifierKind) -> Flags:
        return np.asarray(pc.equal(self.kind, kind.value).to_numpy(zero_copy_only=False), dtype=np.bool_)


@dataclass(frozen=True)
class Staff:
    """All statements in a fixed order: by list, arrival and record. `file` numbers the files through, by row.

    `identifiers` are in the order of their statements, as `claims` has them.
    """

    rows: pa.Table
    identifiers: pa.Table
    file: Ints
    claims: Claims

    @classmethod
    def of(cls, tables: StaffTables, identities: Identities) -> Self:
        """The statements of everyone whom the register still knows by an identifier of the record."""
        known = people_now(_ints(tables.identifiers["identity"]), identities) != NOBODY
        rows, found = tables.statements, tables.identifiers.filter(pa.array(known))
        lists = pa.array(sorted(rows["list"].unique().to_pylist()), pa.string())
        files = np.unique(_file(rows, lists))
        key, claimed = _key(rows, lists, files), _key(found, lists, files)
        named = np.isin(key, claimed)
        order = np.flatnonzero(named)[np.argsort(key[named], kind="stable")]
        kept = np.flatnonzero(np.isin(claimed, key))
        kept = kept[np.lexsort((_ints(found["place"])[kept], claimed[kept]))]
        found = found.take(pa.array(kept)).combine_chunks()
        claims = Claims(
            np.searchsorted(key[order], claimed[kept]),
            found["kind"].combine_chunks(),
            found["field"].combine_chunks(),
            _ints(found["identity"]),
        )
        return cls(rows.take(pa.array(order)).combine_chunks(), found, key[order] >> _RECORD_BITS, claims)

    def days(self, column: str, absent: int) -> Ints:
        """A column of days, `absent` where it is null."""
        return _ints(self.rows[column].fill_null(absent))

    def finding(self, row: int, field: str, reason: str, *, kept: bool) -> Finding:
        """A finding about a row, named by its file and record."""
        name, arrival, record = (self.rows[column][row].as_py() for column in ("list", "arrival", "record"))
        return Finding(name, arrival, record, field, reason, kept)

    def stated_of(self, identity: Ints, identities: Identities) -> StaffTables:
        """The rows to store, with the people of this moment; `identity` is the one that stands for each statement. A
        manager whom the register no longer knows is not stated any more."""
        managers = self.rows["manager_identity"]
        manager = people_now(_ints(managers.fill_null(NOBODY)), identities)
        gone = (manager == NOBODY) & np.asarray(pc.fill_null(pc.greater(managers, 0), False))
        statements = {
            "person": people_now(identity, identities),
            "identity": identity,
            "manager": pa.array(manager, mask=manager == NOBODY),
            "manager_identity": pc.if_else(pa.array(gone), pa.scalar(None, pa.int32()), managers),
        }
        identifiers = {"person": people_now(self.claims.identity, identities)}
        return StaffTables(_with(self.rows, statements), _with(self.identifiers, identifiers))


def _ints(column: pa.ChunkedArray) -> Ints:
    return column.to_numpy().astype(np.int64)


def _file(table: pa.Table, lists: pa.Array) -> Ints:
    """A number for the list and the arrival of each row; negative where the list is not among `lists`."""
    place = pc.fill_null(pc.index_in(table["list"], value_set=lists), -1)
    return _ints(place) << 32 | _ints(table["arrival"])


def _key(table: pa.Table, lists: pa.Array, files: Ints) -> Ints:
    """A number for the record of each row, in the order of list, arrival and record; -1 where its file is not among `files`."""
    file = _file(table, lists)
    at = np.searchsorted(files, file)
    known = np.isin(file, files)
    return np.where(known, at << _RECORD_BITS | _ints(table["record"]), -1)


def _with(table: pa.Table, columns: Mapping[str, object]) -> pa.Table:
    arrays = {name: table[name] for name in table.column_names} | dict(columns)
    return pa.table(arrays).cast(table.schema)
