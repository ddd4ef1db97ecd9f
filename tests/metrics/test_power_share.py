"""Power use needs a feed that counts actions."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week


def test_a_feed_without_actions_cannot_tell() -> None:
    world = World()
    world.people(1)
    for number in range(16):
        world.week_of_use(1, number, 5)
    facts = world.facts(MONDAY, week(17) - 1)
    assert contributions(facts, "power_share") == []
    assert values(facts, "tiers", "2026-04") == {1: "habitual"}


def test_it_is_told_from_the_twelfth_week_with_actions_on() -> None:
    for first, told in ((4, {1: 1}), (5, {})):
        world = World()
        world.people(1)
        for number in range(16):  # the last full week of April is week 15
            world.week_of_use(1, number, 5, actions=None if number < first else 15)
        assert values(world.facts(MONDAY, week(17) - 1), "power_share", "2026-04") == told
