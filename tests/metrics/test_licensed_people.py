"""Licence holders on the last day of the period."""

from tests.metrics.metric_world import MONDAY, World, values, week


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
