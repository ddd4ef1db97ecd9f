"""The application store: made by its migrations, private, and told apart from what is no store."""

import stat
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, insert, select

import clearspan.application.migrations
from clearspan.application.store import FILE, HEAD, Application
from clearspan.application.tables import NAMES, TIME_TAKEN
from clearspan.errors import StoreError, UsageError


def test_the_migrations_make_the_tables_that_the_code_asks_for(tmp_path: Path) -> None:
    with Application(tmp_path) as store, store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), NAMES) == []
    assert ScriptDirectory(clearspan.application.migrations.__path__[0]).get_current_head() == HEAD
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_many_open_and_write_at_once_and_what_fails_is_undone(tmp_path: Path) -> None:
    def write(number: int) -> None:
        with Application(tmp_path) as store:
            for each in range(5):
                with store.writing() as connection:
                    connection.execute(insert(TIME_TAKEN).values(mark=f"{number}-{each}", wave="w", seconds=1))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Application(tmp_path) as store:
        with pytest.raises(RuntimeError), store.writing() as connection:
            connection.execute(insert(TIME_TAKEN).values(mark="x", wave="w", seconds=1))
            raise RuntimeError
        with store.reading() as connection:
            assert connection.execute(select(func.count()).select_from(TIME_TAKEN)).scalar() == 20


def test_a_file_that_is_no_store_is_refused_in_our_words(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, but long enough to be taken for one" * 40)
    with pytest.raises(StoreError, match=r"app\.sqlite: cannot be used"):
        Application(tmp_path)
    with pytest.raises(UsageError, match="no address of a database"):
        Application(tmp_path, "somewhere")
