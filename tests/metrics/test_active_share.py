"""Who counts as active, and who is in the denominator."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week


def test_absent_null_and_idle_people_are_employed_people_who_did_not_use_it() -> None:
    world = World()
    world.people(1, 2, 3, 4)
    world.person(5, since=week(3) + 2)
    world.person(6, until=week(3) + 5)
    world.feed(range(5))
    world.week_of_use(1, 3, 1)
    world.week_of_use(2, 3, 0)
    world.use(3, week(3), active=None)
    world.week_of_use(5, 3, 1)
    world.week_of_use(6, 3, 1)
    world.week_of_use(7, 3, 1)
    facts = world.facts(MONDAY, week(5) - 1)
    assert values(facts, "active_share", "2026-W05") == {1: 1, 2: 0, 3: 0, 4: 0, 5: 1}
    assert values(facts, "active_share", "2026-W04") == {1: 0, 2: 0, 3: 0, 4: 0, 6: 0}


def test_a_month_counts_a_person_once_and_a_week_belongs_to_the_month_of_its_thursday() -> None:
    world = World()
    world.people(1, 2, 3)
    world.feed(range(14))
    world.week_of_use(1, 4, 1)
    world.week_of_use(1, 6, 1)
    world.use(2, on("2026-03-31"))  # Tuesday of the week whose Thursday is 2 April
    world.use(3, on("2026-03-30"), active=0)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "active_share", "2026-02") == {1: 1, 2: 0, 3: 0}
    assert values(facts, "active_share", "2026-03") == {1: 0, 2: 0, 3: 0}
    assert values(facts, "active_share", "2026-W14") == {1: 0, 2: 1, 3: 0}


def test_any_tool_counts_a_person_once_over_the_tools_that_report() -> None:
    world = World()
    world.people(1, 2)
    world.feed(range(3))
    world.feed([1], tool="cursor")
    world.week_of_use(1, 1, 2)
    world.week_of_use(1, 1, 2, tool="cursor")
    world.week_of_use(2, 1, 2, tool="cursor")
    facts = world.facts(MONDAY, week(3) - 1)
    assert values(facts, "active_share", "2026-W03", "any") == {1: 1, 2: 1}
    assert values(facts, "active_share", "2026-W03", "claude") == {1: 1, 2: 0}
    assert values(facts, "active_share", "2026-W02", "any") == {1: 0, 2: 0}
    assert {row["tool"] for row in contributions(facts, "active_share") if row["start"] == week(2)} == {"any", "claude"}
