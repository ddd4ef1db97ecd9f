"""A person's questions and profile: asked one by one, marked, kept, and told in three scores."""

from pathlib import Path

import pytest

from clearspan.application.store import FILE, Application
from clearspan.errors import UsageError
from clearspan.jobs import skills
from clearspan.jobs.schedule import kept_up, runner
from clearspan.jobs.skills import PersonSkills, place_questions
from clearspan.practice.team_change import TeamChange, TeamChanges
from clearspan.skills.fluency.question import Question
from clearspan.skills.fluency.question_files import fluency_pack


@pytest.fixture
def seller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PersonSkills:
    """A senior seller in an empty directory."""
    monkeypatch.setattr(skills, "person_today", lambda *_: {"role": "Sales", "level": "Senior", "team": "north"})
    return PersonSkills(tmp_path, 4)


def test_questions_are_asked_until_enough_is_known_and_the_profile_says_what_is_missing(
    seller: PersonSkills, tmp_path: Path
) -> None:
    assert (seller.family, seller.band) == ("sales", "professional")
    asked = seller.ask()
    assert asked.question is not None and seller.ask() == asked, "the same until it is answered"
    told, seen = [], set[str]()
    while asked.question is not None:
        item = asked.question
        assert item.name not in seen and item.name in fluency_pack().of_family("sales")
        seen.add(item.name)
        told.append(seller.answer(item.name, "0" if isinstance(item, Question) else item.best))
        asked = seller.ask()
    assert all(each.category == each.highest and each.why for each in told) and 6 <= len(told) <= 16
    profile = seller.profile()
    assert profile.fluency.level == 4 and profile.fluency.figure.of == len(told)
    assert not profile.judgment.known and not profile.redesign.known
    assert seller.short() == {"fluency": 0.0}
    retention = seller.retention()
    assert retention.with_ai.value == 1 and not retention.gap.known
    expected = seller.expected()
    assert expected is not None and not expected.agreed and expected.levels["fluency.knowing"] == 3
    assert place_questions(tmp_path).startswith("80 of 80 questions are placed by what their authors expect")
    with pytest.raises(UsageError, match="that you were asked"):
        seller.answer("service_common_reply", "chat")
    with pytest.raises(UsageError, match="no choice of it"):
        seller.answer("knowing_cut_off", "7")


def test_who_moves_keeps_what_they_answered(seller: PersonSkills, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seller.answer("sales_first_call", "search")
    monkeypatch.setattr(skills, "person_today", lambda *_: None)
    moved = PersonSkills(tmp_path, 4)
    assert moved.family == "managers" and moved.expected() is None
    assert moved.profile().fluency.because.startswith("1 of at least 8")
    assert moved.ask().question is not None


def test_the_weekly_upkeep_places_questions_and_says_what_went_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Application(tmp_path) as store:
        TeamChanges(store).keep("north", TeamChange("once_by_hand", "Mondays by hand.", 20010, 20000))
    assert kept_up(tmp_path) == []
    with Application(tmp_path) as store:
        assert not TeamChanges(store).of("north", 20001), "its year is over"
    assert any(each.name.endswith("upkeep") for each in runner(tmp_path)._registry.periodic_tasks)  # pyright: ignore
    (tmp_path / FILE).write_bytes(b"not a database, but long enough to be taken for one" * 40)
    assert [each for each in kept_up(tmp_path) if "cannot be used" in each]
