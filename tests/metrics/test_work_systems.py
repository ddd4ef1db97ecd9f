"""Who works in a work system, who of them uses AI, and when a system is known of."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week


def world_of(weeks: int) -> World:
    """Four people and an AI tool's feed."""
    world = World()
    world.people(1, 2, 3, 4)
    world.feed(range(weeks))
    return world


def act(world: World, person: int, day: int, amount: float | None = 1, system: str = "slack", **stated: object) -> None:
    """Adds a day of a person in a system."""
    row = {"kind": "active", "grain": "day", "end_day": day, "zone": "UTC", "source": system}
    world.add("activity", person=person, system=system, start_day=day, amount=amount, **(row | stated))


def item(world: World, person: int, number: str, **stated: object) -> None:
    """Adds an item of work in Asana."""
    world.add("work_item", person=person, item=number, kind="task", system="asana", source="asana_tasks", **stated)


def test_idle_unreported_and_absent_people_did_not_work_there_and_ai_is_counted_among_those_who_did() -> None:
    world = world_of(14)
    for number in range(14):
        act(world, 1, week(number))
        act(world, 2, week(number) + 4, 0)
        act(world, 3, week(number) + 4, None)
        act(world, 3, week(number), 9, kind="messages")
    act(world, 4, week(5))
    world.week_of_use(4, 5, 2)
    world.week_of_use(2, 5, 2)
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "work_system_active_share", "2026-02", "slack") == {1: 1, 2: 0, 3: 0, 4: 1}
    assert values(facts, "work_system_active_share", "2026-03", "slack") == {1: 1, 2: 0, 3: 0, 4: 0}
    assert values(facts, "work_system_ai_share", "2026-02", "slack") == {1: 0, 4: 1}
    assert {row["tool"] for row in contributions(facts, "work_system_active_share")} == {"slack"}
    assert {row["tool"] for row in contributions(facts, "active_share")} == {"any", "claude"}


def test_an_item_is_work_where_it_is_begun_or_finished_and_one_that_is_only_assigned_is_not() -> None:
    world = world_of(14)
    for number in range(14):
        item(world, 1, f"a{number}", created_day=week(number), started_day=week(number) + 1, finished_day=week(number) + 4)
    item(world, 2, "b", created_day=on("2026-01-06"), started_day=on("2026-02-10"), finished_day=on("2026-03-10"))
    item(world, 3, "c", created_day=on("2026-02-10"))
    world.add(
        "work_item", person=4, item="d", kind="ticket", created_day=on("2026-02-10"), finished_day=on("2026-02-11"), source="x"
    )
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "work_system_active_share", "2026-02", "asana") == {1: 1, 2: 1, 3: 0, 4: 0}
    assert values(facts, "work_system_active_share", "2026-03", "asana") == {1: 1, 2: 1, 3: 0, 4: 0}


def test_a_system_is_known_of_only_where_each_week_of_the_period_is() -> None:
    world = world_of(27)
    for system, begins in (("slack", on("2026-02-03")), ("teams", on("2026-02-04"))):
        for number in (*range(4, 12), *range(13, 27)):
            act(world, 1, max(week(number), begins), system=system)
            act(world, 1, week(number) + 4, system=system)
    act(world, 1, week(5), system="google_workspace", grain="window", end_day=week(9))
    act(world, 2, week(17))
    facts = world.facts(MONDAY, week(27) - 1)
    rows = contributions(facts, "work_system_active_share")
    known = {(row["tool"], row["kind"], row["start"]) for row in rows}
    later = {
        (system, "month", on(month)) for system in ("slack", "teams") for month in ("2026-03-01", "2026-05-01", "2026-06-01")
    }
    assert known == {("slack", "month", on("2026-02-01"))} | later
    assert values(facts, "work_system_ai_share", "2026-05", "slack") == {1: 0, 2: 0}
    assert values(facts, "work_system_ai_share", "2026-Q2", "slack") == {1: 0}, "the last month decides for a quarter"
