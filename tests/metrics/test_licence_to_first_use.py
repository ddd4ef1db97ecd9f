"""Days from the grant of a licence to the first day of use."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week

GRANT = on("2026-02-02")  # Monday of week 4


def world_of(waits: dict[int, int | None], weeks: int) -> World:
    world = World()
    world.feed(range(weeks))
    for person, wait in waits.items():
        world.people(person)
        world.licence(person, GRANT, granted=1)
        if wait is not None:
            world.use(person, GRANT + wait)
    return world


def test_bands_at_their_edges() -> None:
    world = world_of({1: 0, 2: 7, 3: 8, 4: 30, 5: 31, 6: 90, 7: 91, 8: None}, 26)
    world.use(2, GRANT - 3)  # before the licence: not its first use
    found = values(world.facts(MONDAY, week(26) - 1), "licence_to_first_use", "2026-02")
    assert found == {
        1: "within 7 days",
        2: "within 7 days",
        3: "8 to 30 days",
        4: "8 to 30 days",
        5: "31 to 90 days",
        6: "31 to 90 days",
        7: "over 90 days or not yet",
        8: "over 90 days or not yet",
    }


def test_a_period_waits_until_all_have_been_followed_for_90_days() -> None:
    followed = on("2026-02-28") + 90  # a Friday, in week 20
    assert followed == week(20) + 4
    facts = world_of({1: 3}, 20).facts(MONDAY, week(20) - 1)
    assert contributions(facts, "licence_to_first_use") == []
    facts = world_of({1: 3}, 21).facts(MONDAY, week(21) - 1)
    assert values(facts, "licence_to_first_use", "2026-02") == {1: "within 7 days"}


def test_only_grants_count_and_only_people_who_stayed() -> None:
    world = world_of({1: 3}, 26)
    world.people(2, 3)
    world.licence(2, GRANT, granted=0)
    world.licence(3, on("2025-06-01"), GRANT - 1)
    world.licence(3, GRANT, granted=1)  # renewed, not new
    world.person(4, until=GRANT + 60)
    world.licence(4, GRANT, granted=1)
    found = values(world.facts(MONDAY, week(26) - 1), "licence_to_first_use", "2026-02")
    assert found == {1: "within 7 days"}


def test_a_feed_by_week_counts_from_its_monday_unless_the_vendor_says_the_day() -> None:
    world = World()
    world.people(1, 2)
    for person in (1, 2):
        world.licence(person, GRANT, tool="chatgpt", granted=1)
    for number in range(26):
        world.use(0, week(number), tool="chatgpt", grain="week", active=0)
    world.use(1, week(5), tool="chatgpt", grain="week")
    world.use(2, week(5), tool="chatgpt", grain="week", first_active_day=week(5) + 2)
    found = values(world.facts(MONDAY, week(26) - 1), "licence_to_first_use", "2026-02", "chatgpt")
    assert found == {1: "within 7 days", 2: "8 to 30 days"}
