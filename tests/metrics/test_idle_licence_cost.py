"""What idle licences cost a month."""

from tests.metrics.metric_world import MONDAY, World, on, values, week

START = on("2026-02-01")


def world_of() -> World:
    world = World()
    world.people(1, 2)
    for tool in ("claude", "cursor"):
        world.feed(range(14), tool=tool)
        for person in (1, 2):
            world.licence(person, START, tool=tool)
    world.week_of_use(2, 5, 1)
    return world


def test_the_price_on_the_last_day_of_the_month_counts() -> None:
    world = world_of()
    world.price("claude", "30.50", until=START + 27)
    world.price("claude", "99", since=START + 28)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "idle_licence_cost", "2026-02") == {1: 30.5, 2: 0}
    assert values(facts, "idle_licence_cost", "2026-03") == {1: 99, 2: 99}
    assert values(facts, "idle_licence_cost", "2026-02", "cursor") == {}


def test_tools_add_up_in_one_currency_only() -> None:
    world = world_of()
    world.price("claude", "30")
    world.price("cursor", "20", until=START + 27)
    world.price("cursor", "22", since=START + 28, currency="USD")
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "idle_licence_cost", "2026-02", "any") == {1: 50, 2: 20}
    assert values(facts, "idle_licence_cost", "2026-03", "any") == {}
    assert values(facts, "idle_licence_cost", "2026-03", "cursor") == {1: 22, 2: 22}
