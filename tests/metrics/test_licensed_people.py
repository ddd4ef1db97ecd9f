"""Licence holders on the last day of the period."""

from tests.metrics.metric_world import MONDAY, World, values, week

from clearspan.metrics.licensed import LOOKS_APART


def test_holders_are_counted_once_and_only_while_employed() -> None:
    world = World()
    world.people(1, 2)
    world.person(3, until=week(1))
    world.licence(1, week(0), week(0) + 3)
    world.licence(1, week(0) + 2)
    world.licence(1, week(0), tool="cursor")
    world.licence(2, week(2))
    world.licence(3, week(0))
    facts = world.facts(MONDAY, week(3) - 1)
    assert values(facts, "licensed_people", "2026-W02") == {1: 1, 3: 1}
    assert values(facts, "licensed_people", "2026-W03") == {1: 1}
    assert values(facts, "licensed_people", "2026-W04", "any") == {1: 1, 2: 1}


def test_looks_at_a_list_within_a_month_of_each_other_are_one_time() -> None:
    world = World()
    world.people(1, 2, 3)
    for look in (week(1) + 5, week(2) + 5, week(3) + 6):
        world.licence(1, look, look)
    world.licence(2, week(0), week(0))
    world.licence(2, week(0) + LOOKS_APART + 1, week(0) + LOOKS_APART + 1)
    world.licence(3, week(0), week(0))
    world.licence(3, week(3), granted=1)
    facts = world.facts(MONDAY, week(6) - 1)
    held = [values(facts, "licensed_people", f"2026-W0{at}") for at in (2, 3, 4, 5)]
    assert held == [{}, {1: 1}, {1: 1}, {1: 1, 3: 1}]
