"""People who join, leave and move for weeks: the attackers find nothing in what is released of them."""

import pytest
from tests.attack.moving import attacked_release

from clearspan.vocabulary.period import PeriodKind


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_weeks_of_people_who_come_go_and_move(seed: int) -> None:
    report, shown = attacked_release(people=300, weeks=10, seed=seed)
    assert {name: haul.findings for name, haul in report.hauls.items() if haul.leaks} == {}
    assert report.attempts > 1_000_000
    assert shown > 500


@pytest.mark.parametrize(
    ("weeks", "kinds", "tools"),
    [
        (14, (PeriodKind.WEEK, PeriodKind.MONTH), ("chatgpt",)),
        (31, (PeriodKind.MONTH, PeriodKind.QUARTER), ("chatgpt",)),
        (6, (PeriodKind.WEEK,), ("chatgpt", "claude")),
    ],
    ids=["weeks and months", "months and quarters", "two tools"],
)
def test_lengths_of_period_and_tools_cannot_be_set_against_each_other(
    weeks: int, kinds: tuple[PeriodKind, ...], tools: tuple[str, ...]
) -> None:
    report, shown = attacked_release(people=300, weeks=weeks, seed=1, kinds=kinds, tools=tools)
    assert {name: haul.findings for name, haul in report.hauls.items() if haul.leaks} == {}
    assert shown > 100
