"""Power use needs a feed that counts actions."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week


def test_a_feed_without_actions_cannot_tell() -> None:
    world = World()
    world.people(1)
    for number in range(13):
        world.week_of_use(1, number, 5)
    facts = world.facts(MONDAY, week(13) - 1)
    assert contributions(facts, "power_share") == []
    assert values(facts, "tiers", "2026-W14") == {1: "habitual"}


def test_it_is_told_from_the_twelfth_week_with_actions_on() -> None:
    world = World()
    world.people(1)
    for number in range(14):
        world.week_of_use(1, number, 5, actions=None if number < 2 else 15)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "power_share", "2026-W15") == {1: 1}
    assert values(facts, "power_share", "2026-W14") == {}
