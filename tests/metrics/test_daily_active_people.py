"""People active on an average working day."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week


def test_a_person_adds_the_share_of_five_working_days() -> None:
    world = World()
    world.people(1, 2, 3)
    world.feed(range(14))
    world.week_of_use(1, 4, 2)
    world.week_of_use(2, 4, 5)
    world.use(2, week(4) + 5)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "daily_active_people", "2026-W06") == {1: 0.4, 2: 1, 3: 0}
    assert values(facts, "daily_active_people", "2026-02") == {1: 0.1, 2: 0.25, 3: 0}


def test_a_feed_by_week_without_days_cannot_tell() -> None:
    world = World()
    world.people(1)
    world.use(1, week(1), tool="chatgpt", grain="week")
    facts = world.facts(MONDAY, week(3) - 1)
    assert contributions(facts, "daily_active_people") == []
