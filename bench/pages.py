"""How fast the pages of a running server answer, and how much they send."""

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import clearspan.web.pages
from bench.row import Row
from bench.sizes import Sizes
from clearspan.shelf import read_shelf
from clearspan.web.page import Page

MOST_MS = 50.0
MOST_KB = 60.0
ADDRESSES_A_PAGE = 40
WAIT_SECONDS = 120


def rows(sizes: Sizes, work: Path) -> Iterator[Row]:
    """Rows on the pages."""
    directory = work / f"pages-{sizes.page_people}"
    if not directory.exists():
        command = ["demo", "--people", str(sizes.page_people), "--no-serve", "--out", str(directory)]
        subprocess.run([sys.executable, "-m", "clearspan", *command], check=True, capture_output=True)
    with _server(directory) as port:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
        for page in sorted(read_shelf(clearspan.web.pages, Page).values(), key=lambda page: page.path):
            yield from _page(client, page.path, sizes.page_requests)


def _page(client: http.client.HTTPConnection, path: str, requests: int) -> Iterator[Row]:
    """Rows on one page: at each address that it links to on itself, once to render, then warm."""
    asked = {address: _ask(client, address) for address in _addresses(client, path)}
    assert asked[path][2] == http.HTTPStatus.OK, f"{path} answered {asked[path][2]}"
    asked = {address: answer for address, answer in asked.items() if answer[2] == http.HTTPStatus.OK}
    addresses = list(asked)
    warm = [_ask(client, addresses[number % len(addresses)])[0] for number in range(requests)]
    late, first = _percentile(warm), _percentile([seconds for seconds, _, _ in asked.values()])
    most = max(sent for _, sent, _ in asked.values()) / 1000
    what = f"Page {path}, {len(addresses)} addresses"
    yield Row(f"{what}: 95th percentile", f"{late:.1f} ms", goal=f"below {MOST_MS:g} ms", met=late < MOST_MS)
    yield Row(f"{what}: the same where nobody asked before", f"{first:.1f} ms")
    yield Row(f"{what}: largest, compressed", f"{most:.1f} KB", goal=f"below {MOST_KB:g} KB", met=most < MOST_KB)


def _addresses(client: http.client.HTTPConnection, path: str) -> list[str]:
    """The page itself and the first of its links to itself with other parameters."""
    found = {path: None}
    for address in (path, *_links(client, path, path)[:3]):
        found.update(dict.fromkeys(_links(client, address, path)))
    return list(found)[:ADDRESSES_A_PAGE]


def _links(client: http.client.HTTPConnection, address: str, path: str) -> list[str]:
    client.request("GET", address)
    html = client.getresponse().read().decode()
    links = [unescape(link).partition("#")[0] for link in re.findall(r'href="([^"]+)"', html)]
    links += [f"{path}?{unescape(name)}={unescape(value)}" for name, value in _choices(html)]
    return [link for link in dict.fromkeys(links) if link and urlsplit(link).path == path]


def _choices(html: str) -> list[tuple[str, str]]:
    """Name and value of what the page's form lets people choose."""
    found: list[tuple[str, str]] = []
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        found += [(name, value.replace(" ", "%20")) for value in re.findall(r'<option[^>]*value="([^"]+)"', options)]
    return found


def _ask(client: http.client.HTTPConnection, address: str) -> tuple[float, int, int]:
    """Milliseconds until the answer was there, bytes of its compressed body, and its status."""
    begin = time.perf_counter()
    client.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = client.getresponse()
    body = answer.read()
    return 1000 * (time.perf_counter() - begin), len(body), answer.status


def _percentile(milliseconds: list[float]) -> float:
    return sorted(milliseconds)[int(0.95 * (len(milliseconds) - 1))]


@contextmanager
def _server(directory: Path) -> Iterator[int]:
    """The port of a server over the directory that has answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "clearspan.web", "--dir", str(directory), "--port", str(port)])
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
            if _ask(client, "/")[2] == http.HTTPStatus.OK:
                return
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.2)
