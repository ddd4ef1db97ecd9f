"""Signing off a control in a browser: by the link alone, by another than who leads, and seen by who leads."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from clearspan import clock
from clearspan.application.sign_ins import SignIns, Visitor
from clearspan.application.store import Application
from clearspan.vocabulary.role import Role
from clearspan.web import own_skills
from clearspan.web.app import build
from clearspan.web.visiting import COOKIE

Browsers = dict[str, TestClient]


@pytest.fixture
def browsers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browsers]:
    """The browsers of who leads a redesign and of who answers for its control."""
    monkeypatch.setattr(own_skills, "person_today", lambda *_: {"team": "north"})
    app = build(tmp_path)
    with Application(tmp_path) as store:
        tokens = {
            name: SignIns(store).start(Visitor(person, frozenset({Role.EMPLOYEE})), int(clock.now().timestamp()))
            for name, person in (("leader", 7), ("owner", 8))
        }
    with TestClient(app, base_url="http://127.0.0.1", cookies={COOKIE: tokens["leader"]}) as leader:
        owner = TestClient(app, base_url="http://127.0.0.1", cookies={COOKIE: tokens["owner"]})
        yield {"leader": leader, "owner": owner}


def _sent(**more: str) -> dict[str, str]:
    step = {"label0": "Approve <refund>", "reason0": "control", "change0": "removed", "owner0": "Finance", "minutes_before0": "4"}
    other = {"label1": "Look it up", "reason1": "memory", "change1": "removed", "minutes_before1": "20"}
    third = {"label2": "Send", "reason2": "speed", "change2": "kept", "minutes_before2": "2", "minutes_after2": "2"}
    return {"process": "Refund", "authority": "Head", "sponsor": "Chief", **step, **other, **third, **more}


def test_a_control_is_signed_by_link_by_another_and_the_leader_sees_it(browsers: Browsers) -> None:
    leader, owner = browsers["leader"], browsers["owner"]
    page = leader.post("/my/skills/process", data=_sent()).text
    assert "get the sign-off of Finance" in page
    link = re.search(r'href="(/my/skills/sign/[^"]+)"', page)
    assert link is not None
    assert "You lead this redesign" in leader.get(link[1]).text
    assert "cannot sign off" in leader.post(link[1], data={"step": "Approve <refund>"}).text
    asked = owner.get(link[1]).text
    assert (
        "Approve &lt;refund&gt;" in asked
        and "It falls away" in asked
        and "I answer for it" in asked
        and "Look it up" not in asked
    )
    assert "<strong>Signed off</strong>" in owner.post(link[1], data={"step": "Approve <refund>"}).text
    number = link[1].rpartition("/")[2].partition(".")[0]
    kept = leader.get(f"/my/skills/process?number={number}").text
    assert "a redesign on paper" in kept and 'value="Approve &lt;refund&gt;"' in kept and "sign-off" not in kept.split("<form")[1]
    drawn = leader.post("/my/skills/process", data=_sent(number=number, minutes_before0="9")).text
    assert "get the sign-off of Finance" in drawn, "a step that is drawn anew is signed anew"
    assert "Refund" in leader.get("/my/skills/process").text and "Refund" not in owner.get("/my/skills/process").text


@pytest.mark.parametrize("link", ["1", "1.", "1.0123456789abcdef0123456789abcdef", "x.y", "99999999999.a", "1.é"])
def test_a_link_that_nobody_gave_out_opens_nothing(browsers: Browsers, link: str) -> None:
    browsers["leader"].post("/my/skills/process", data=_sent())
    found = browsers["owner"].get(f"/my/skills/sign/{link}")
    assert found.status_code in (400, 404) and "Refund" not in found.text
