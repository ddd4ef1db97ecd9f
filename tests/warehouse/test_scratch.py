"""Raw records are in memory only: a scratch engine never writes, and never fetches an extension."""

from pathlib import Path

import duckdb
import pytest

from clearspan.warehouse.scratch import scratch


def test_a_query_that_outgrows_memory_fails_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with scratch("30MB") as connection, pytest.raises(duckdb.OutOfMemoryException):
        connection.execute("CREATE TABLE t AS SELECT hash(i) AS a, hash(i + 1) AS b FROM range(20000000) AS r(i)")
    assert not any(tmp_path.rglob("*"))


def test_no_extension_is_fetched() -> None:
    with scratch() as connection:
        for name in ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions"):
            assert connection.execute(f"SELECT current_setting('{name}')").fetchone() == (False,)
