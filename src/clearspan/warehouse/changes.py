"""What one draft does to people who are already stored: new person numbers, and people to be erased."""

from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from clearspan.vocabulary.column import Table

REFERENCES = ("manager", "other")
"""Columns, beside `person`, that hold the number of another person. Where a table also has the column with `_identity`
after the name, it holds the identity under which that person is stated, and goes with it."""


@dataclass
class Changes:
    """`identities` maps an identity to its person from now on; `people` a person number to the one that absorbed it;
    `removed` are the people of whom nothing may remain; `withdrawn` the arrivals whose rows are taken back, of this draft or
    stored; that they arrived stays known."""

    identities: dict[int, int] = field(default_factory=dict[int, int])
    people: dict[int, int] = field(default_factory=dict[int, int])
    removed: set[int] = field(default_factory=set[int])
    withdrawn: set[int] = field(default_factory=set[int])

    def __bool__(self) -> bool:
        return bool(self.identities or self.people or self.removed)

    def kept(self, table: Table, query: str) -> str:
        """A query for the rows of `query` without those of the arrivals taken back."""
        if not self.withdrawn or not _arrives(table):
            return query
        return f"SELECT * FROM ({query}) WHERE arrival NOT IN ({self._withdrawn()})"

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing; makes the changes known to a connection, as the tables that the queries below use."""
        connection.register("changed_identity", _pairs(self.identities))
        connection.register("changed_person", _pairs(self.people))
        connection.register("removed_person", pa.table({"person": pa.array(sorted(self.removed), pa.int32())}))

    def touches(self, table: Table) -> str | None:
        """A condition that holds for the rows of a table that the changes alter; None where they cannot alter any."""
        columns = {column.name for column in table.columns}
        taken_back = [f"arrival IN ({self._withdrawn()})"] if self.withdrawn and _arrives(table) else []
        if "person" not in columns or not self:
            return " OR ".join(taken_back) or None
        conditions = [
            f"{name} IN (SELECT old FROM changed_person) OR {name} IN (SELECT person FROM removed_person)"
            for name in ("person", *REFERENCES)
            if name in columns
        ]
        moved = "EXISTS (SELECT 1 FROM changed_identity AS c WHERE c.old = identity AND c.new <> stored.person)"
        return " OR ".join([moved, *conditions, *taken_back])

    def applied(self, table: Table, query: str) -> str:
        """A query for the rows of `query` after the changes. A removed person's rows go; a reference to a removed
        person becomes null where the column allows it, else the row goes as well."""
        columns = {column.name: column for column in table.columns}
        if "person" not in columns or not self:
            return query
        references = [columns[name] for name in REFERENCES if name in columns]
        joins = "LEFT JOIN changed_identity AS i ON i.old = k.identity LEFT JOIN changed_person AS p ON p.old = k.person"
        renamed = ["coalesce(i.new, p.new, k.person) AS person"]
        for column in references:
            joins += f" LEFT JOIN changed_person AS p_{column.name} ON p_{column.name}.old = k.{column.name}"
            renamed.append(f"coalesce(p_{column.name}.new, k.{column.name}) AS {column.name}")
        moved = f"SELECT k.* REPLACE ({', '.join(renamed)}) FROM ({query}) AS k {joins}"
        removed = "(SELECT person FROM removed_person)"
        cleared = [
            f"CASE WHEN {c.name} IN {removed} THEN NULL ELSE {name} END AS {name}"
            for c in references
            if c.nullable
            for name in (c.name, f"{c.name}_identity")
            if name in columns
        ]
        kept = [f"{name} NOT IN {removed}" for name in ("person", *(c.name for c in references if not c.nullable))]
        chosen = f"* REPLACE ({', '.join(cleared)})" if cleared else "*"
        return f"SELECT {chosen} FROM ({moved}) WHERE {' AND '.join(kept)}"

    def _withdrawn(self) -> str:
        return ", ".join(str(int(number)) for number in sorted(self.withdrawn))


def _arrives(table: Table) -> bool:
    """Whether the table's rows came with an arrival and are not the arrivals themselves."""
    return table.key != ("arrival",) and any(column.name == "arrival" for column in table.columns)


def _pairs(mapping: dict[int, int]) -> pa.Table:
    old, new = pa.array(mapping.keys(), pa.int32()), pa.array(mapping.values(), pa.int32())
    return pa.table({"old": old, "new": new})
