"""Pulling from a vendor's API: what is due comes, once, whole; nothing raw is left anywhere."""

import json
import logging
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.standins.copilot_days import PROMPT_TEXT, TOKEN, CopilotDays
from tests.standins.standin import Server, serving
from typer.testing import CliRunner

import clearspan.sources.vendors
from clearspan import clock
from clearspan.cli.app import app
from clearspan.errors import BadAnswer, UsageError
from clearspan.jobs.connect import Wish, connect
from clearspan.jobs.pull import Puller, PullReport
from clearspan.jobs.schedule import due_names
from clearspan.shelf import read_shelf
from clearspan.sources.connection import Connection, Connections
from clearspan.sources.pulling.http_caller import ADDRESS
from clearspan.sources.pulling.patience import Patience
from clearspan.sources.source import Source
from clearspan.warehouse.store import Store

NAME = "github_copilot_users"
SOURCES = read_shelf(clearspan.sources.vendors, Source)
FRIDAY = date(2026, 9, 11)
PLANTED = (PROMPT_TEXT, TOKEN, "quillfeather")


@pytest.fixture
def vendor() -> CopilotDays:
    return CopilotDays()


@pytest.fixture
def server(vendor: CopilotDays, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("CLEARSPAN_SECRET_GITHUB_COPILOT_USERS_TOKEN", TOKEN)
    with serving(vendor.answer) as server:
        yield server


Pull = Callable[..., PullReport]


@pytest.fixture
def pull(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Pull:
    connection = Connection(NAME, {"scope": "orgs/acme", ADDRESS: server.base}, "2026-09-01")
    Connections(tmp_path).keep(connection)

    def pulled(today: date = FRIDAY) -> PullReport:
        monkeypatch.setenv("CLEARSPAN_NOW", f"{today}T09:00:00+00:00")
        puller = Puller(tmp_path, SOURCES, lambda _what, _done: None, Patience(tries=2), lambda _: None)
        [report] = puller.pull(Connections(tmp_path).all())
        return report

    return pulled


def prompts(directory: Path) -> dict[tuple[int, int], int]:
    rows = Store.open(directory).rows("usage").to_pylist()
    return {(row["start_day"], row["identity"]): row["prompts"] for row in rows if row["surface"] == "all"}


def written(directory: Path) -> bytes:
    """Everything that was written, Parquet unpacked."""
    found = []
    for path in directory.rglob("*"):
        if path.suffix == ".parquet":
            found.append(str(pq.read_table(path).to_pylist()).encode())
        elif path.is_file():
            found.append(path.read_bytes())
    return b"".join(found)


def test_what_is_due_comes_once_and_again_while_it_may_be_restated(tmp_path: Path, pull: Pull, vendor: CopilotDays) -> None:
    first = pull()
    assert (len(first.windows), first.due, first.trouble) == (10, 0, None)
    assert len(prompts(tmp_path)) == 8 * vendor.people
    assert pull().windows == []

    vendor.restated, vendor.gone = {"2026-09-10": 100, "2026-09-01": 100}, {2}
    monday = pull(date(2026, 9, 14))
    asked = [window.asked_from for window in monday.windows]
    assert len(asked) == len(set(asked)) == 3 + 4
    stored = prompts(tmp_path)
    after = {day: sorted(count for (at, _), count in stored.items() if at == day) for day in {at for at, _ in stored}}
    assert after[20706] == [101, 103], "the restated day is replaced, a row that is gone is gone"
    assert after[20697] == [1, 2, 3], "a day that is final is not asked again"


def test_a_lying_vendor_and_one_that_tells_the_truth_give_the_same(tmp_path: Path, pull: Pull, vendor: CopilotDays) -> None:
    vendor.lying = 7
    assert pull().trouble is None
    lied = sorted(prompts(tmp_path).values())
    assert lied == sorted([*range(1, vendor.people + 1)] * 8)


def test_a_fault_stops_at_its_window_and_the_next_pull_goes_on(
    tmp_path: Path,
    pull: Pull,
    vendor: CopilotDays,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    vendor.broken_on = "2026-09-08"
    stopped = pull()
    assert isinstance(stopped.trouble, BadAnswer)
    assert (len(stopped.windows), stopped.due) == (7, 3)
    last = Connections(tmp_path).find(NAME).last
    assert last is not None
    assert not last.ok
    said: list[Any] = [str(stopped.to_json()), caplog.text, *capfd.readouterr()]
    vendor.broken_on = None
    assert len(pull().windows) == 3
    assert len(prompts(tmp_path)) == 8 * vendor.people
    for secret in PLANTED:
        assert secret.encode() not in written(tmp_path)
        assert not [text for text in said if secret in text]


def test_connect_shows_what_would_be_stored_and_collect_stores_it(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARSPAN_NOW", f"{FRIDAY}T09:00:00+00:00")
    command = CliRunner()
    entered = ["--set", "scope=orgs/acme", "--set", f"address={server.base}", "--since", "2026-09-07"]
    shown = command.invoke(app, ["connect", NAME, "--dir", str(tmp_path), *entered, "--json"], catch_exceptions=False)
    trial = json.loads(shown.output)
    assert trial["window"] == ["2026-09-10", "2026-09-10"]
    assert {row["person"] for row in trial["stored"]["usage"]} == {"person 1", "person 2", "person 3"}
    assert not any(secret in shown.output for secret in PLANTED)

    collected = command.invoke(app, ["collect", "--dir", str(tmp_path), "--json"], catch_exceptions=False)
    assert collected.exit_code == 0
    assert len(json.loads(collected.output)["pulls"][0]["windows"]) == 4
    assert len(prompts(tmp_path)) == 4 * 3


def test_a_secret_is_asked_for_by_the_name_of_its_variable(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="CLEARSPAN_SECRET_GITHUB_COPILOT_USERS_TOKEN"):
        connect(tmp_path, SOURCES[NAME], Wish(NAME, {"scope": "orgs/acme"}), lambda _: None)
    assert Connections(tmp_path).all() == []


def test_connections_are_due_on_schedule(tmp_path: Path, pull: Pull) -> None:
    assert due_names(tmp_path, clock.now()) == [NAME]
    pull()
    assert due_names(tmp_path, clock.now()) == []
