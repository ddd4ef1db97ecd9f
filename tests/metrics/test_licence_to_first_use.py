"""Days from the grant of a licence to the first day of use."""

from tests.metrics.metric_world import MONDAY, World, on, values, week

from clearspan.vocabulary.period import parse_period

GRANT = on("2026-02-02")  # Monday of week 4; the 90th day after it is Sunday 3 May


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
    found = values(world.facts(MONDAY, week(26) - 1), "licence_to_first_use", "2026-05")
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


def test_a_period_shows_those_whose_90_days_ended_in_it_and_is_complete_when_it_closes() -> None:
    grants = {1: GRANT - 6, 2: GRANT + 1, 3: GRANT + 22, 4: GRANT + 23}
    assert [grant + 90 for grant in grants.values()] == [
        on(day) for day in ("2026-04-27", "2026-05-04", "2026-05-25", "2026-05-26")
    ]
    world = world_of({}, 30)
    for person, grant in grants.items():
        world.people(person)
        world.licence(person, grant, granted=1)
        world.use(person, grant + 20)
    later = world.facts(MONDAY, week(30) - 1)
    for month, people in (("2026-05", {1, 2, 3, 4}), ("2026-04", set())):
        end = parse_period(month).end
        assert values(world.facts(MONDAY, end - 1), "licence_to_first_use", month) == {}
        assert values(world.facts(MONDAY, end), "licence_to_first_use", month).keys() == people
        assert values(later, "licence_to_first_use", month).keys() == people
    assert values(later, "licence_to_first_use", "2026-Q2") == dict.fromkeys(grants, "8 to 30 days")


def test_only_grants_count_and_only_people_who_stayed() -> None:
    world = world_of({1: 3}, 26)
    world.people(2, 3)
    world.licence(2, GRANT, granted=0)
    world.licence(3, on("2025-06-01"), GRANT - 1)
    world.licence(3, GRANT, granted=1)  # renewed, not new
    end = parse_period("2026-05").end
    for person, until in ((4, end), (5, end - 1)):
        world.person(person, until=until)
        world.licence(person, GRANT, granted=1)
    found = values(world.facts(MONDAY, week(26) - 1), "licence_to_first_use", "2026-05")
    assert found == {1: "within 7 days", 4: "over 90 days or not yet"}


def test_a_licence_that_was_taken_back_stays_in_it() -> None:
    world = world_of({}, 26)
    world.people(1, 2)
    world.licence(1, GRANT, GRANT + 30, granted=1)
    world.licence(2, GRANT, GRANT + 30, granted=1)
    world.use(2, GRANT + 3)
    found = values(world.facts(MONDAY, week(26) - 1), "licence_to_first_use", "2026-05")
    assert found == {1: "over 90 days or not yet", 2: "within 7 days"}


def test_a_feed_by_week_counts_from_its_monday_unless_the_vendor_says_the_day() -> None:
    world = World()
    world.people(1, 2)
    for person in (1, 2):
        world.licence(person, GRANT, tool="chatgpt", granted=1)
    for number in range(26):
        world.use(0, week(number), tool="chatgpt", grain="week", active=0)
    world.use(1, week(5), tool="chatgpt", grain="week")
    world.use(2, week(5), tool="chatgpt", grain="week", first_active_day=week(5) + 2)
    found = values(world.facts(MONDAY, week(26) - 1), "licence_to_first_use", "2026-05", "chatgpt")
    assert found == {1: "within 7 days", 2: "8 to 30 days"}
