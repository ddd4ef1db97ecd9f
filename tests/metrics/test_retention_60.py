"""Retention after 60 days: active in the two weeks from 8 weeks after the week of first use on."""

from tests.metrics.metric_world import MONDAY, World, contributions, values, week

FIRST = 13
AFTER = 8


def world_of(weeks: int = 40) -> World:
    world = World()
    world.feed(range(weeks))
    for person, later in {1: AFTER - 1, 2: AFTER, 3: AFTER + 1, 4: AFTER + 2}.items():
        world.people(person)
        world.week_of_use(person, FIRST, 1)
        world.week_of_use(person, FIRST + later, 1)
    return world


def test_use_in_the_two_weeks_counts_and_use_around_them_does_not() -> None:
    facts = world_of().facts(MONDAY, week(40) - 1)
    assert values(facts, "retention_60", "2026-04") == {1: 0, 2: 1, 3: 1, 4: 0}
    assert values(facts, "retention_60", "2026-Q2", "any") == {1: 0, 2: 1, 3: 1, 4: 0}


def test_people_who_left_are_not_in_it() -> None:
    world = world_of()
    world.person(5, until=week(FIRST + AFTER + 2) - 2)
    world.person(6, until=week(FIRST + AFTER + 2) - 1)
    for person in (5, 6):
        world.week_of_use(person, FIRST, 1)
    assert set(values(world.facts(MONDAY, week(40) - 1), "retention_60", "2026-04")) == {1, 2, 3, 4, 6}


def test_a_cohort_appears_when_its_last_beginner_has_been_followed() -> None:
    last_week_of_april = 16
    enough = last_week_of_april + AFTER + 2
    for weeks, known in ((enough - 1, False), (enough, True)):
        facts = world_of(weeks).facts(MONDAY, week(weeks) - 1)
        assert bool(contributions(facts, "retention_60")) is known
