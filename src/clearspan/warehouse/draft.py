"""A change to the warehouse: made aside by one writer, and seen by readers all at once or not at all."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from clearspan.errors import StoreError
from clearspan.warehouse import durable
from clearspan.warehouse.changes import Changes
from clearspan.warehouse.layout import Layout
from clearspan.warehouse.lock import WriterLock
from clearspan.warehouse.manifest import Generation, Part, Partition, generation_of, to_json
from clearspan.warehouse.merge import SIDE_BY_SIDE_ROWS, Merger
from clearspan.warehouse.quote import file_list
from clearspan.warehouse.schema import conform, table_named
from clearspan.warehouse.scratch import connect
from clearspan.warehouse.side_by_side import side_by_side
from clearspan.warehouse.split import checked_source, split
from clearspan.warehouse.spool import MEMORY_BYTES, Incoming, Spool
from clearspan.warehouse.sweep import sweep

MERGE_MEMORY = "1GB"
"""What a merge of one partition may hold in memory; beyond it, it spills into the staging folder."""


class Draft:
    """The one writer's view. Leaving the `with` block without `commit` leaves the warehouse as it was."""

    def __init__(self, layout: Layout, spool_bytes: int = MEMORY_BYTES) -> None:
        self._layout = layout
        self._lock = WriterLock(layout.lock)
        try:
            self._before = layout.current()
            sweep(layout, self._before)
        except BaseException:
            self._lock.close()
            raise
        self._next_arrival = self._before.next_arrival
        self._spool = Spool(layout.staging / "spool", spool_bytes)
        self._replaced: set[tuple[str, str]] = set()
        self._changes = Changes()
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Nothing; gives up what was not committed and lets the next writer in."""
        if self._open:
            self._open = False
            sweep(self._layout, self._layout.current())
        self._lock.close()

    def next_arrival(self) -> int:
        """A number that no arrival has; it is used up when the draft is committed."""
        self._check_open()
        self._next_arrival += 1
        return self._next_arrival - 1

    def add(self, table_name: str, rows: pa.Table) -> None:
        """Nothing; takes rows of a table, as in the vocabulary. Rows with a key that the source already stated are
        merged at the commit: the larger (as_of, arrival) wins. Raises StoreError where rows do not fit the table."""
        self._check_open()
        table = table_named(table_name)
        for partition, part in split(table, conform(table, rows)):
            self._spool.add(partition, part)

    def replace(self, table_name: str, source: str, rows: pa.Table) -> None:
        """Nothing; takes `rows` instead of everything that the table holds of a source; `add` may add to them."""
        self._check_open()
        table = table_named(table_name)
        conformed = conform(table, rows)
        if set(conformed.column("source").unique().to_pylist()) - {source}:
            raise StoreError("rows of another source cannot replace this one", where=f"{table_name}, source {source}")
        self._replaced.add((table_name, checked_source(source)))
        self._spool.drop(table_name, source)
        self.add(table_name, conformed)

    def withdraw(self, arrival: int) -> None:
        """Nothing; takes back every row that was added under the number of an arrival, in this draft or before it."""
        self._check_open()
        self._changes.withdrawn.add(arrival)

    def remap(self, identities: Mapping[int, int], people: Mapping[int, int] | None = None) -> None:
        """Nothing; gives every stored row of an identity its person from now on. `people` maps a person number that no
        identity has any more to the one that absorbed it, for the columns that refer to another person."""
        self._check_open()
        self._changes.identities |= identities
        self._changes.people |= people or {}

    def remove_people(self, people: Iterable[int]) -> None:
        """Nothing; from the commit on, no row and no file of any generation holds these person numbers."""
        self._check_open()
        self._changes.removed |= set(people)

    def commit(self) -> Generation:
        """The new current generation, or the old one where nothing changed. The draft is over afterwards."""
        self._check_open()
        parts = self._before.parts()
        durable.make_folder(self._layout.staging)
        with connect(MERGE_MEMORY, spill=self._layout.staging / "spill") as connection:
            connection.execute("SET preserve_insertion_order = false")
            self._changes.register(connection)
            touched = sorted(self._touched(connection, parts))
            merger = Merger(connection, self._changes)
            work = (self._merging(merger, partition, parts.pop(partition, None)) for partition in touched)
            merged = side_by_side(work, SIDE_BY_SIDE_ROWS)
        parts |= {partition: part for partition, part in zip(touched, merged, strict=True) if part is not None}
        after = self._publish(parts)
        self._open = False
        sweep(self._layout, after)
        return after

    def _publish(self, parts: Mapping[Partition, Part]) -> Generation:
        before = self._before
        previous = None if self._changes.removed or not before.number else before.number
        after = generation_of(before.number + 1, self._next_arrival, previous, parts)
        unchanged = (after.tables, after.next_arrival) == (before.tables, before.next_arrival)
        if unchanged and not self._changes.removed:
            return before
        self._layout.pointer.swap(after.number, to_json(after))
        return after

    def _touched(self, connection: duckdb.DuckDBPyConnection, parts: Mapping[Partition, Part]) -> set[Partition]:
        touched = self._spool.partitions()
        touched |= {partition for partition in parts if (partition.table, partition.source) in self._replaced}
        by_table: dict[str, list[Path]] = {}
        for partition, part in parts.items():
            by_table.setdefault(partition.table, []).append(self._layout.root / part.file)
        altered: set[str] = set()
        for name, files in by_table.items():
            condition = self._changes.touches(table_named(name))
            if condition:
                rows = f"read_parquet({file_list(files)}, filename = true, hive_partitioning = false) AS stored"
                found = connection.execute(f"SELECT DISTINCT filename FROM {rows} WHERE {condition}").fetchall()
                altered |= {file for (file,) in found}
        return touched | {partition for partition, part in parts.items() if str(self._layout.root / part.file) in altered}

    def _merging(self, merger: Merger, partition: Partition, existing: Part | None) -> tuple[int, Callable[[], Part | None]]:
        """How many rows are merged for a partition, and what merges them."""
        incoming = self._spool.take(partition)
        if existing and (partition.table, partition.source) not in self._replaced:
            incoming.files.append(self._layout.root / existing.file)
        return incoming.rows(), partial(self._merged, merger, partition, existing, incoming)

    def _merged(self, merger: Merger, partition: Partition, existing: Part | None, incoming: Incoming) -> Part | None:
        written = self._layout.staging / f"merged-{partition.folder.replace('/', '-')}.parquet"
        rows = merger.merge(table_named(partition.table), incoming, written)
        if rows == 0:
            return None
        with written.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()[:32]
        file = f"facts/{partition.folder}/{digest}.parquet"
        if existing is None or existing.file != file:
            durable.place(written, self._layout.root / file)
        return Part(file, partition.source, partition.month, rows)

    def _check_open(self) -> None:
        if not self._open:
            raise StoreError("the draft is over", remedy="Take a new one with store.draft().")
