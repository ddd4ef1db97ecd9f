"""Tiers at their cut-offs: 2 and 3 weeks, 8 and 9 weeks, 3 and 4 weeks of employment."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week

from clearspan.metrics.cutoffs import Cutoffs

LAST = "2026-04"  # its last full week is week 15: the last 12 weeks are weeks 4 to 15
END = week(17) - 1


def test_each_cut_off_at_its_edge() -> None:
    world = World()
    world.feed(range(16))
    for weeks in (0, 1, 2, 3, 8, 9, 12):
        world.people(100 + weeks)
        for number in range(4, 4 + weeks):
            world.week_of_use(100 + weeks, number, 1, actions=1)
    found = values(world.facts(MONDAY, END), "tiers", LAST)
    assert found == {
        100: "none",
        101: "tried",
        102: "tried",
        103: "occasional",
        108: "occasional",
        109: "habitual",
        112: "habitual",
    }


def test_only_the_last_twelve_weeks_count() -> None:
    world = World()
    world.people(1)
    world.feed(range(16))
    for number in range(9):
        world.week_of_use(1, number, 1, actions=1)
    facts = world.facts(MONDAY, END)
    assert values(facts, "tiers", "2026-03") == {1: "habitual"}
    assert values(facts, "tiers", LAST) == {1: "occasional"}


def test_power_is_fifteen_actions_a_week_on_average() -> None:
    world = World()
    world.people(1, 2, 3)
    world.feed(range(16))
    for person, actions in ((1, 180), (2, 179)):
        for number in range(4, 14):
            world.week_of_use(person, number, 1, actions=actions - 90 if number == 4 else 10)
    for number in range(4, 12):
        world.week_of_use(3, number, 1, actions=1000)
    facts = world.facts(MONDAY, END)
    assert values(facts, "tiers", LAST) == {1: "power", 2: "habitual", 3: "occasional"}
    assert values(facts, "power_share", LAST) == {1: 1, 2: 0, 3: 0}


def test_newcomers_have_a_tier_after_four_full_weeks_and_a_habit_after_four_of_four() -> None:
    world = World()
    world.feed(range(16))
    world.person(1, since=week(12))
    world.person(2, since=week(12) + 1)
    world.person(3, since=week(12))
    world.person(4, since=week(8))
    for number in (9, 10, 11):
        world.week_of_use(4, number, 1, actions=15)
    for person in (1, 2, 3, 4):
        for number in (12, 13, 14, 15):
            if (person, number) != (3, 13):
                world.week_of_use(person, number, 1, actions=14 if person == 1 else 15)
    facts = world.facts(MONDAY, END)
    assert values(facts, "tiers", LAST) == {1: "habitual", 3: "occasional", 4: "habitual"}
    assert values(facts, "tiers", "2026-03") == {4: "occasional"}


def test_newcomers_power_is_judged_over_the_weeks_they_were_there() -> None:
    world = World()
    world.feed(range(16))
    world.person(1, since=week(12))
    for number in (12, 13, 14, 15):
        world.week_of_use(1, number, 1, actions=15)
    assert values(world.facts(MONDAY, END), "tiers", LAST) == {1: "power"}


def test_a_roster_that_begins_late_makes_nobody_new() -> None:
    world = World()
    world.feed(range(16))
    world.person(1, since=week(8), hired_day=0)
    world.person(2, since=week(8), hired_day=None)
    for person in (1, 2):
        for number in (12, 13, 14, 15):
            world.week_of_use(person, number, 1, actions=1)
    assert values(world.facts(MONDAY, END), "tiers", LAST) == {1: "occasional", 2: "occasional"}


def test_a_gap_in_the_feed_cannot_be_told() -> None:
    world = World()
    world.people(1)
    world.feed([*range(3), *range(4, 17)])
    found = contributions(world.facts(MONDAY, END), "tiers")
    assert {row["start"] for row in found if row["kind"] == "month"} == {on("2026-04-01")}


def test_longer_periods_end_with_their_last_full_week() -> None:
    world = World()
    world.people(1)
    world.feed(range(14))
    for number in range(3, 12):
        world.week_of_use(1, number, 1, actions=1)
    facts = world.facts(MONDAY, week(14) - 1)  # the last week that ends in March is week 11
    assert values(facts, "tiers", "2026-03") == {1: "habitual"}
    assert values(facts, "tiers", "2026-03", "any") == {1: "habitual"}


def test_an_administrators_cut_offs_are_used() -> None:
    world = World()
    world.people(1)
    world.feed(range(16))
    for number in range(4, 10):
        world.week_of_use(1, number, 1, actions=1)
    mild = Cutoffs(version=2, tried=1, occasional=2, habitual=6, power_actions=15)
    assert values(world.facts(MONDAY, END, cutoffs=mild), "tiers", LAST) == {1: "habitual"}
