"""Retention after 30, 60 and 90 days: active in the two weeks from 4, 8 or 12 weeks after the week of first use on."""

from dataclasses import dataclass

import pytest
from tests.metrics.metric_world import MONDAY, World, contributions, values, week

from clearspan.vocabulary.period import parse_period

FIRST = 13  # the week of 6 April, after 13 watched weeks


@dataclass(frozen=True)
class Case:
    """A metric, after how many weeks it looks, the months in which the two weeks end for people who began in weeks 13 to
    15 and in week 16, and the quarter of the former."""

    metric: str
    after: int
    done: str
    following: str
    quarter: str


CASES = (
    Case("retention_30", 4, "2026-05", "2026-06", "2026-Q2"),
    Case("retention_60", 8, "2026-06", "2026-07", "2026-Q2"),
    Case("retention_90", 12, "2026-07", "2026-08", "2026-Q3"),
)


@pytest.fixture(params=CASES, ids=lambda case: case.metric)
def case(request: pytest.FixtureRequest) -> Case:
    return request.param


def world_of(case: Case, weeks: int = 40, gap: int | None = None) -> World:
    world = World()
    world.feed(number for number in range(weeks) if number != gap)
    for person, later in {1: case.after - 1, 2: case.after, 3: case.after + 1, 4: case.after + 2}.items():
        world.people(person)
        world.week_of_use(person, FIRST, 1)
        world.week_of_use(person, FIRST + later, 1)
    return world


def test_use_in_the_two_weeks_counts_and_those_who_left_do_not(case: Case) -> None:
    world = world_of(case)
    end, last_week = parse_period(case.done).end, week(FIRST + case.after + 1)
    world.person(5, until=end)
    world.person(6, until=end - 1)
    world.person(7, until=last_week - 1)
    world.person(7, since=last_week + 1)  # away on the first day of the last week
    for person in (5, 6, 7):
        world.week_of_use(person, FIRST, 1)
    facts = world.facts(MONDAY, week(40) - 1)
    assert values(facts, case.metric, case.done) == {1: 0, 2: 1, 3: 1, 4: 0, 5: 0}
    quarter = values(facts, case.metric, case.quarter, "any")
    assert {person: quarter[person] for person in (1, 2, 3, 4)} == {1: 0, 2: 1, 3: 1, 4: 0}
    assert not {6, 7} & quarter.keys()


def test_a_period_shows_those_whose_two_weeks_ended_in_it_and_is_complete_when_it_closes(case: Case) -> None:
    world = world_of(case)
    world.people(5, 6)
    world.week_of_use(5, 15, 1)
    world.week_of_use(6, 16, 1)
    first = {case.done: {1: 0, 2: 1, 3: 1, 4: 0, 5: 0}}
    end = parse_period(case.done).end
    assert case.done not in months(case, world, end - 1)
    assert months(case, world, end) == first
    assert months(case, world, parse_period(case.following).end) == first | {case.following: {6: 0}}


def test_a_gap_in_the_feed_ends_the_following(case: Case) -> None:
    for gap, told in ((FIRST + 1, False), (FIRST + case.after + 3, True)):
        facts = world_of(case, gap=gap).facts(MONDAY, week(40) - 1)
        assert bool(contributions(facts, case.metric)) is told


def months(case: Case, world: World, last_day: int) -> dict[str, dict[int, float]]:
    """Month -> person -> value, from what is known up to a day."""
    facts = world.facts(MONDAY, last_day)
    found = {name: values(facts, case.metric, name) for name in (f"2026-{month:02d}" for month in range(1, 13))}
    return {name: people for name, people in found.items() if people}
