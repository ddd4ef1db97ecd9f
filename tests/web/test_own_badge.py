"""A person's badge in a browser: what is missing is said, and it is issued for nobody else's address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from clearspan import clock
from clearspan.application.sign_ins import SignIns, Visitor
from clearspan.application.store import Application
from clearspan.errors import UsageError
from clearspan.programmes.badges.award import Award, Evidence
from clearspan.programmes.badges.verification import NEEDED
from clearspan.vocabulary.role import Role
from clearspan.web import own_badge
from clearspan.web.app import build
from clearspan.web.visiting import COOKIE


class _Badges:
    """The badges of somebody who has earned one."""

    kept: list[dict[str, object]] = []  # noqa: RUF012 one test's own

    def __init__(self, *_: object) -> None:
        pass

    def award(self) -> Award:
        return Award(tuple(Evidence(name, "Seen <well>.", 3) for name in sorted(NEEDED)), ())

    def issued(self) -> list[dict[str, object]]:
        return self.kept

    def issue(self, address: str) -> None:
        if address != "ada@example.com":
            raise UsageError("is not an address of yours that is on the staff list", where="badge")
        dates = {"validFrom": "2026-11-21T00:00:00Z", "validUntil": "2027-11-21T00:00:00Z"}
        self.kept.append({"name": "Works with AI: Sales", **dates, "evidence": [{"name": "Judgment"}]})


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[TestClient]:
    """A browser in which somebody is signed in."""
    with Application(tmp_path) as store:
        token = SignIns(store).start(Visitor(7, frozenset({Role.EMPLOYEE})), int(clock.now().timestamp()))
    with TestClient(build(tmp_path), base_url="http://127.0.0.1", cookies={COOKIE: token}) as client:
        yield client


def test_what_is_missing_is_said_and_there_is_nothing_to_take_along(visit: TestClient) -> None:
    page = visit.get("/my/skills/badge").text
    assert (
        "What is missing" in page and "0 of 48 drills done" in page and "Change in your work" in page and "<form method" in page
    )
    assert "Issue my badge" not in page and visit.get("/my/skills/badge.json").status_code == 400


def test_an_earned_badge_is_issued_for_ones_own_address_and_taken_along(
    visit: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_badge, "PersonBadges", _Badges)
    assert "Seen &lt;well&gt;." in visit.get("/my/skills/badge").text
    assert "That is not an address of yours" in visit.post("/my/skills/badge", data={"address": "bob@example.com"}).text
    page = visit.post("/my/skills/badge", data={"address": "ada@example.com"}).text
    assert "From 21 November 2026 to 21 November 2027" in page and "Take it along" in page
    taken = visit.get("/my/skills/badge.json")
    assert taken.json()["name"] == "Works with AI: Sales" and "attachment" in taken.headers["content-disposition"]
