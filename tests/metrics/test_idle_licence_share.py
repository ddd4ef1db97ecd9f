"""Licences held for a whole period without any use."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week

START, END = on("2026-02-01"), on("2026-02-28")


def test_only_licences_of_the_whole_month_can_be_idle() -> None:
    world = World()
    world.people(1, 2, 3, 4, 5, 6)
    world.feed(range(14))
    world.licence(1, START)
    world.licence(2, START, END)
    world.licence(3, START + 1)
    world.licence(4, START, END - 1)
    world.licence(5, START, START + 9)
    world.licence(5, START + 10, END)
    world.licence(6, START)
    world.week_of_use(2, 7, 1)
    world.use(6, week(5), active=None)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "idle_licence_share", "2026-02") == {1: 1, 2: 0, 5: 1}


def test_use_outside_the_weeks_of_the_month_does_not_help() -> None:
    world = World()
    world.people(1)
    world.feed(range(14))
    world.licence(1, START)
    world.week_of_use(1, 3, 5)
    world.week_of_use(1, 8, 5)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "idle_licence_share", "2026-02") == {1: 1}
    assert values(facts, "idle_licence_share", "2026-03") == {1: 0}


def test_an_uncovered_week_leaves_the_month_untold() -> None:
    world = World()
    world.people(1)
    world.feed([4, 5, 7])
    world.licence(1, START)
    assert contributions(world.facts(MONDAY, week(14) - 1), "idle_licence_share") == []
