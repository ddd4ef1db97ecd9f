"""Answering on a phone, without a script; and the pages that come of answers."""

import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect
from tests.answers.pulsed import pulsed

from clearspan import clock
from clearspan.answers.desk import Desk
from clearspan.answers.picture import WIDE, Gallery
from clearspan.application.store import FILE, Application
from clearspan.listening.item import Audience
from clearspan.listening.respondent import PULSE_KEY
from clearspan.listening.waves import Wave, Waves
from clearspan.privacy.keyring import load_or_create
from clearspan.vocabulary.period import day_number
from clearspan.web.app import build

FORM = ("trust_output", "diary_saved", "rank_ai_problems")
FINGER = 44
"""Pixels that a finger hits."""


def link(directory: Path) -> str:
    """The path of a link to a form with a question of each kind."""
    today, tokens = day_number(clock.now().date()), dict[int, str]()
    with Application(directory) as store:
        waves = Waves(store, load_or_create(PULSE_KEY))
        waves.plan(Wave("phone", Audience.PULSE, 1, (FORM,), today, today + 2), {7: 0}, [51])
        waves.send("phone", today, tokens.update)
    return f"/pulse/answer/{tokens[7]}"


def test_a_form_is_answered_on_a_phone_by_touch_and_keyboard_without_a_script(
    browser: Browser, directory: Path, address: str
) -> None:
    path = link(directory)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, java_script_enabled=False
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path)
    trust = page.get_by_role("group", name="I know when I can rely on what AI gives me.")
    assert trust.get_by_role("radio").count() == 5
    for label in page.locator("label").all():
        box = label.bounding_box()
        assert box and box["height"] >= FINGER and box["width"] >= FINGER and box["x"] >= 0 and box["x"] + box["width"] <= 390
    trust.get_by_text("4", exact=True).tap()
    trust.get_by_role("radio", name="4").focus()
    page.keyboard.press("ArrowRight")
    expect(trust.get_by_role("radio", name="5 Fully")).to_be_checked()
    page.get_by_role("radio", name="About 15 minutes").check(force=True)
    for place in ("First", "Second"):
        page.get_by_label(place).select_option("cost_pressure")
    page.get_by_role("button", name="Send my answers").tap()
    expect(page.get_by_role("alert").last).to_contain_text("stands there twice")
    expect(trust.get_by_role("radio", name="5 Fully")).to_be_checked()
    page.get_by_label("Second").select_option("quality_errors")
    page.get_by_role("button", name="Send my answers").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.get_by_text("groups of 10 people or more").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    context.close()
    assert {url.removeprefix(address).split("?")[0] for url in asked if url.startswith("http")} == {path, "/static/clearspan.css"}
    with sqlite3.connect(directory / FILE) as opened:
        stored = dict(opened.execute("SELECT item, value FROM reply WHERE wave = 'phone'"))
        assert opened.execute("SELECT count(*) FROM time_taken WHERE wave = 'phone'").fetchone() == (1,)
    ranks = {"rank_ai_problems.cost_pressure": 1.0, "rank_ai_problems.quality_errors": 2.0}
    assert stored == {"trust_output": 5.0, "diary_saved": 15.0, **ranks}


def test_the_pages_show_what_people_said_and_export_it(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gallery, "svg", lambda gallery, picture, width=WIDE: "<svg></svg>")
    monkeypatch.setattr(Desk, "current", lambda desk: ("asked", pulsed()))
    with TestClient(build(directory), base_url="http://localhost") as client:
        said = client.get("/pulse?period=2026-Q2")
        assert said.status_code == 200 and "Managers show own use, 16 points higher." in said.text
        assert "about 48 (45 to 51), some 600 people" in said.text
        rows = client.get("/pulse.csv?period=2026-Q2").text.splitlines()
        assert any("involved_in_decisions" in row and "2026-Q2" in row for row in rows)
        assert "among the first 3 of all stands" in client.get("/alignment").text
