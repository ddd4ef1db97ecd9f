"""Apache Spark over the warehouse's files, through Spark Connect: the server must see the files under the same paths."""

import importlib
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql import SQLBackend

from clearspan.errors import StoreError
from clearspan.vocabulary.column import Table
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.engine import arrow_types
from clearspan.warehouse.schema import SQL_TYPES, empty_select

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.connect.session import SparkSession

DEFAULT_PORT = 15002
ANSWER_SECONDS = 10
"""How long a server may take to accept a connection before it counts as absent."""


class SparkEngine:
    """A session of its own on a Spark Connect server (sc://host:port), with `files` (by table) open."""

    name = "spark"

    def __init__(self, files: Mapping[str, Sequence[Path]], address: str) -> None:
        self._session = _session(address)
        self._kept: dict[str, DataFrame] = {}
        for name, table in TABLES.items():
            self._open(table, files.get(name, ()))
        self._backend = ibis.pyspark.connect(self._session)
        self._closed = False

    @property
    def backend(self) -> SQLBackend:
        """The Ibis backend over the session."""
        return self._backend

    def materialise(self, expression: ir.Table, name: str) -> ir.Table:
        """A temporary view of that name over the expression's rows, which the server keeps without the plan that made them."""
        view = ibis.util.gen_name("computed")
        self._backend.create_view(view, expression)
        try:
            rows = self._session.table(view).localCheckpoint()
        finally:
            self._session.catalog.dropTempView(view)
        rows.createOrReplaceTempView(name)
        self._kept[name] = rows
        return self._backend.table(name)

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The expression's rows."""
        name = ibis.util.gen_name("fetched")
        self._backend.create_view(name, expression)
        try:
            return self._session.table(name).toArrow().cast(arrow_types(expression))
        finally:
            self._session.catalog.dropTempView(name)

    def close(self) -> None:
        """Nothing; ends the session, its views and its caches."""
        if not self._closed:
            self._closed = True
            self._session.stop()
            self._kept.clear()

    def _open(self, table: Table, paths: Sequence[Path]) -> None:
        if not paths:
            self._session.sql(empty_select(table)).createOrReplaceTempView(table.name)
            return
        schema = ", ".join(f"{column.name} {SQL_TYPES[column.type]}" for column in table.columns)
        reader = self._session.read.schema(schema).option("recursiveFileLookup", "true")
        reader.parquet(*(str(path) for path in paths)).createOrReplaceTempView(table.name)


def _session(address: str) -> "SparkSession":
    parts = urlsplit(address)
    if parts.scheme != "sc" or not parts.hostname:
        raise StoreError("the address of a Spark Connect server is written sc://host:port", where=address)
    try:
        socket.create_connection((parts.hostname, parts.port or DEFAULT_PORT), ANSWER_SECONDS).close()
    except OSError as error:
        raise StoreError("no Spark Connect server answers", where=address, remedy="Start it, or set engine to duckdb.") from error
    try:
        with _named_main():
            module = importlib.import_module("pyspark.sql.connect.session")
            importlib.import_module("ibis.backends.pyspark")
    except ImportError as error:
        raise StoreError(
            f"the Spark client is not installed: {error.name} is missing", remedy="Install clearspan[spark]."
        ) from error
    return module.SparkSession.builder.remote(address).create()


@contextmanager
def _named_main() -> Iterator[None]:
    """Nothing; while it lasts, the main module has a spec. pyspark.sql.connect takes a main module that has neither spec
    nor file (python -c, a pytest-xdist worker) for its own doctests, looks for a full Spark and ends the process."""
    main = sys.modules["__main__"]
    before = main.__spec__
    main.__spec__ = before or ModuleSpec("__main__", None)
    try:
        yield
    finally:
        main.__spec__ = before
