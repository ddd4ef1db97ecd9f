"""Days a week, over the weeks and people that used the tool."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week


def test_days_are_counted_in_active_weeks_of_active_people() -> None:
    world = World()
    world.people(1, 2, 3)
    world.feed(range(14))
    world.week_of_use(1, 4, 5)
    world.use(1, week(4) + 6)
    world.week_of_use(1, 6, 2)
    world.week_of_use(2, 5, 0)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "active_days", "2026-W06") == {1: 6}
    assert values(facts, "active_days", "2026-W08") == {1: 2}
    assert values(facts, "active_days", "2026-02") == {1: 4}


def test_all_tools_together_count_a_date_once() -> None:
    world = World()
    world.people(1)
    world.feed(range(3))
    world.feed(range(3), tool="cursor")
    world.week_of_use(1, 1, 3)
    world.week_of_use(1, 1, 2, tool="cursor")
    world.use(1, week(1) + 4, tool="cursor")
    facts = world.facts(MONDAY, week(3) - 1)
    assert values(facts, "active_days", "2026-W03", "any") == {1: 4}


def test_a_feed_by_week_tells_days_only_where_the_vendor_says_them() -> None:
    world = World()
    world.people(1, 2)
    world.use(1, week(1), tool="m365_copilot", grain="week", active_days=3)
    world.use(2, week(1), tool="m365_copilot", grain="week", active=0, active_days=0)
    world.use(1, week(1) - 1, tool="chatgpt", grain="week")
    facts = world.facts(MONDAY, week(3) - 1)
    assert values(facts, "active_days", "2026-W03", "m365_copilot") == {1: 3}
    assert {row["tool"] for row in contributions(facts, "active_days")} == {"m365_copilot"}
