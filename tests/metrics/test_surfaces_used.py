"""In how many places of a tool its users use it."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week


def test_places_are_counted_once_over_the_period() -> None:
    world = World()
    world.people(1, 2)
    world.feed(range(14))
    world.feed(range(14), surface="chat")
    for day, surface in ((0, "chat"), (1, "chat"), (2, "editor"), (14, "terminal")):
        world.use(1, week(4) + day)
        world.use(1, week(4) + day, surface=surface)
    world.use(1, week(4), surface="slides", active=0)
    world.use(2, week(4))
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "surfaces_used", "2026-02") == {1: 3}


def test_a_feed_without_places_cannot_tell() -> None:
    world = World()
    world.people(1)
    world.feed(range(3))
    world.week_of_use(1, 1, 1)
    assert contributions(world.facts(MONDAY, week(3) - 1), "surfaces_used") == []
