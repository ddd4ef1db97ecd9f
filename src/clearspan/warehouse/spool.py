"""Rows on their way into the warehouse: in memory up to a limit, beyond it in staging files of the store's own."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from clearspan.warehouse import durable
from clearspan.warehouse.manifest import Partition

MEMORY_BYTES = 512 << 20
"""How much all partitions together may hold in memory before the largest are written out."""


@dataclass
class Incoming:
    """Rows of one partition that wait to be merged: Parquet `files`, and rows `held` in memory, if any."""

    files: list[Path]
    held: pa.Table | None

    def rows(self) -> int:
        """How many rows there are."""
        in_files = sum(pq.read_metadata(file).num_rows for file in self.files)
        return in_files + (self.held.num_rows if self.held is not None else 0)


class Spool:
    """Collects the rows of each partition. Memory stays below `limit` bytes and one batch."""

    def __init__(self, folder: Path, limit: int = MEMORY_BYTES) -> None:
        self._folder = folder
        self._limit = limit
        self._held: dict[Partition, list[pa.Table]] = {}
        self._sizes: dict[Partition, int] = {}
        self._staged: dict[Partition, list[Path]] = {}
        self._files = 0

    def add(self, partition: Partition, rows: pa.Table) -> None:
        """Nothing; takes rows of the table's own schema."""
        self._held.setdefault(partition, []).append(rows)
        self._sizes[partition] = self._sizes.get(partition, 0) + rows.nbytes
        while sum(self._sizes.values()) > self._limit:
            self._write_out(max(self._sizes, key=self._sizes.__getitem__))

    def drop(self, table: str, source: str) -> None:
        """Nothing; forgets what was added for a table and source."""
        for partition in self.partitions():
            if (partition.table, partition.source) == (table, source):
                self._held.pop(partition, None)
                self._sizes.pop(partition, None)
                self._staged.pop(partition, None)

    def partitions(self) -> set[Partition]:
        """The partitions that received rows."""
        return self._held.keys() | self._staged.keys()

    def take(self, partition: Partition) -> Incoming:
        """The rows of a partition, which the spool then no longer holds."""
        self._sizes.pop(partition, None)
        held = self._held.pop(partition, [])
        return Incoming(self._staged.pop(partition, []), pa.concat_tables(held) if held else None)

    def _write_out(self, partition: Partition) -> None:
        durable.make_folder(self._folder)
        path = self._folder / f"{self._files:08d}.parquet"
        self._files += 1
        pq.write_table(pa.concat_tables(self._held.pop(partition)), path, compression="lz4")
        self._sizes.pop(partition)
        self._staged.setdefault(partition, []).append(path)
