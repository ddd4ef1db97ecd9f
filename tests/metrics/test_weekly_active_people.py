"""People active in a week, and in an average week of a longer period."""

from tests.metrics.metric_world import MONDAY, World, values, week


def test_a_month_counts_its_weeks() -> None:
    world = World()
    world.people(1, 2)
    world.feed(range(14))
    for number in (4, 5, 7, 9):
        world.week_of_use(1, number, 5)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "weekly_active_people", "2026-W06") == {1: 1, 2: 0}
    assert values(facts, "weekly_active_people", "2026-W08") == {1: 0, 2: 0}
    assert values(facts, "weekly_active_people", "2026-02") == {1: 0.75, 2: 0}
    assert values(facts, "weekly_active_people", "2026-02", "any") == {1: 0.75, 2: 0}
