"""The same plan gives the same bytes, and memory grows with people, not with weeks."""

import tracemalloc
from pathlib import Path

from tests.simulator.written import Run

from clearspan.simulator.plan import LAST_DAY, Plan
from clearspan.simulator.simulate import simulate


def test_equal_plans_give_equal_files_and_another_seed_gives_others(simulated: Run) -> None:
    first = simulated(Plan(people=60, seed=5, weeks=8)).digests()
    assert simulated(Plan(people=60, seed=5, weeks=8)).digests() == first
    other = simulated(Plan(people=60, seed=6, weeks=8)).digests()
    assert all(other[path] != digest for path, digest in first.items() if path in other and "roster" in path)


def test_a_second_run_in_the_same_folder_replaces_the_first(simulated: Run, tmp_path: Path) -> None:
    simulate(Plan(people=50, seed=1, weeks=10), tmp_path / "again")
    simulate(Plan(people=60, seed=5, weeks=8), tmp_path / "again")
    fresh = simulated(Plan(people=60, seed=5, weeks=8))
    assert type(fresh)(fresh.plan, tmp_path / "again", fresh.truth).digests() == fresh.digests()


def test_a_continued_organisation_shares_its_past(simulated: Run) -> None:
    """A later last day and the same first day: whole days and weeks that both cover are the same bytes and counts."""
    whole, longer = simulated(Plan(people=60, seed=9)), simulated(Plan(people=60, seed=9, weeks=48, until=LAST_DAY + 56))
    past, future = whole.digests(), longer.digests()
    same = [
        path
        for path in past
        if ("users-1-day/2026-0" in path or "claude/" in path or "weekly/" in path or "wave-" in path or "-D7-" in path)
    ]
    assert len(same) > 300
    assert {path: past[path] for path in same} == {path: future[path] for path in same}
    for team, counts in whole.truth["weekly"]["teams"].items():
        assert longer.truth["weekly"]["teams"][team]["active"][:40] == counts["active"]


def test_memory_does_not_grow_with_weeks(tmp_path: Path) -> None:
    """Three times the weeks: what the story holds of weeks is a few counts a team, far below a tenth of the peak."""
    peaks: list[int] = []
    simulate(Plan(people=50, seed=2, weeks=6), tmp_path / "warm")
    for weeks in (10, 30):
        tracemalloc.start()
        simulate(Plan(people=120, seed=2, weeks=weeks), tmp_path / str(weeks))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    written = sum(path.stat().st_size for path in (tmp_path / "30").rglob("*") if path.is_file())
    assert peaks[1] < 1.35 * peaks[0]
    assert peaks[1] < written / 3
