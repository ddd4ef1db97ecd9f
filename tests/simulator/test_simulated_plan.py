"""What can be simulated, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from clearspan.errors import UsageError
from clearspan.simulator.plan import LAST_DAY, Plan
from clearspan.simulator.simulate import simulate


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 49},
        {"people": 100_001},
        {"weeks": 5},
        {"weeks": 261},
        {"seed": -1},
        {"until": LAST_DAY + 1},
        {"forms": "odd"},
        {"planted": "none"},
        {"waves": (4, 4)},
        {"waves": (4, 40)},
    ],
)
def test_a_plan_outside_the_bounds_is_refused_with_a_remedy(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as refused:
        Plan(**wrong)
    assert refused.value.remedy


def test_the_window_is_whole_weeks_up_to_the_last_sunday() -> None:
    plan = Plan(weeks=40)
    assert plan.until - plan.first + 1 == 280
    assert plan.story_day(0) == plan.first


def test_a_longer_window_keeps_the_story_and_a_shorter_one_compresses_it() -> None:
    short, whole, longer = Plan(weeks=10), Plan(weeks=40), Plan(weeks=60, until=LAST_DAY + 140)
    assert longer.first == whole.first
    assert [longer.story_day(week) for week in range(40)] == [whole.story_day(week) for week in range(40)]
    assert short.first <= short.story_day(39) <= short.until


def test_exports_that_no_simulation_wrote_are_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "exports" / "mine.csv"
    theirs.parent.mkdir()
    theirs.write_text("a,b\n")
    with pytest.raises(UsageError):
        simulate(Plan(people=50, weeks=6), tmp_path)
    assert theirs.read_text() == "a,b\n"


def test_progress_is_told_each_week_and_ends_at_one(tmp_path: Path) -> None:
    told: list[float] = []
    simulate(Plan(people=50, weeks=6), tmp_path, progress=lambda _what, share: told.append(share))
    assert told == sorted(told)
    assert len(told) == 6
    assert told[-1] == 1.0
