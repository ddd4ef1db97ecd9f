"""A real Spark Connect server on loopback, shared by the workers of a test run, and gone when the last one has ended.

Each user holds a shared lock on a file. A keeper process owns the server: it stops it, by its process id, as soon as it
can take the lock for itself, which the kernel lets it do when every user has ended, however it ended.
"""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPARK_PYTHON = ROOT / ".spark" / "bin" / "python"
START_SECONDS = 180
STOP_SECONDS = 20
AS_SHIPPED = "SPARK_AS_SHIPPED"
"""Set in the environment, the server compiles and adapts each query, as Spark does unless told otherwise."""

QUICK = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.files.minPartitionNum": "1",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.shuffle.partitions": "1",
}
"""For many queries over few rows: each is interpreted, since to compile it takes longer than to run it, and not cut into parts,
since to start a task takes longer than its work. As shipped, queries are compiled, adapted and cut into two."""

JAVA = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-XX:-UsePerfData",
    "-XX:MetaspaceSize=256m",
    "-XX:NewSize=700m",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote",
)
"""For a server that lives for minutes: little compiling, no second look at its own classes, few collections of garbage."""

CLASS = "org.apache.spark.sql.connect.service.SparkConnectServer"


@pytest.fixture(scope="session")
def spark_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address (sc://127.0.0.1:port) of a Spark Connect server of this test run."""
    base = tmp_path_factory.getbasetemp()
    state = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "spark"
    state.mkdir(exist_ok=True)
    with _using(state):
        yield f"sc://127.0.0.1:{_port(state)}"


@contextlib.contextmanager
def _using(state: Path) -> Iterator[None]:
    handle = os.open(state / "users", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _port(state: Path) -> int:
    with (state / "starting").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        if not (state / "port").exists():
            _start(state)
        return int((state / "port").read_text())


def _start(state: Path) -> None:
    if not SPARK_PYTHON.exists():
        pytest.fail(
            f"{SPARK_PYTHON.relative_to(ROOT)} is missing: run `make test`, which sets up the Spark server", pytrace=False
        )
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.fail("Java is missing: install a Java 17 runtime (Debian: openjdk-17-jre-headless)", pytrace=False)
    with (state / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, __file__, str(state)], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and keeper.poll() is None:
        if (state / "port").exists():
            return
        time.sleep(0.1)
    tail = (state / "server.log").read_text(errors="replace")[-3000:] if (state / "server.log").exists() else "no log"
    pytest.fail(f"the Spark Connect server did not start within {START_SECONDS} s:\n{tail}", pytrace=False)


def _keep(state: Path) -> None:
    """Nothing; runs the server until nobody uses it."""
    port = _free_port()
    with (state / "server.log").open("wb") as log:
        server = subprocess.Popen(_command(state, port), cwd=state, env=_environment(), stdout=log, stderr=log)
    try:
        with (state / "users").open("r+") as users:
            while server.poll() is None and not _alone(users.fileno()):
                if not (state / "port").exists() and _answers(port):
                    (state / "port.new").write_text(str(port))
                    (state / "port.new").replace(state / "port")
                time.sleep(0.2)
            (state / "port").unlink(missing_ok=True)
    finally:
        _stop(server)


def _command(state: Path, port: int) -> list[str]:
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": " ".join(JAVA),
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(state / "local"),
        "spark.log.level": "WARN",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(state / "tables"),
        "spark.ui.enabled": "false",
    }
    if AS_SHIPPED not in os.environ:
        settings |= QUICK
    options = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    submit = _spark_home() / "bin" / "spark-submit"
    return [str(submit), "--master", "local[2]", "--driver-memory", "2g", "--class", CLASS, *options, "spark-internal"]


def _spark_home() -> Path:
    place = "import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)"
    return Path(subprocess.run([SPARK_PYTHON, "-c", place], capture_output=True, text=True, check=True).stdout.strip())


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_", "PYTEST_"))}
    return kept | {"SPARK_HOME": str(_spark_home()), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": str(SPARK_PYTHON)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _alone(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    _keep(Path(sys.argv[1]))
