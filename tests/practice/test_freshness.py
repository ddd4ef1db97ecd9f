"""A changed tool fact lists exactly its dependants, and what is stale or unreviewed is not offered until it is reviewed again."""

from pathlib import Path

import pytest

from clearspan.cli.app import app
from clearspan.errors import UsageError
from clearspan.jobs.review_content import review_item
from clearspan.practice.freshness import dependants, offered, stale_items
from clearspan.practice.library import Library, library_of, read_library
from clearspan.vocabulary.period import day_of

ITEMS = Path(__file__).parent / "items"
MODELS = (
    "use_cases/sales/prepare_first_call.md",
    "drills/sales/call_brief_for_northgate.md",
    "lessons/sales/only_these_texts.md",
    "tool_facts/assistants_can_invent.md",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder whose own library holds four of the shipped items, of which one rests on no tool fact."""
    for name in MODELS:
        path = tmp_path / "library" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((ITEMS / name).read_text(encoding="utf-8"), encoding="utf-8")
    drill = tmp_path / "library" / MODELS[1]
    drill.write_text(drill.read_text(encoding="utf-8").replace('["assistants_can_invent"]', "[]"), encoding="utf-8")
    return tmp_path


def own(home: Path) -> Library:
    return read_library([home / "library"])


def test_a_changed_fact_makes_exactly_its_dependants_stale(home: Path) -> None:
    library = own(home)
    reviewed = library.use_cases["sales/prepare_first_call"].upkeep.reviewed
    assert dependants(library, "assistants_can_invent") == (
        "use_cases/sales/prepare_first_call",
        "lessons/sales/only_these_texts",
    )
    assert dependants(library, "nothing") == ()
    assert stale_items(library, reviewed + 1) == ()
    assert offered(library, reviewed + 1) is library

    fact = home / "library" / MODELS[3]
    changed = fact.read_text(encoding="utf-8").replace("changed = 2026-09-01", f"changed = {day_of(reviewed + 2)}")
    fact.write_text(changed, encoding="utf-8")
    later = own(home)
    assert tuple(stale.link for stale in stale_items(later, reviewed + 2)) == dependants(library, "assistants_can_invent")
    assert "assistants_can_invent changed on" in stale_items(later, reviewed + 2)[0].reasons[0]
    left = offered(later, reviewed + 2)
    assert (set(left.use_cases), set(left.lessons), set(left.drills)) == (set(), set(), {"sales/call_brief_for_northgate"})

    path = review_item(home, "use_cases/sales/prepare_first_call", reviewed + 3)
    again = own(home)
    assert [stale.link for stale in stale_items(again, reviewed + 3)] == ["lessons/sales/only_these_texts"]
    assert path.read_text(encoding="utf-8").count(f"reviewed = {day_of(reviewed + 3)}\nreview_by = {day_of(reviewed + 185)}") == 1


def test_what_nobody_reviewed_or_checked_in_time_is_not_offered(home: Path) -> None:
    library = own(home)
    fact, upkeep = library.tool_facts["assistants_can_invent"], library.drills["sales/call_brief_for_northgate"].upkeep
    assert stale_items(library, fact.check_by) == ()
    overdue = stale_items(library, fact.check_by + 1)
    assert {stale.link for stale in overdue} == set(dependants(library, "assistants_can_invent"))
    assert [stale.link for stale in stale_items(library, upkeep.review_by)] == [stale.link for stale in overdue]
    late = offered(library, upkeep.review_by + 1)
    assert not late.drills
    assert late.drill_sets["sales"].drills == ()
    assert late.tool_facts == library.tool_facts


def test_the_commands_say_what_is_stale_and_note_a_review(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARSPAN_NOW", "2029-01-01T00:00:00Z")
    app(["library", "stale", "--dir", str(home)], standalone_mode=False)
    assert (
        "use_cases/sales/prepare_first_call (Sales enablement): It was to be reviewed by 2027-05-17." in capsys.readouterr().out
    )
    app(["library", "stale", "--dir", str(home), "--fact", "assistants_can_invent"], standalone_mode=False)
    assert "use_cases/sales/prepare_first_call\n" in capsys.readouterr().out
    app(["library", "reviewed", "drills/sales/call_brief_for_northgate", "--dir", str(home)], standalone_mode=False)
    assert "drills/sales/call_brief_for_northgate" not in {stale.link for stale in stale_items(library_of(home), 21_550)}
    for wrong in ("drills/sales/none", "../../secrets", "drills/../x"):
        with pytest.raises(UsageError):
            review_item(home, wrong, 20_000)
