"""How many tools side by side, among those who use any."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week


def test_tools_are_counted_over_the_whole_period() -> None:
    world = World()
    world.people(1, 2, 3)
    for tool in ("claude", "cursor"):
        world.feed(range(14), tool=tool)
    world.week_of_use(1, 4, 1)
    world.week_of_use(1, 6, 1, tool="cursor")
    world.week_of_use(2, 6, 1)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "tools_used", "2026-02", "any") == {1: 2, 2: 1}
    assert {row["tool"] for row in contributions(facts, "tools_used")} == {"any"}


def test_a_tool_known_by_month_only_counts_in_the_month() -> None:
    world = World()
    world.people(1)
    world.feed(range(14))
    world.week_of_use(1, 4, 1)
    start = week(4) - 1  # 1 February
    world.use(1, start, tool="chatgpt", grain="month", end_day=start + 27)
    assert values(world.facts(MONDAY, week(14) - 1), "tools_used", "2026-02", "any") == {1: 2}
