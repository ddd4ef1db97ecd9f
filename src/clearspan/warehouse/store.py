"""The warehouse: immutable files, a current generation of them, one writer, any number of readers."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from clearspan.errors import StoreError, UsageError
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.draft import Draft
from clearspan.warehouse.duckdb_engine import DuckdbEngine
from clearspan.warehouse.engine import Engine
from clearspan.warehouse.layout import Layout
from clearspan.warehouse.manifest import Generation
from clearspan.warehouse.pointer import READ_ATTEMPTS
from clearspan.warehouse.schema import arrow_schema, table_named
from clearspan.warehouse.spool import MEMORY_BYTES
from clearspan.warehouse.tables import Tables, tables_in

ENGINES = ("duckdb", "spark")
QUERY_MEMORY = "2GB"
"""What DuckDB may hold in memory; beyond it, it spills into the warehouse's own folder."""


@dataclass(frozen=True)
class Store:
    """The warehouse in a folder. Everything it says is about the current generation at that moment."""

    layout: Layout

    @classmethod
    def open(cls, directory: Path) -> "Store":
        """The warehouse below a data folder (DIR/warehouse), empty where nothing was committed yet."""
        return cls(Layout(directory.absolute() / "warehouse"))

    def generation(self) -> Generation:
        """The current generation; one of number 0 where nothing was committed yet."""
        return self.layout.current()

    def files(self, table: str) -> list[Path]:
        """The Parquet files of a table of facts."""
        return self._files(self.generation(), table_named(table).name)

    def rows(self, table: str) -> pa.Table:
        """All rows of a table of facts, in memory: for small tables, such as the arrivals."""
        schema = arrow_schema(table_named(table))
        for _ in range(READ_ATTEMPTS):
            try:
                found = [pq.ParquetFile(file).read().cast(schema) for file in self.files(table)]
            except FileNotFoundError:
                continue
            return pa.concat_tables(found) if found else schema.empty_table()
        raise StoreError(
            f"a file of {table} that the manifest names does not exist",
            where=str(self.layout.root),
            remedy="Restore the folder from a backup, or remove it and run again on all exports.",
        )

    def digests(self) -> frozenset[tuple[str, str, int]]:
        """(digest of the file, source, version of the source) of every arrival that a source was found for."""
        columns = self.rows("arrival").select(["digest", "source", "source_version"]).to_pydict()
        found = zip(columns["digest"], columns["source"], columns["source_version"], strict=True)
        return frozenset((digest, source, version) for digest, source, version in found if source is not None)

    def draft(self, spool_bytes: int = MEMORY_BYTES) -> Draft:
        """A change to the warehouse. Raises StoreBusy where another process has one."""
        return Draft(self.layout, spool_bytes)

    def facts(self, engine: str = "duckdb", spark_address: str | None = None, memory: str = QUERY_MEMORY) -> Tables:
        """The facts as Ibis tables in an engine: duckdb in this process, or spark on the server at `spark_address`.

        `memory` bounds DuckDB ("2GB"). Raises UsageError for an engine that there is not, StoreError where Spark does
        not answer. Close it, or use it in a `with` block.
        """
        generation = self.generation()
        files = {name: self._files(generation, name) for name in TABLES}
        return tables_in(_engine(engine, files, self.layout.spill, memory, spark_address), generation.number)

    def _files(self, generation: Generation, table: str) -> list[Path]:
        return [self.layout.root / part.file for part in generation.tables.get(table, ())]


def _engine(name: str, files: dict[str, list[Path]], spill: Path, memory: str, spark_address: str | None) -> Engine:
    if name == "duckdb":
        return DuckdbEngine(files, spill, memory)
    if name == "spark":
        from clearspan.warehouse.spark_engine import SparkEngine

        if not spark_address:
            raise UsageError("engine spark needs the address of a Spark Connect server, such as sc://127.0.0.1:15002")
        return SparkEngine(files, spark_address)
    raise UsageError(f"there is no engine {name!r}; the engines are {' and '.join(ENGINES)}")
