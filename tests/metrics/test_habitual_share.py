"""The share with a habit follows the tiers."""

from tests.metrics.metric_world import MONDAY, World, values, week


def test_nine_weeks_of_twelve_are_a_habit_and_eight_are_not() -> None:
    world = World()
    world.people(1, 2, 3)
    world.feed(range(13))
    for person, weeks, actions in ((1, 8, 1), (2, 9, 1), (3, 12, 99)):
        for number in range(1, 1 + weeks):
            world.week_of_use(person, number, 1, actions=actions)
    facts = world.facts(MONDAY, week(13) - 1)
    assert values(facts, "habitual_share", "2026-W14") == {1: 0, 2: 1, 3: 1}
    assert values(facts, "habitual_share", "2026-W14", "any") == {1: 0, 2: 1, 3: 1}


def test_tools_used_in_turn_make_a_habit_of_all_tools_together() -> None:
    world = World()
    world.people(1)
    world.feed(range(13))
    world.feed(range(13), tool="cursor")
    for number in range(1, 10):
        world.week_of_use(1, number, 1, tool="claude" if number % 2 else "cursor", actions=1)
    facts = world.facts(MONDAY, week(13) - 1)
    assert values(facts, "habitual_share", "2026-W14", "any") == {1: 1}
    assert values(facts, "habitual_share", "2026-W14", "claude") == {1: 0}
