"""Weeks from first use to habit, only where the beginning is known."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week

from clearspan.vocabulary.period import parse_period

FIRST = 13  # the week of 6 April, after 13 watched weeks


def world_of(active: dict[int, list[int]], weeks: int = 60) -> World:
    world = World()
    world.feed(range(weeks))
    for person, numbers in active.items():
        world.people(person)
        for number in numbers:
            world.week_of_use(person, number, 1, actions=1)
    return world


def test_bands_at_their_edges() -> None:
    first = [FIRST]
    world = world_of(
        {
            1: list(range(FIRST, FIRST + 9)),
            2: first + list(range(FIRST + 4, FIRST + 12)),  # the ninth week is the twelfth
            3: first + list(range(FIRST + 4, FIRST + 11)) + [FIRST + 12, FIRST + 13],  # the ninth is the fourteenth
            4: first + list(range(FIRST + 9, FIRST + 18)),  # eighteenth
            5: first + list(range(FIRST + 10, FIRST + 19)),  # nineteenth
            6: first + list(range(FIRST + 17, FIRST + 26)),  # twenty-sixth
            7: first + list(range(FIRST + 18, FIRST + 27)),  # twenty-seventh
            8: first,
        }
    )
    found = values(world.facts(MONDAY, week(60) - 1), "first_use_to_habit", "2026-10")
    assert found == {
        1: "within 12 weeks",
        2: "within 12 weeks",
        3: "13 to 18 weeks",
        4: "13 to 18 weeks",
        5: "19 to 26 weeks",
        6: "19 to 26 weeks",
        7: "over 26 weeks or not yet",
        8: "over 26 weeks or not yet",
    }


def test_first_use_counts_after_twelve_watched_weeks_or_since_the_day_of_hire() -> None:
    world = world_of({1: [11], 2: [12]})
    world.person(3, since=week(5))
    world.person(4, since=week(0) - 1)
    for person in (3, 4):
        world.week_of_use(person, 9, 1, actions=1)
    rows = contributions(world.facts(MONDAY, week(60) - 1), "first_use_to_habit")
    assert {row["person"] for row in rows} == {2, 3}


def test_a_period_shows_those_whose_26_weeks_ended_in_it_and_is_complete_when_it_closes() -> None:
    ends = {week(FIRST + 26) - 1: "2026-10", week(FIRST + 29) - 1: "2026-10", week(FIRST + 30) - 1: "2026-11"}
    assert [parse_period(month).end - sunday for sunday, month in ends.items()] == [27, 6, 29]
    world = world_of({1: list(range(FIRST, FIRST + 9)), 2: [FIRST + 3], 3: [FIRST + 4]})
    later = world.facts(MONDAY, week(60) - 1)
    for month, people in (
        ("2026-10", {1: "within 12 weeks", 2: "over 26 weeks or not yet"}),
        ("2026-11", {3: "over 26 weeks or not yet"}),
    ):
        end = parse_period(month).end
        assert values(world.facts(MONDAY, end - 1), "first_use_to_habit", month) == {}
        assert values(world.facts(MONDAY, end), "first_use_to_habit", month) == people
        assert values(later, "first_use_to_habit", month) == people
    assert values(later, "first_use_to_habit", "2026-Q4").keys() == {1, 2, 3}


def test_people_who_left_before_the_end_of_the_period_are_not_in_it() -> None:
    world = world_of({1: [FIRST]})
    end = parse_period("2026-10").end
    for person, until in ((2, end), (3, end - 1)):
        world.person(person, until=until)
        world.week_of_use(person, FIRST, 1, actions=1)
    found = values(world.facts(MONDAY, week(60) - 1), "first_use_to_habit", "2026-10")
    assert found.keys() == {1, 2}
