"""The amounts behind the share of users who make half of the use."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week


def test_actions_of_the_period_by_person_without_those_who_took_none() -> None:
    world = World()
    world.people(1, 2, 3)
    world.feed(range(14))
    world.week_of_use(1, 4, 3, actions=20)
    world.week_of_use(1, 6, 3, actions=5)
    world.week_of_use(2, 6, 3, actions=0)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "half_use_share", "2026-02") == {1: 25}
    assert {row["kind"] for row in contributions(facts, "half_use_share")} == {"month"}


def test_a_feed_without_actions_cannot_tell() -> None:
    world = World()
    world.people(1)
    for number in range(14):
        world.week_of_use(1, number, 5)
    assert contributions(world.facts(MONDAY, week(14) - 1), "half_use_share") == []
