"""A directory that is pulled every week tells who moved, who left and who came, and its connection is one list."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.standins.standin import Asked, Reply, serving

import clearspan.sources.vendors
from clearspan.jobs.pull import Puller
from clearspan.shelf import read_shelf
from clearspan.sources.connection import Connection, Connections
from clearspan.sources.pulling.http_caller import ADDRESS
from clearspan.sources.pulling.patience import Patience
from clearspan.sources.source import Source
from clearspan.vocabulary.period import day_of
from clearspan.warehouse.store import Store

SOURCES = read_shelf(clearspan.sources.vendors, Source)


def user(name: str, title: str, number: str | None = None) -> dict[str, Any]:
    plain = {"schemas": [], "id": f"id-{name}", "userName": f"{name}@example.com", "active": True, "title": title}
    return plain | {
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Care", "employeeNumber": number}
    }


def test_two_pulls_of_a_directory_are_spells_and_whoever_vanishes_has_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARSPAN_SECRET_SCIM_USERS_TOKEN", "t")
    days = {
        date(2026, 9, 3): [user("ada", "Agent"), user("bob", "Agent"), user("cy", "Agent")],
        date(2026, 9, 10): [user("ada", "Lead"), user("bob", "Agent", "7"), user("di", "Agent")],
    }

    def pulled(day: date) -> list[tuple[object, ...]]:
        def vendor(_: Asked) -> Reply:
            return Reply({"schemas": [], "totalResults": len(days[day]), "Resources": days[day]})

        monkeypatch.setenv("CLEARSPAN_NOW", f"{day}T09:00:00+00:00")
        with serving(vendor) as server:
            asked = {"address": server.base, "paging": "index", ADDRESS: server.base}
            Connections(tmp_path).keep(Connection("scim_users", asked, "2026-09-01"))
            [report] = Puller(tmp_path, SOURCES, lambda *_: None, Patience(tries=1), lambda _: None).pull(
                Connections(tmp_path).all()
            )
        assert report.trouble is None
        rows = Store.open(tmp_path).rows("person_spell").to_pylist()
        dates = [
            (each["person"], each["role"], day_of(each["from_day"]), each["to_day"] and day_of(each["to_day"])) for each in rows
        ]
        return sorted((who, role, begins.isoformat(), ends and ends.isoformat()) for who, role, begins, ends in dates)

    first = pulled(date(2026, 9, 3))
    second = pulled(date(2026, 9, 10))

    assert [each[1:] for each in first] == [("Agent", "1970-01-01", None)] * 3
    assert sorted((each[1:] for each in second), key=str) == [
        ("Agent", "1970-01-01", "2026-09-09"),
        ("Agent", "1970-01-01", "2026-09-09"),
        ("Agent", "1970-01-01", None),
        ("Agent", "2026-09-10", None),
        ("Lead", "2026-09-10", None),
    ]
    assert len({each[0] for each in second}) == 4, "an employee number that is told later makes nobody new"
    assert Store.open(tmp_path).rows("staff_statement")["list"].unique().to_pylist() == ["scim_users"]
