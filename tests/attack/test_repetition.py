"""Repetition: finds surfaces and calls that disagree, and noise that differs between equal sets or is absent."""

from dataclasses import replace

import pytest
from tests.attack.planted import FileSurface, MemorySurface, PagedSurface, cell, half, haul, hidden, insider, people

from clearspan.attack.observed import table_of
from clearspan.attack.question import Question, Reply
from clearspan.errors import ClearspanError

ROLL = people(20, team="T1", department="P")
TOLD = half("team", "T1", 20)


def test_calls_and_surfaces_that_agree() -> None:
    surface = MemorySurface([TOLD])
    found = haul("repetition", [TOLD], insider(ROLL), [surface])
    assert found.leaks == 0
    assert len(surface.asked) == 2


def test_fresh_noise_at_every_call() -> None:
    calls = iter(range(100))

    def drifting(question: Question) -> Reply:
        moved = replace(TOLD, numerator=10 + next(calls) % 3)
        return Reply(200, "", (moved,))

    assert haul("repetition", [TOLD], insider(ROLL), [MemorySurface([TOLD], answer=drifting)]).leaks > 0


def test_two_surfaces_with_two_figures() -> None:
    other = FileSurface(table_of([replace(TOLD, numerator=12, value=0.6)]), "other")
    assert haul("repetition", [TOLD], insider(ROLL), [other]).leaks == 1


def test_one_surface_shows_what_another_withholds() -> None:
    other = FileSurface(table_of([hidden("team", "T1")]), "other")
    assert haul("repetition", [TOLD], insider(ROLL), [other]).leaks == 1


def test_a_surface_may_leave_figures_out() -> None:
    other = FileSurface(table_of([replace(TOLD, numerator=None, denominator=None, members_as_of=None)]), "other")
    assert haul("repetition", [TOLD], insider(ROLL), [other]).leaks == 0


def test_a_department_of_one_team_has_the_teams_noise() -> None:
    alike = [TOLD, half("department", "P", 20)]
    apart = [TOLD, cell("department", "P", 11, 20)]
    assert haul("repetition", alike, insider(ROLL)).leaks == 0
    assert haul("repetition", apart, insider(ROLL)).leaks == 1


def test_sizes_without_noise() -> None:
    roll = [person for size in range(10, 35) for person in people(size, team=f"T{size}")]
    exact = [half("team", f"T{size}", size) for size in range(10, 35)]
    noisy = [replace(exact[0], denominator=11), *exact[1:]]
    assert haul("repetition", exact, insider(roll)).leaks == 1
    assert haul("repetition", noisy, insider(roll)).leaks == 0


DOWNLOAD = (
    "metric,tool,by,group,period,category,n,value,low,high,withheld\nactive_share,any,team,{group},2026-W20,,20,{value},,,\n"
)


@pytest.mark.parametrize(
    ("shares", "group", "value", "leaks"),
    [
        ("about 50%", "T1", 0.5, 0),
        ("about 51%", "T1", 0.5, 1),
        ("about 60%", "T1", 0.6, 1),
        ("about 50%", "T1 of Sales", 0.5, 1),
    ],
)
def test_pages_show_released_figures_alone(shares: str, group: str, value: float, leaks: int) -> None:
    surface = PagedSurface([TOLD], shares=shares, download=DOWNLOAD.format(group=group, value=value))
    assert haul("repetition", [TOLD], insider(ROLL), [surface]).leaks == leaks


def test_a_surface_that_answers_nothing_is_no_clean_bill() -> None:
    silent = MemorySurface([TOLD], answer=lambda question: Reply(404, ""))
    with pytest.raises(ClearspanError, match="cannot be attacked"):
        haul("repetition", [TOLD], insider(ROLL), [silent])


def test_a_page_that_breaks() -> None:
    class Broken(PagedSurface):
        def page(self, path: str) -> Reply:
            return super().page(path) if path in ("/", "/shown.csv") else Reply(500, "")

    assert haul("repetition", [TOLD], insider(ROLL), [Broken([TOLD], download=DOWNLOAD.format(group="T1", value=0.5))]).leaks == 2
