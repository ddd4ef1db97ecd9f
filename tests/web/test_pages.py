"""The pages in a browser: they load clean, their links lead somewhere, and everyone can read them."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page

from clearspan.answers.desk import sources
from clearspan.answers.picture import FOLDER, WIDE, Gallery
from clearspan.web.app import build

SLACK = sources()["slack_member_analytics"].api
TEAM = "/team?group=Sales+%2F+Sales+North+%2F+Sales+North1&dimension=team"
PATHS = [
    "/",
    "/adoption",
    "/adoption?dimension=team",
    "/team",
    TEAM,
    "/views",
    "/pulse",
    "/alignment",
    "/islands",
    "/maturity",
    "/library",
    "/library/use_cases/sales/prepare_first_call",
    "/sources",
    "/health",
    "/measures",
    "/about-our-data",
]
TOKENS = ("--ink", "--quiet", "--link", "--accent", "--d1", "--d2", "--d3", "--d4", "--d5")
"""Tokens in which text is set."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at a desk; it notes whatever the browser complains about."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    yield opened
    context.close()


@pytest.fixture
def undrawn(directory: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A client of the same pages without their pictures."""
    monkeypatch.setattr(Gallery, "svg", lambda gallery, picture, width=WIDE: "<svg></svg>")
    shutil.copytree(directory, tmp_path / "served", ignore=shutil.ignore_patterns(FOLDER))
    with TestClient(build(tmp_path / "served"), base_url=address) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
def test_a_page_loads_clean_and_has_its_parts(page: Page, address: str, path: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address + path)
    assert complaints == []
    assert page.locator("h1").count() == 1
    assert page.locator("aside dt", has_text="Who may see this").count() == 1
    assert (
        page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at)")
        == []
    )


def test_links_lead_somewhere_and_anchors_exist(page: Page, address: str, undrawn: httpx.Client) -> None:
    hrefs: set[str] = set()
    for path in PATHS:
        page.goto(address + path)
        links = page.eval_on_selector_all(
            "main .step a, aside a, header a, .turn a, .parts a, td a, tbody th a", "all => all.map(a => a.href)"
        )
        figures = {link for link in links if "/figure/" in link}
        hrefs.update(sorted(set(links) - figures)[:60] + sorted(figures)[:2])
    seen: dict[str, str] = {}
    for href in sorted(hrefs):
        target, anchor = urldefrag(urljoin(address, href))
        assert urlsplit(target).netloc == urlsplit(address).netloc
        if target not in seen:
            answer = undrawn.get(target)
            assert answer.status_code == 200, target
            seen[target] = answer.text
        assert not anchor or f'id="{anchor}"' in seen[target], href


def test_the_keyboard_walks_the_marks_and_the_tooltip_says_what_they_show(page: Page, address: str) -> None:
    page.goto(address + "/adoption")
    marks = page.locator("#spread .wide [data-mark]")
    first = page.locator("#spread .wide [data-mark][tabindex='0']")
    assert first.count() == 1
    first.focus()
    tip = page.locator("#spread .tip")
    assert tip.is_visible()
    assert tip.inner_text() == marks.nth(0).get_attribute("aria-label")
    page.keyboard.press("ArrowDown")
    assert tip.inner_text() == marks.nth(1).get_attribute("aria-label")
    page.keyboard.press("End")
    assert tip.inner_text() == marks.last.get_attribute("aria-label")
    page.keyboard.press("Escape")
    assert tip.is_hidden()


def test_pointing_at_a_mark_shows_its_tooltip_within_the_page(page: Page, address: str) -> None:
    page.goto(address + "/adoption")
    mark = page.locator("#spread .wide [data-mark]").last
    mark.hover()
    tip = page.locator("#spread .tip")
    assert tip.inner_text() == mark.get_attribute("aria-label")
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= 1280


def test_the_form_puts_the_question_in_the_address_and_back_works(page: Page, address: str) -> None:
    page.goto(address + "/adoption")
    page.select_option("select[name=dimension]", "role")
    page.select_option("select[name=period]", "2026-W39")
    page.click(".controls button")
    assert re.search(r"dimension=role.*period=2026-W39", page.url)
    assert page.locator("select[name=dimension]").input_value() == "role"
    page.go_back()
    assert page.locator("select[name=dimension]").input_value() == "division"


def test_each_picture_has_a_sentence_and_a_table_behind_it(page: Page, address: str) -> None:
    page.goto(address + "/adoption")
    pictures = page.locator("section.block:has(.picture)")
    assert pictures.count() >= 10
    for place in range(pictures.count()):
        block = pictures.nth(place)
        assert block.locator(".wide svg").get_attribute("aria-label")
        block.locator("summary").click()
        assert block.locator("table tbody tr").first.is_visible()


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_needs_no_sideways_scrolling(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_page(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + "/health")
    read = "names => names.map(n => getComputedStyle(document.documentElement).getPropertyValue(n).trim())"
    paper, *texts = page.evaluate(read, ["--paper", *TOKENS])
    assert {
        name: round(_contrast(text, paper), 1) for name, text in zip(TOKENS, texts, strict=True) if _contrast(text, paper) < 4.5
    } == {}
    context.close()


def test_print_leaves_out_what_cannot_be_used_on_paper(page: Page, address: str) -> None:
    page.goto(address + "/adoption")
    page.emulate_media(media="print")
    for selector in (".controls", ".step", ".top nav", "#spread details"):
        assert page.locator(selector).first.is_hidden()
    assert page.locator("#spread .wide svg").is_visible()


def test_sources_begin_with_what_is_refused_and_what_to_click(page: Page, address: str, client: httpx.Client) -> None:
    page.goto(address + "/sources")
    first = page.locator("#state article").first
    assert "missing_scope" in first.inner_text()
    assert SLACK is not None
    assert first.locator("ol li").count() == len(SLACK.clicks)
    assert first.locator("code", has_text="clearspan connect slack_member_analytics").is_visible()
    assert page.locator("#unused details").count() > 10
    row = next(line for line in client.get("/sources.csv").text.splitlines() if line.startswith("slack_member_analytics,"))
    assert "the last pull failed" in row


def test_a_refusal_is_a_page_that_says_what_to_do(page: Page, address: str) -> None:
    page.goto(address + "/team?group=Nobody&dimension=team")
    assert page.locator("h1").inner_text() == "Nothing is released for that"
    assert "Nobody" not in page.content()
    assert page.locator(".step a").count() == 1


def _contrast(first: str, second: str) -> float:
    lights = sorted((_light(first), _light(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
