"""SQLite files beside the facts that belong to one key: opened in WAL mode, private to the owner, safe to kill."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from clearspan.errors import StoreBusy, StoreError, WrongKey

WAIT_SECONDS = 30
"""How long to wait for another process that writes the same file."""


def open_sealed(path: Path, schema: str, key_id: str) -> sqlite3.Connection:
    """An open connection (autocommit; use `writing`) to the file, made from `schema` if there is none yet.

    The key's id is stored in it; raises WrongKey where the file belongs to another key, StoreError where it is no
    database, StoreBusy where another process keeps it locked.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        with _named(path):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            with writing(connection):
                for statement in f"{_SEAL};{schema}".split(";"):
                    connection.execute(statement)
                connection.execute("INSERT OR IGNORE INTO seal VALUES (1, ?)", (key_id,))
            stored = connection.execute("SELECT key_id FROM seal").fetchone()[0]
    except StoreError:
        connection.close()
        raise
    if stored != key_id:
        connection.close()
        raise WrongKey(
            f"the file was written under key {stored}, and the key here is {key_id}",
            where=path.name,
            remedy="Put the original key file back, or start with an empty folder.",
        )
    return connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Generator[None]:
    """A transaction that holds the write lock from its start; committed at the end, undone on any exception."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise StoreBusy(
            "another process is writing", where="identity or contact store", remedy="Wait for it to end, then repeat."
        ) from error
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _named(path: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"cannot be opened: {error}", where=path.name, remedy="Restore it from a backup, or remove it."
        ) from error


_SEAL = "CREATE TABLE IF NOT EXISTS seal (one INTEGER PRIMARY KEY CHECK (one = 1), key_id TEXT NOT NULL)"
