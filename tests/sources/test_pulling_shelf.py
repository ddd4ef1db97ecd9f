"""Every source with an API, against a stand-in of the vendor's server: on a good day, and on each kind of bad day.

The stand-in of a source is tests/standins/<source>.py. What the source makes of its good day is in pulled.json in the folder
tests/sources/<source>/ (CLEARSPAN_WRITE_EXAMPLES=1 writes it anew, for review).
"""

import importlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.sources.counted import Counted
from tests.standins import faults
from tests.standins.standin import SECRET, SIGN_IN, Guard, Server, StandIn, Vendor, serving

import clearspan.sources.vendors
from clearspan.errors import StaleCursor, VendorRefused
from clearspan.jobs.file_report import FileReport
from clearspan.jobs.pull import ROUNDS, page_batches
from clearspan.shelf import read_shelf
from clearspan.sources.door import enter
from clearspan.sources.pulling.http_caller import ADDRESS, SIGN_IN_ADDRESS, HttpCaller
from clearspan.sources.pulling.sign import ClientCredentials, ServiceAccount
from clearspan.sources.source import Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.vocabulary.period import day_of
from clearspan.vocabulary.tables import TABLES

HERE = Path(__file__).parent
PULLED = {name: source for name, source in read_shelf(clearspan.sources.vendors, Source).items() if source.api}
WAIT = 7.0


def standin_of(name: str) -> StandIn:
    return importlib.import_module(f"tests.standins.{name}").STANDIN


class Pull:
    """One window pulled by the real client from a stand-in with a fault."""

    def __init__(self, name: str, fault: faults.Fault | None = None, change: Callable[[Guard], None] | None = None) -> None:
        self.source, self.standin = PULLED[name], standin_of(name)
        assert self.source.api
        self.slept: list[float] = []
        self.guard = Guard(self.standin, self.source.api.sign)
        if change:
            change(self.guard)
        vendor: Vendor = self.guard(self.standin.answer)
        with serving(fault(vendor, self.standin, self.guard) if fault else vendor) as self.server:
            given = {**self.standin.given, ADDRESS: self.server.base, SIGN_IN_ADDRESS: self.server.base + SIGN_IN}
            with HttpCaller(self.source.api, given, sleep=self.slept.append) as caller:
                self.facts, self.report = self._taken(caller, self.server)

    def _taken(self, caller: HttpCaller, _server: Server) -> tuple[dict[str, Any], FileReport]:
        for attempt in range(ROUNDS):
            try:
                return self._window(caller)
            except StaleCursor:
                if attempt == ROUNDS - 1:
                    raise
        raise AssertionError

    def _window(self, caller: HttpCaller) -> tuple[dict[str, Any], FileReport]:
        assert self.source.api
        report, people = FileReport("window"), Counted()
        facts: dict[str, dict[Any, dict[str, Any]]] = {}
        for batch in page_batches(self.source, self.source.api, caller, self.standin.window, "window"):
            for name in (ROSTER, ALIAS):
                raw = batch.facts.get(name)
                if isinstance(raw, pa.Table):
                    facts.setdefault(name, {}).update({json.dumps(row, default=str): row for row in raw.to_pylist()})
            for name, rows in enter(batch, self.source, 1, people).items():
                stored = facts.setdefault(name, {})
                for row in rows.to_pylist():
                    key = tuple(row[column] for column in TABLES[name].key)
                    if key not in stored or row.get("as_of", 0) >= stored[key].get("as_of", 0):
                        stored[key] = row
            report.count(batch)
        return {name: sorted(map(_legible, rows.values()), key=str) for name, rows in facts.items()}, report


def _legible(row: dict[str, Any]) -> dict[str, Any]:
    days = {name for name in row if name.endswith("_day") or name in ("day", "week", "as_of")}
    return {
        name: day_of(value).isoformat()
        if name in days and isinstance(value, int)
        else str(value)
        if name in ("cost", "monthly")
        else value
        for name, value in row.items()
        if value is not None
    }


@pytest.fixture(scope="module")
def good_days() -> dict[str, Pull]:
    """The good day of each source, pulled once."""
    return {}


@pytest.fixture
def good(request: pytest.FixtureRequest, good_days: dict[str, Pull]) -> Pull:
    name = request.node.callspec.params["name"]
    if name not in good_days:
        good_days[name] = Pull(name)
    return good_days[name]


pytestmark = [pytest.mark.parametrize("name", sorted(PULLED)), pytest.mark.xdist_group("pulling")]


def test_a_good_day_brings_what_the_example_says(name: str, good: Pull) -> None:
    calls = [asked for asked in good.server.asked if asked.path != SIGN_IN]
    assert len(calls) == good.standin.calls
    assert good.facts
    assert not good.report.examples
    golden = HERE / name / "pulled.json"
    if os.environ.get("CLEARSPAN_WRITE_EXAMPLES"):
        golden.write_text(json.dumps(good.facts, indent=1, default=str, ensure_ascii=False) + "\n")
    assert json.loads(golden.read_text()) == json.loads(json.dumps(good.facts, default=str))


@pytest.mark.parametrize("fault", [faults.too_many_requests, faults.out_of_order, faults.cursor_stale, faults.links_expire])
def test_a_bad_day_that_ends_brings_the_same(name: str, good: Pull, fault: faults.Fault) -> None:
    bad = Pull(name, fault)
    assert bad.facts == good.facts
    if fault is faults.too_many_requests:
        assert set(bad.slept) == {WAIT}


def test_a_token_that_expires_is_got_anew_and_a_secret_that_is_refused_is_said(name: str, good: Pull) -> None:
    assert good.source.api
    if isinstance(good.source.api.sign, ClientCredentials | ServiceAccount):
        assert Pull(name, faults.token_expires).facts == good.facts
    with pytest.raises(VendorRefused, match="credentials") as refused:
        Pull(name, change=lambda guard: setattr(guard, "refuses", True))
    secrets = [good.standin.given[ask.name] for ask in good.source.api.asks if ask.secret]
    assert not [value for value in secrets if value in str(refused.value)]


@pytest.mark.parametrize(("status", "body"), [(204, b""), (200, b""), (200, b'""')])
def test_an_empty_report_is_nothing_and_no_error(name: str, good: Pull, status: int, body: bytes) -> None:
    empty = Pull(name, lambda *both: _signed_in(faults.nothing_there(status, body)(*both), both[0]))
    assert not any(empty.facts.values())
    assert empty.report.rows == 0


def _signed_in(vendor: Vendor, whole: Vendor) -> Vendor:
    return lambda asked: whole(asked) if asked.path == SIGN_IN else vendor(asked)


def test_an_added_field_changes_nothing_and_is_told(name: str, good: Pull) -> None:
    grown = Pull(name, faults.field_added)
    assert grown.facts == good.facts
    assert SECRET not in json.dumps(grown.facts, default=str) + json.dumps(grown.report.to_json(), default=str)
