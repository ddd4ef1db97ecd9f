"""A live server over the made-up organisation, and a browser to look at it."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyarrow as pa
import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from tests.answers.evidences import SMALL
from tests.answers.synthetic import synthetic_cells

from clearspan.sources.connection import Connection, Connections, LastPull
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store
from clearspan.web.app import build


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the made-up release and two arrivals."""
    folder = tmp_path_factory.mktemp("served")
    Releases(folder).publish(synthetic_cells(**SMALL), pa.table({"person": [1]}))
    row = {
        "digest": "d",
        "source_version": 1,
        "why": "its header",
        "dropped": 0,
        "fields_dropped": '["name"]',
        "arrived_at": 1_790_000_000,
    }
    days = {"first_day": 20454, "last_day": 20733}
    kept = {"arrival": 1, "path": "chatgpt.csv", "source": "chatgpt_users", "rows": 9, "kept": 9, "rejected": 0, "reasons": "{}"}
    lost = {
        "arrival": 2,
        "path": "odd.csv",
        "source": None,
        "rows": 4,
        "kept": 0,
        "rejected": 4,
        "reasons": json.dumps({"unknown": 4}),
    }
    with Store.open(folder).draft() as draft:
        draft.add("arrival", pa.Table.from_pylist([row | days | kept, row | days | lost], schema=arrow_schema(TABLES["arrival"])))
        draft.commit()
    refused = LastPull(1_790_000_000, ok=False, trouble="slack.com: refuses the request (missing_scope).", refused=True)
    Connections(folder).keep(Connection("slack_member_analytics", since="2026-08-01", last=refused))
    return folder


@pytest.fixture(scope="session")
def address(directory: Path) -> Iterator[str]:
    """The address of a server on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(build(directory), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """A client of the server."""
    with httpx.Client(base_url=address, timeout=60) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; it is closed after the tests of a file, since others may start no event loop beside its own."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield opened
        opened.close()
