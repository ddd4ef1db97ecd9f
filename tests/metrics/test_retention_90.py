"""Retention after 90 days: active in the two weeks from 12 weeks after the week of first use on."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week

from clearspan.vocabulary.period import parse_period

FIRST = 13  # the week of 6 April, after 13 watched weeks
AFTER = 12
DONE, NEXT = "2026-07", "2026-08"  # the months in which the two weeks end for people who began in weeks 13 to 15, and in week 16


def world_of(weeks: int = 40, gap: int | None = None) -> World:
    world = World()
    world.feed(number for number in range(weeks) if number != gap)
    for person, later in {1: AFTER - 1, 2: AFTER, 3: AFTER + 1, 4: AFTER + 2}.items():
        world.people(person)
        world.week_of_use(person, FIRST, 1)
        world.week_of_use(person, FIRST + later, 1)
    return world


def test_use_in_the_two_weeks_counts_and_use_around_them_does_not() -> None:
    facts = world_of().facts(MONDAY, week(40) - 1)
    assert values(facts, "retention_90", DONE) == {1: 0, 2: 1, 3: 1, 4: 0}
    assert values(facts, "retention_90", "2026-Q3", "any") == {1: 0, 2: 1, 3: 1, 4: 0}


def test_people_who_left_are_not_in_it() -> None:
    world = world_of()
    end, last_week = parse_period(DONE).end, week(FIRST + AFTER + 1)
    world.person(5, until=end)
    world.person(6, until=end - 1)
    world.person(7, until=last_week - 1)
    world.person(7, since=last_week + 1)  # away on the first day of the last week
    for person in (5, 6, 7):
        world.week_of_use(person, FIRST, 1)
    facts = world.facts(MONDAY, week(40) - 1)
    assert set(values(facts, "retention_90", DONE)) == {1, 2, 3, 4, 5}


def test_a_period_shows_those_whose_two_weeks_ended_in_it_and_is_complete_when_it_closes() -> None:
    world = world_of()
    world.people(5, 6)
    world.week_of_use(5, 15, 1)
    world.week_of_use(6, 16, 1)
    expected = {DONE: {1: 0, 2: 1, 3: 1, 4: 0, 5: 0}, NEXT: {6: 0}}
    for month, people in expected.items():
        end = parse_period(month).end
        assert month not in months(world, end - 1)
        assert months(world, end)[month] == people
    assert months(world, week(40) - 1) == expected


def test_a_gap_in_the_feed_ends_the_following() -> None:
    for gap, told in ((FIRST + 1, False), (FIRST + AFTER + 3, True)):
        facts = world_of(gap=gap).facts(MONDAY, week(40) - 1)
        assert bool(contributions(facts, "retention_90")) is told


def months(world: World, last_day: int) -> dict[str, dict[int, float]]:
    """Month -> person -> value, from what is known up to a day."""
    facts = world.facts(MONDAY, last_day)
    found = {name: values(facts, "retention_90", name) for name in (f"2026-{month:02d}" for month in range(1, 13))}
    return {name: people for name, people in found.items() if people}
