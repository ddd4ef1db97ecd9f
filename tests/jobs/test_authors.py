"""Signing and publishing: by employed people, for others than themselves, and never alone without the skill."""

import shutil
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from tests.skills.test_profile import DRILLED, FLUENT
from tests.skills.test_record import DRAWN

from clearspan import clock
from clearspan.application.store import Application
from clearspan.errors import ShelfError, UsageError
from clearspan.jobs import authors, sign_off
from clearspan.jobs.authors import exempt_author, publish
from clearspan.jobs.sign_off import sign_expectation, sign_step
from clearspan.practice.shelves import SHELVES, Shelved, open_file
from clearspan.skills.authors import Author
from clearspan.skills.framework.expectation import expectation_of
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.irt.ability import ability
from clearspan.skills.item_files.trouble import Trouble
from clearspan.skills.profile import profile_of
from clearspan.skills.record import SkillRecord
from clearspan.vocabulary.period import day_number

TODAY = day_number(datetime(2026, 11, 21).date())
PEOPLE = {"ada@example.com": 1, "bob@example.com": 2}


def _check_alone(path: Path) -> tuple[Shelved, tuple[Trouble, ...]]:
    """A file checked by itself: what it has to do with the rest of the library is tried elsewhere."""
    shelved = open_file(SHELVES[path.parent.name], path)
    return shelved, shelved.file.troubles()


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with Ada, who can do what she teaches, and Bob, of whom nothing is known."""
    able = {
        1: Author(1, profile_of(FLUENT, DRILLED, []), TODAY - 3),
        2: Author(2, profile_of(ability((), ()), DRILLED, []), None),
    }
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 9, tzinfo=UTC))
    for room in (authors, sign_off):
        monkeypatch.setattr(room, "employed", lambda _, address: PEOPLE.get(address))
    monkeypatch.setattr(authors, "_author", lambda _, person: able[person])
    monkeypatch.setattr(authors, "check_file", _check_alone)
    return tmp_path


def test_who_cannot_do_it_publishes_with_somebody_who_can_or_not_at_all(directory: Path) -> None:
    shipped = Path(str(files("clearspan") / "content" / "tool_facts"))
    draft = directory / "drafts" / "tool_facts" / "our_own_fact.md"
    draft.parent.mkdir(parents=True)
    shutil.copy(next(shipped.glob("*.md")), draft)
    with pytest.raises(UsageError, match="find a co-author"):
        publish(directory, draft, "bob@example.com")
    assert not (directory / "library").exists()
    with pytest.raises(UsageError, match="no address of somebody"):
        publish(directory, draft, "eve@example.com")
    published = publish(directory, draft, "bob@example.com", "ada@example.com")
    assert published == directory / "library" / "tool_facts" / "our_own_fact.md" and published.read_bytes() == draft.read_bytes()
    draft.write_text("no item")
    exempt_author(directory, "bob@example.com")
    with pytest.raises(ShelfError):
        publish(directory, draft, "bob@example.com")


def test_expectations_and_controls_are_signed_by_people_who_are_employed(directory: Path) -> None:
    assert sign_expectation(directory, "Account Management", "ada@example.com") == "Sales"
    with Application(directory) as store:
        record = SkillRecord(store)
        assert expectation_of(framework(), "sales", "lead", record.sign_offs()).owner == 1
        number = record.keep_canvas(2, DRAWN, TODAY)
        sign_step(directory, number, "Release money", "ada@example.com")
        assert record.canvases()[0].canvas.steps[1].signed_off
    with pytest.raises(UsageError, match="cannot sign off"):
        sign_step(directory, number, "Release money", "bob@example.com")
    with pytest.raises(UsageError, match="no address of somebody"):
        sign_step(directory, number, "Release money", "eve@example.com")
    with pytest.raises(UsageError, match="no family Astronauts"):
        sign_expectation(directory, "Astronauts", "ada@example.com")
