"""What holds for every test: no network but loopback, and keys in a folder of the test run."""

import ipaddress
import os
import sys
from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.spark_server", "tests.organisation", "tests.garbage", "tests.thorough", "tests.workers"]

LOOPBACK_NAMES = {"", "localhost", "ip6-localhost"}


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        if isinstance(address, tuple) and not _loopback(address[0]):
            raise PermissionError(f"a test may not reach {address[0]}: only loopback is open")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not _loopback(arguments[0]):
        raise PermissionError(f"a test may not look up {arguments[0]!r}: only loopback is open")


def _loopback(host: object) -> bool:
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name in LOOPBACK_NAMES


sys.addaudithook(_guard)


@pytest.fixture(scope="session", autouse=True)
def keys_of_the_test_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing; keys that tests make lie in a folder of this test run, never in the person's own."""
    before = os.environ.get("CLEARSPAN_KEYS")
    os.environ["CLEARSPAN_KEYS"] = str(tmp_path_factory.mktemp("keys"))
    yield
    if before is None:
        del os.environ["CLEARSPAN_KEYS"]
    else:
        os.environ["CLEARSPAN_KEYS"] = before
