"""Moves from the end of one quarter to the end of the next."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week


def test_up_down_and_stayed() -> None:
    world = World()
    world.feed(range(26))
    weeks = {1: [*range(3, 6), *range(13, 22)], 2: [*range(3, 12), 20], 3: [*range(3, 12), *range(13, 22)], 4: []}
    for person, active in weeks.items():
        world.people(person)
        for number in active:
            world.week_of_use(person, number, 1, actions=1)
    world.person(5, since=week(15))
    facts = world.facts(MONDAY - 7, week(26) - 1)  # 29 December to 5 July
    assert values(facts, "tier_moves", "2026-Q2") == {1: "moved up", 2: "moved down", 3: "stayed", 4: "stayed"}
    assert {row["kind"] for row in contributions(facts, "tier_moves")} == {"quarter"}
