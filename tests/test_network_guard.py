"""The guard itself: a test that reaches outside fails, one that stays on loopback does not."""

import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_no_test_connects_to_the_network(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as outward, pytest.raises(PermissionError, match="only loopback"):
        outward.connect(address)


def test_no_test_looks_a_name_up() -> None:
    with pytest.raises(PermissionError, match="only loopback"):
        socket.getaddrinfo("example.org", 443)


def test_no_test_sends_a_datagram() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outward, pytest.raises(PermissionError, match="only loopback"):
        outward.sendto(b"", ("192.0.2.1", 53))


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()[:2]).close()
        socket.create_connection(("localhost", server.getsockname()[1])).close()
