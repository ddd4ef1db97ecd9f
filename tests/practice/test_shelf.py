"""What holds of the shelf as a whole: roles are kept apart, complete families have enough of each, and links go both ways."""

import shutil
from pathlib import Path

import pytest

from clearspan.practice.checks.check import check_libraries
from clearspan.practice.library import shipped
from clearspan.practice.moment import at_hand

ITEMS = Path(__file__).parent / "items"
USE_CASE = "use_cases/sales/prepare_first_call.md"
DRILL = "drills/sales/call_brief_for_northgate.md"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one use case and its drill."""
    for name in (USE_CASE, DRILL, "use_cases/sales/family.toml", "drills/sales/set.toml", "tool_facts/assistants_can_invent.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ITEMS / name, tmp_path / name)
    (tmp_path / "use_cases/sales/family.toml").write_text(
        'summary = "S"\nrole_codes = ["41-3091.00", "41-4012.00"]\n', encoding="utf-8"
    )
    return tmp_path


def told(library: Path) -> list[str]:
    return [str(trouble) for trouble in check_libraries([library])[1]]


def test_two_families_cannot_share_an_occupation_or_a_task(library: Path) -> None:
    assert told(library) == []
    other = library / "use_cases" / "marketing"
    other.mkdir()
    (other / "family.toml").write_text('summary = "M"\nrole_codes = ["11-2021.00", "41-3091.00"]\n', encoding="utf-8")
    lines = told(library)
    assert [line.partition(":")[0] for line in lines] == ["use_cases/marketing/family.toml", "use_cases/sales/family.toml"]
    assert all("The occupation 41-3091.00 stands in" in line for line in lines)
    (other / "family.toml").write_text('summary = "M"\nrole_codes = ["11-2021.00"]\n', encoding="utf-8")
    text = (library / USE_CASE).read_text(encoding="utf-8").replace('["41-3091.00", "41-4012.00"]', '["11-2021.00"]')
    (other / "campaign.md").write_text(text.replace("Prepare a first call with a prospect", "Plan a campaign"), encoding="utf-8")
    assert any("campaign.md: The use case shares" in line for line in told(library))
    assert any("use_cases/marketing/campaign.md" in line and "does not name this use case" in line for line in told(library))


def test_a_family_that_calls_itself_complete_has_enough_of_each(library: Path) -> None:
    family = library / "use_cases/sales/family.toml"
    family.write_text(family.read_text(encoding="utf-8") + "complete = true\n", encoding="utf-8")
    lines = told(library)
    for wanted in ("10 to 15 use cases, and this one has 1", "12 drills, and this one has 1", "6 lessons, and this one has 0"):
        assert any(wanted in line for line in lines)
    assert any("0 carry the error omission" in line for line in lines)


def test_a_library_of_four_families_trains_every_competency_that_is_scored(library: Path) -> None:
    for family, code in (("sales", "41-3091.00"), ("finance", "13-2051.00"), ("legal", "23-1011.00"), ("product", "15-1255.00")):
        (library / "use_cases" / family).mkdir(exist_ok=True)
        facts = f'summary = "S"\nrole_codes = ["{code}", "{code[:7]}.99"]\ncomplete = true\n'
        (library / "use_cases" / family / "family.toml").write_text(facts, encoding="utf-8")
    (library / "lessons" / "sales").mkdir(parents=True)
    shutil.copy(ITEMS / "lessons/sales/only_these_texts.md", library / "lessons/sales/one.md")
    untrained = [line for line in told(library) if "No lesson and no team practice trains" in line]
    assert len(untrained) == 10
    assert not any("fluency.directing" in line or "judgment.verifying" in line for line in untrained)


def test_a_drill_that_does_not_refer_back_is_told(library: Path) -> None:
    path = library / USE_CASE
    path.write_text(
        path.read_text(encoding="utf-8").replace('drills = ["sales/', 'drills = ["sales/none", "sales/'), encoding="utf-8"
    )
    assert told(library) == [f"{USE_CASE}, line 13: There is no drills/sales/none. Mend the name, or write that item."]
    path.write_text((ITEMS / USE_CASE).read_text(encoding="utf-8"), encoding="utf-8")
    drill = library / DRILL
    text = drill.read_text(encoding="utf-8")
    (library / "drills/sales/lonely.md").write_text(
        text.replace("Northgate", "Aldmoor").replace("Call brief", "Brief"), encoding="utf-8"
    )
    assert any("drills/sales/lonely.md" in line and "does not name this drill" in line for line in told(library))


def test_a_use_case_is_at_hand_when_such_work_begins() -> None:
    assert [case.name for case in at_hand(shipped(), "sales", "Call  Preparation")] == ["sales/prepare_first_call"]
    assert at_hand(shipped(), "operations", "call preparation") == ()


def test_complete_families_of_the_shipped_library_are_what_they_say() -> None:
    """The check itself is held by the whole shelf; here stands that no family was quietly left out of it."""
    complete = {family.name for family in shipped().families.values() if family.complete}
    cases = [case.family for case in shipped().use_cases.values()]
    assert {family for family in cases if cases.count(family) >= 10} == complete
