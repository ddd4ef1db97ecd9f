"""The door: rows with raw identifiers go in, rows with dense person numbers come out; nothing raw goes further."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.sources.reading.fact_rows import RECORD, fact_schema
from clearspan.sources.source import Batch, Reject, Source
from clearspan.vocabulary.tables import TABLES

ITEM_KIND = "work_item"
"""The name space of work item numbers, which are tokens after the door."""

FORGOTTEN = -1
"""The registry's number for an identifier of somebody forgotten."""

Numbers = npt.NDArray[np.int32]


class Resolver(Protocol):
    """What the door asks of the identity registry."""

    def resolve(self, kinds: Sequence[str], values: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The identity and the person of each identifier; FORGOTTEN for somebody forgotten, below that for no identifier."""
        ...

    def token_text(self, kind: str, value: str) -> str:
        """The keyed token of a value."""
        ...


def enter(batch: Batch, source: Source, arrival_number: int, identities: Resolver) -> dict[str, pa.Table]:
    """The batch's facts as they are stored, by table name, with exactly the vocabulary's columns.

    The distinct identifiers of all tables are resolved in one question. Rows of a forgotten person, and rows whose identifier is
    none of its kind, are left out; where the raw rows carry `record`, the batch counts those records as dropped or rejected. Raw
    tables may carry a second person as `other_identifier` and `other_identifier_kind` (table tie), and raw numbers of work items
    in `item`; both are replaced. Tables that the vocabulary does not know (roster) are not touched and not returned.
    """
    tables = {name: rows for name, rows in batch.facts.items() if name in TABLES}
    people = _People(identities)
    for rows in tables.values():
        for prefix in _prefixes(rows):
            people.add(rows, prefix)
    people.resolve()
    held = _Held()
    stored = {name: _stored(name, rows, people, held) for name, rows in tables.items()}
    held.tell(batch)
    origin = {"source": pa.scalar(source.name), "arrival": pa.scalar(arrival_number, pa.int32())}
    return {name: _finished(name, columns, origin, identities) for name, columns in stored.items()}


@dataclass
class _Held:
    """The records whose rows the door holds back."""

    forgotten: set[int] = field(default_factory=set)
    unusable: set[int] = field(default_factory=set)

    def add(self, rows: pa.Table, person: Numbers) -> None:
        """Notes the records of the rows whose person has no number."""
        if RECORD not in rows.column_names or not (person < 0).any():
            return
        records = rows.column(RECORD).to_numpy()
        self.forgotten.update(records[person == FORGOTTEN].tolist())
        self.unusable.update(records[person < FORGOTTEN].tolist())

    def tell(self, batch: Batch) -> None:
        """Counts them in the batch."""
        self.unusable -= self.forgotten
        if self.forgotten:
            batch.dropped["forgotten person"] = batch.dropped.get("forgotten person", 0) + len(self.forgotten)
        batch.rejects.extend(Reject(record, "identifier", "is no identifier of its kind") for record in sorted(self.unusable))


def _stored(name: str, rows: pa.Table, people: "_People", held: _Held) -> dict[str, pa.Array]:
    """The table's columns with people in place of identifiers, without the rows held back."""
    wanted = {column.name for column in TABLES[name].columns}
    columns: dict[str, pa.Array] = {column: rows.column(column) for column in rows.column_names if column in wanted}
    present = np.ones(rows.num_rows, dtype=np.bool_)
    for prefix in _prefixes(rows):
        identity, person = people.numbers(rows, prefix)
        columns["other" if prefix else "person"] = pa.array(person)
        columns.setdefault("identity", pa.array(identity))
        held.add(rows, person)
        present &= person >= 0
    if present.all():
        return columns
    return {column: values.filter(pa.array(present)) for column, values in columns.items()}


def _finished(name: str, columns: dict[str, pa.Array], origin: dict[str, pa.Scalar], identities: Resolver) -> pa.Table:
    """The columns as a table of the stored schema."""
    schema = fact_schema(TABLES[name])
    length = len(next(iter(columns.values())))
    if name == "work_item":
        columns["item"] = _tokens(columns["item"], identities)
    for column, value in origin.items():
        columns[column] = pa.repeat(value, length)
    found = [columns[item.name] for item in schema]
    typed = [values if values.type == item.type else values.cast(item.type) for values, item in zip(found, schema, strict=True)]
    return pa.Table.from_arrays(typed, schema=schema)


def _prefixes(rows: pa.Table) -> list[str]:
    """Which raw people a table has: '' for its own, 'other_' for a second."""
    return [prefix for prefix in ("", "other_") if f"{prefix}identifier" in rows.column_names]


def _tokens(column: pa.ChunkedArray, identities: Resolver) -> pa.Array:
    coded = _coded(column)
    tokens = [identities.token_text(ITEM_KIND, value) for value in coded.dictionary.to_pylist()]
    return pa.array(tokens, pa.string()).take(coded.indices)


class _People:
    """The distinct identifiers of a batch, and the numbers they stand for."""

    def __init__(self, identities: Resolver) -> None:
        self._identities = identities
        self._pairs: dict[tuple[str, str], int] = {}
        self._codes: dict[tuple[int, str], npt.NDArray[np.int64]] = {}
        self._identity: Numbers = np.empty(0, np.int32)
        self._person: Numbers = np.empty(0, np.int32)

    def add(self, rows: pa.Table, prefix: str) -> None:
        """Takes the identifiers of a table."""
        values = _coded(rows.column(f"{prefix}identifier"))
        kinds = _coded(rows.column(f"{prefix}identifier_kind"))
        width = max(len(values.dictionary), 1)
        combined = _indices(kinds) * width + _indices(values)
        distinct, places = np.unique(combined, return_inverse=True)
        kind_names, value_names = kinds.dictionary.to_pylist(), values.dictionary.to_pylist()
        pairs = [(kind_names[int(code) // width], value_names[int(code) % width]) for code in distinct]
        numbers = np.array([self._pairs.setdefault(pair, len(self._pairs)) for pair in pairs], dtype=np.int64)
        self._codes[id(rows), prefix] = numbers[places]

    def resolve(self) -> None:
        """Asks the registry once for all identifiers."""
        if self._pairs:
            kinds, values = zip(*self._pairs, strict=True)
            identity, person = self._identities.resolve(kinds, values)
            self._identity, self._person = np.asarray(identity, np.int32), np.asarray(person, np.int32)

    def numbers(self, rows: pa.Table, prefix: str) -> tuple[Numbers, Numbers]:
        """The identity and the person of each row."""
        codes = self._codes[id(rows), prefix]
        return self._identity[codes], self._person[codes]


def _coded(column: "pa.ChunkedArray | pa.Array") -> pa.DictionaryArray:
    """The column dictionary-encoded, as one array."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.dictionary_encode()


def _indices(coded: pa.DictionaryArray) -> npt.NDArray[np.int64]:
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
