"""Who is counted in which group on the last day of a period."""

from typing import Any

from tests.metrics.metric_world import MONDAY, World, week


def members(world: World, number: int) -> dict[int, dict[str, Any]]:
    rows = world.facts(MONDAY, week(8) - 1).members.to_pyarrow().to_pylist()
    return {row["person"]: row for row in rows if row["kind"] == "week" and row["start"] == week(number)}


def test_the_place_on_the_last_day_counts() -> None:
    world = World()
    world.person(1, until=week(1) + 5, team="old")
    world.person(1, since=week(1) + 6, team="new", hired_day=0)
    world.person(2, until=week(1) + 5)
    found = members(world, 1)
    assert {person: row["team"] for person, row in found.items()} == {1: "new"}
    assert found[1]["organisation"] == "everyone"


def test_of_two_spells_the_later_and_then_the_newer_counts() -> None:
    world = World()
    world.person(1, team="roster of January", as_of=1)
    world.person(1, team="roster of March", as_of=3, identity=9)
    world.person(2, since=1, team="begun later")
    world.person(2, since=0, team="begun earlier", as_of=9)
    assert {person: row["team"] for person, row in members(world, 1).items()} == {1: "roster of March", 2: "begun later"}


def test_tenure_bands_and_what_is_not_stated() -> None:
    world = World()
    end = week(1) + 6
    for person, days in {1: 0, 2: 182, 3: 183, 4: 730, 5: 1826}.items():
        world.person(person, hired_day=end - days)
    world.person(6, hired_day=None, team=None)
    found = members(world, 1)
    assert [found[person]["tenure"] for person in range(1, 7)] == [
        "under 6 months",
        "under 6 months",
        "6 to 24 months",
        "2 to 5 years",
        "over 5 years",
        None,
    ]
    assert found[6]["team"] is None
