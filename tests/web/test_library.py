"""The library's pages: an item is read as text, never as markup of its author's, and what is stale or wrong is held back."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from clearspan.web.app import build

USE_CASE = "use_cases/sales/prepare_first_call"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose own library has one use case with markup in it and one file that does not do."""
    monkeypatch.setenv("CLEARSPAN_NOW", "2026-11-20T10:00:00Z")
    text = (Path(__file__).parents[1] / "practice" / "items" / f"{USE_CASE}.md").read_text(encoding="utf-8")
    own = tmp_path / "library" / f"{USE_CASE}.md"
    own.parent.mkdir(parents=True)
    spiked = "<script>alert(1)</script> [ours](javascript:alert(2)) **now** A first call"
    own.write_text(
        text.replace("A first call stands", f"{spiked} stands").replace("You help me", "<b>You</b> help me"), encoding="utf-8"
    )
    (own.parent / "broken.md").write_text("no facts", encoding="utf-8")
    return tmp_path


def client(directory: Path) -> TestClient:
    return TestClient(build(directory), base_url="http://127.0.0.1")


def test_an_item_is_read_as_text_and_never_as_markup(home: Path) -> None:
    pages = client(home)
    page = pages.get(f"/library/{USE_CASE}")
    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<strong>now</strong>" in page.text
    assert "&lt;b&gt;You&lt;/b&gt; help me" in page.text
    assert 'href="javascript' not in page.text
    for heading in ("When to use it", "Not with AI", "Check before you use it", "Redesign question"):
        assert f">{heading}</h2>" in page.text
    for link in ("team_practice/review_one_output", "tracks/leaders", "industries/manufacturing"):
        assert pages.get(f"/library/{link}").status_code == 200
    for hidden in (
        "drills/sales/call_brief_for_northgate",
        "lessons/sales/only_these_texts",
        "use_cases/sales/none",
        "../settings",
    ):
        assert pages.get(f"/library/{hidden}").status_code == 404


def test_the_list_links_what_can_be_read_and_names_what_is_left_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = client(home).get("/library").text
    assert f'href="/library/{USE_CASE}"' in listed
    assert "use_cases/sales/broken.md" in listed
    assert "Call brief for Northgate Foods" not in listed
    monkeypatch.setenv("CLEARSPAN_NOW", "2029-01-01T10:00:00Z")
    late = client(home)
    assert f'href="/library/{USE_CASE}"' not in late.get("/library").text
    assert "Held back" in late.get(f"/library/{USE_CASE}").text
