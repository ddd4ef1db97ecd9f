"""DuckDB over the warehouse's files: one in-memory database, with a view a table."""

import os
import shutil
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql import SQLBackend

from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse import durable
from clearspan.warehouse.engine import arrow_types
from clearspan.warehouse.quote import file_list, name_list
from clearspan.warehouse.schema import empty_select
from clearspan.warehouse.scratch import closed_settings


class DuckdbEngine:
    """DuckDB with `files` (by table) open; it keeps to `memory` and spills below `spill`, into a folder of its own."""

    name = "duckdb"

    def __init__(self, files: Mapping[str, Sequence[Path]], spill: Path, memory: str) -> None:
        durable.make_folder(spill)
        self._spill = spill / f"{os.getpid()}-{uuid.uuid4().hex}"
        settings = closed_settings(memory, self._spill) | {"preserve_insertion_order": "false"}
        self._connection = duckdb.connect(":memory:", config=settings)
        self._connection.execute("SET parquet_metadata_cache = true")
        for name, table in TABLES.items():
            paths = files.get(name)
            query = f"SELECT * FROM read_parquet({file_list(paths)}, hive_partitioning = false)" if paths else empty_select(table)
            self._connection.execute(f'CREATE VIEW "{name}" AS {query}')
        self._backend = ibis.duckdb.from_connection(self._connection)

    @property
    def backend(self) -> SQLBackend:
        """The Ibis backend over the connection."""
        return self._backend

    def materialise(self, expression: ir.Table, name: str) -> ir.Table:
        """A temporary table of that name with the expression's rows."""
        self._connection.execute(f"DROP TABLE IF EXISTS temp.main.{name_list([name])}")
        return self._backend.create_table(name, expression, temp=True)

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The expression's rows."""
        return self._backend.to_pyarrow(expression).cast(arrow_types(expression))

    def close(self) -> None:
        """Nothing; closes the connection and removes what it spilled."""
        self._connection.close()
        shutil.rmtree(self._spill, ignore_errors=True)
