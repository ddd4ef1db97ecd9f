"""Erase and compare: finds released cells that changed or vanished, and next figures whose change is the erased person's."""

from dataclasses import replace

from tests.attack.planted import NEXT, WEEK, FileSurface, half, haul, hidden, insider, insider_over, people

from clearspan.attack.observed import table_of

ROLL = people(20, team="T1")
TOLD = half("team", "T1", 20, release=1)
LATER = {"start_day": NEXT.start, "end_day": NEXT.end, "members_as_of": NEXT.end}


def test_a_released_cell_stays_as_it_was() -> None:
    found = haul("erase_and_compare", [TOLD], insider(ROLL), earlier=[TOLD])
    assert (found.leaks, found.attempts > 0) == (0, True)


def test_a_released_cell_that_changed() -> None:
    now = replace(TOLD, numerator=9, value=9 / 20)
    assert haul("erase_and_compare", [now], insider(ROLL), earlier=[TOLD]).leaks == 1


def test_a_released_cell_that_is_withheld_since() -> None:
    assert haul("erase_and_compare", [hidden("team", "T1")], insider(ROLL), earlier=[TOLD]).leaks == 1


def test_a_released_cell_that_vanished() -> None:
    assert haul("erase_and_compare", [half("team", "T2", 20)], insider(ROLL), earlier=[TOLD]).leaks == 1


def test_a_cell_that_was_released_twice() -> None:
    again = replace(TOLD, numerator=9, value=9 / 20, release=2)
    assert haul("erase_and_compare", [TOLD, again], insider(ROLL)).leaks == 1


def test_a_new_definition_may_release_a_period_again() -> None:
    again = replace(TOLD, numerator=9, value=9 / 20, release=2, metric_version=2)
    first = replace(TOLD, metric_version=1)
    for shown in ([first, again], [again, first]):
        assert haul("erase_and_compare", shown, insider(ROLL), earlier=[first]).leaks == 0
        assert haul("repetition", shown, insider(ROLL), [FileSurface(table_of([again]), "other")]).leaks == 0
    changed = replace(first, numerator=8, value=8 / 20)
    assert haul("erase_and_compare", [changed, again], insider(ROLL), earlier=[first]).leaks == 1


def test_the_next_figure_after_an_erasure() -> None:
    before = dict(enumerate(ROLL))
    after = {number: person for number, person in before.items() if number != 3}
    knows = replace(insider_over({WEEK: before, NEXT: after}), erased=frozenset({3}))
    alone = [TOLD, half("team", "T1", 19, **LATER)]
    silent = [TOLD, hidden("team", "T1", **LATER)]
    assert [finding.people for finding in haul("erase_and_compare", alone, knows).findings] == [1]
    assert haul("erase_and_compare", silent, knows).leaks == 0


def test_an_erasure_among_enough_other_changes() -> None:
    before = dict(enumerate(ROLL))
    after = {number: person for number, person in before.items() if number > 4}
    knows = replace(insider_over({WEEK: before, NEXT: after}), erased=frozenset({3}))
    assert haul("erase_and_compare", [TOLD, half("team", "T1", 15, **LATER)], knows).leaks == 0
