"""People who join, leave and move for weeks: the attackers find nothing in what is released of them."""

import pytest
from tests.attack.moving import attacked_release


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_weeks_of_people_who_come_go_and_move(seed: int) -> None:
    report, shown = attacked_release(people=300, weeks=10, seed=seed)
    assert {name: haul.findings for name, haul in report.hauls.items() if haul.leaks} == {}
    assert report.attempts > 1_000_000
    assert shown > 500
