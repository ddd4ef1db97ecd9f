"""The application store: a SQLite file in the data directory, or a Postgres database by its address."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

import clearspan.application.review_tables
import clearspan.application.skill_tables
import clearspan.application.team_tables  # noqa: F401 so that whoever opens the store knows all of its tables
from clearspan.errors import StoreBusy, StoreError, UsageError

FILE = "app.sqlite"
WAIT_SECONDS = 30
"""How long to wait for another process that writes."""

HEAD = "0011"
"""The last migration; a store that has it is opened without looking at migrations."""

_migrating = threading.Lock()


class Application:
    """The application store of a data directory, brought up to the last migration. Threads may share it."""

    def __init__(self, directory: Path, address: str = "") -> None:
        """Opens DIRECTORY/app.sqlite, or the database at `address` (postgresql+psycopg://...).

        Raises StoreError where it cannot be opened.
        """
        self.where = FILE if not address else "the application database"
        self._engine = _sqlite(directory / FILE) if not address else _postgres(address)
        try:
            with self._engine.connect() as connection:
                current = _version(connection) == HEAD
            if not current:
                with _migrating, self._engine.execution_options(write=True).begin() as connection:
                    if _version(connection) != HEAD:
                        _migrate(connection)
        except SQLAlchemyError as error:
            self._engine.dispose()
            raise self._failed(error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing; closes every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A connection for questions alone."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._failed(error) from None

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction: committed at its end, undone on any exception."""
        try:
            with self._engine.execution_options(write=True).begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._failed(error) from None

    def shred(self) -> None:
        """Nothing; folds SQLite's log into the file, so that no deleted row stays behind in it."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def _failed(self, error: SQLAlchemyError) -> StoreError:
        """The error of our family; the database's own words stay out of it, because they may quote a row."""
        told = str(error.orig) if isinstance(error, DBAPIError) else ""
        if "locked" in told or "busy" in told:
            return StoreBusy("another process is writing", where=self.where, remedy="Wait for it to end, then repeat.")
        return StoreError(
            f"cannot be used ({type(error).__name__})",
            where=self.where,
            remedy="See that it is there, whole and writable; restore it from a backup where it is damaged.",
        )


def _postgres(address: str) -> Engine:
    try:
        return create_engine(address, pool_pre_ping=True)
    except ImportError:
        remedy = "Install it: pip install 'clearspan[postgres]'."
        raise UsageError("the driver of that database is not installed", where="application_address", remedy=remedy) from None
    except ArgumentError:
        remedy = "Write it as postgresql+psycopg://user@host/name."
        raise UsageError("is no address of a database", where="application_address", remedy=remedy) from None


def _sqlite(path: Path) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")

    return engine


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "clearspan.application:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
