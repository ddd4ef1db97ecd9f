"""Licence holders who used the tool: null, 0 and absent are three facts."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week


def test_not_reported_is_left_out_and_absent_is_idle() -> None:
    world = World()
    world.people(1, 2, 3, 4, 5)
    world.feed(range(8))
    for person in (1, 2, 3, 4):
        world.licence(person, week(0))
    world.week_of_use(1, 5, 1)
    world.week_of_use(2, 5, 0)
    world.use(3, week(5), active=None)
    world.week_of_use(5, 5, 1)
    facts = world.facts(MONDAY, week(8) - 1)
    assert values(facts, "active_licence_share", "2026-02") == {1: 1, 2: 0, 4: 0}


def test_the_licence_counts_on_the_last_day_of_the_period() -> None:
    world = World()
    world.people(1, 2, 3)
    world.feed(range(13))
    world.licence(1, on("2026-02-28"))
    world.licence(2, week(0), on("2026-02-28"))
    world.licence(3, week(0), on("2026-02-27"))
    facts = world.facts(MONDAY, week(13) - 1)
    assert values(facts, "active_licence_share", "2026-02") == {1: 0, 2: 0}
    assert values(facts, "active_licence_share", "2026-02", "any") == {1: 0, 2: 0}
    assert values(facts, "active_licence_share", "2026-03") == {1: 0}


def test_without_licence_facts_nothing_is_told() -> None:
    world = World()
    world.people(1)
    world.feed(range(4))
    assert contributions(world.facts(MONDAY, week(4) - 1), "active_licence_share") == []
