"""A missing Spark server or Java fails a test with what to do; it never skips it."""

from pathlib import Path

import pytest
from tests import spark_server


def test_a_missing_spark_environment_fails_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_server, "SPARK_PYTHON", spark_server.ROOT / ".nowhere" / "python")
    with pytest.raises(pytest.fail.Exception, match=r"\.nowhere/python is missing: run `make test`"):
        spark_server._start(tmp_path)


def test_a_missing_java_fails_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_server, "SPARK_PYTHON", Path(__file__))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(pytest.fail.Exception, match="Java is missing"):
        spark_server._start(tmp_path)
