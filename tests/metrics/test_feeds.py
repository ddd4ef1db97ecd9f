"""One feed speaks for a tool in a week: overlapping exports never count twice, and coarse ones never become weeks."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week

from clearspan.metrics.facts import Facts, load_facts
from clearspan.vocabulary.tool import SPEND


def periods(rows: list[dict[str, object]], kind: str, tool: str) -> set[object]:
    return {row["start"] for row in rows if row["kind"] == kind and row["tool"] == tool}


def weeks_of(facts: Facts, person: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = facts.weekly.to_pyarrow().to_pylist()
    return [row for row in rows if row["person"] == person and row["tool"] == "claude"]


def chatgpt_weeks(world: World, person: int, numbers: range, active: int | None = 1, actions: int | None = 10) -> None:
    for number in numbers:  # from the Sunday before the Monday, to Saturday
        world.use(person, week(number) - 1, tool="chatgpt", grain="week", active=active, actions=actions)


def test_a_month_and_its_weeks_count_once() -> None:
    world = World()
    world.people(1, 2)
    chatgpt_weeks(world, 1, range(14))
    for person in (1, 2):
        world.use(person, on("2026-02-01"), tool="chatgpt", grain="month", end_day=on("2026-02-28"), actions=40)
    facts = world.facts(MONDAY - 1, week(14) - 1)
    assert values(facts, "half_use_share", "2026-02", "chatgpt") == {1: 40}
    assert values(facts, "active_share", "2026-02", "chatgpt") == {1: 1, 2: 0}


def test_a_week_from_sunday_to_saturday_belongs_to_the_week_that_holds_most_of_it() -> None:
    world = World()
    world.people(1)
    chatgpt_weeks(world, 1, range(2, 3))
    chatgpt_weeks(world, 1, range(3, 4), active=0)
    facts = world.facts(MONDAY, week(5) - 1)
    rows = contributions(facts, "active_share")
    assert periods(rows, "week", "chatgpt") == {week(2), week(3)}
    assert values(facts, "active_share", "2026-W04", "chatgpt") == {1: 1}
    assert values(facts, "active_share", "2026-W05", "chatgpt") == {1: 0}


def test_a_month_alone_serves_months_and_never_weeks() -> None:
    world = World()
    world.people(1, 2)
    world.use(1, on("2026-02-01"), tool="chatgpt", grain="month", end_day=on("2026-02-28"), actions=7)
    world.use(2, on("2026-01-05"), tool="chatgpt", grain="window", end_day=on("2026-02-28"), actions=7)
    facts = world.facts(MONDAY, week(14) - 1)
    rows = contributions(facts, "active_share")
    assert periods(rows, "week", "chatgpt") == set()
    assert periods(rows, "month", "chatgpt") == {on("2026-02-01")}
    assert values(facts, "active_share", "2026-02", "chatgpt") == {1: 1, 2: 0}
    assert values(facts, "active_share", "2026-02", "any") == {1: 1, 2: 0}
    assert contributions(facts, "tiers") == []
    assert contributions(facts, "weekly_active_people") == []


def test_the_finest_feed_of_a_tool_speaks_alone() -> None:
    world = World()
    world.people(1, 2)
    world.feed(range(14), source="by_day")
    world.week_of_use(1, 4, 5, actions=11, source="by_day")
    for number in range(14):
        world.use(1, week(number), grain="week", actions=100, source="by_week")
        world.use(2, week(number), grain="week", actions=100, source="by_week")
    facts = world.facts(MONDAY, week(14) - 1)
    assert values(facts, "half_use_share", "2026-02") == {1: 11}
    assert values(facts, "active_share", "2026-W10") == {1: 0, 2: 0}


def test_of_two_feeds_by_day_the_one_that_covers_more_weeks_speaks_and_the_other_fills_its_gaps() -> None:
    world = World()
    world.people(1)
    world.feed(range(3), source="short")
    world.feed(range(2, 14), source="long")
    world.week_of_use(1, 2, 5, actions=5, source="short")
    world.week_of_use(1, 2, 5, actions=8, source="long")
    world.week_of_use(1, 0, 5, actions=1, source="short")
    facts = world.facts(MONDAY, week(14) - 1)
    weekly = {
        r["week"]: r["actions"] for r in facts.weekly.to_pyarrow().to_pylist() if r["person"] == 1 and r["tool"] == "claude"
    }
    assert weekly == {week(0): 1, week(2): 8}


def test_two_identities_of_a_person_add_up_and_their_days_count_once() -> None:
    world = World()
    world.people(1)
    world.feed(range(3))
    world.use(1, week(1), actions=3, identity=10)
    world.use(1, week(1), actions=4, identity=11)
    world.use(1, week(1) + 1, actions=5, identity=11)
    facts = world.facts(MONDAY, week(3) - 1)
    assert [(row["active"], row["active_days"], row["actions"]) for row in weeks_of(facts, 1)] == [(1, 2, 12)]


def test_a_week_with_a_long_silence_cannot_be_told_and_a_bank_holiday_can() -> None:
    world = World()
    world.people(1)
    world.feed([0, 3])  # weeks 1 and 2: nothing arrived
    for day in (week(4) + 2, week(4) + 3, week(4) + 4):  # Monday and Tuesday nobody was in the file
        world.use(0, day, active=0)
    world.feed([5])
    facts = world.facts(MONDAY, week(6) - 1)
    assert periods(contributions(facts, "active_share"), "week", "claude") == {week(0), week(3), week(4), week(5)}


def test_a_file_covers_the_days_between_its_first_and_last_row() -> None:
    world = World()
    world.people(1)
    world.use(0, week(0), active=0, arrival=1)
    world.use(0, week(3) + 6, active=0, arrival=1)
    facts = world.facts(MONDAY, week(4) - 1)
    assert periods(contributions(facts, "active_share"), "week", "claude") == {week(0), week(1), week(2), week(3)}


def test_parts_of_a_tool_are_never_added_to_its_total() -> None:
    world = World()
    world.people(1)
    world.feed(range(4, 9))
    world.use(1, week(4), actions=9)
    world.use(1, week(4), actions=5, surface="chat")
    world.use(1, week(4), actions=4, surface="editor")
    facts = world.facts(MONDAY, week(9) - 1)
    assert values(facts, "half_use_share", "2026-02") == {1: 9}


def test_nothing_after_the_closed_day_is_looked_at() -> None:
    world = World()
    world.people(1)
    world.feed(range(6))
    facts = load_facts(world.tables(), MONDAY, week(6) - 1, closed=week(4) + 2)
    assert periods(contributions(facts, "active_share"), "week", "claude") == {week(n) for n in range(4)}


def test_a_feed_of_costs_or_of_surfaces_alone_speaks_for_no_week() -> None:
    world = World()
    world.people(1, 2)
    world.feed(range(3))
    world.week_of_use(1, 1, actions=4)
    for number in range(3):
        for surface in (SPEND, "chrome"):
            world.week_of_use(2, number, source="a_cost_report", surface=surface)
            world.use(2, week(number), tool="codex", grain="week", source="a_cost_report", surface=surface)
    facts = world.facts(MONDAY, week(3) - 1)
    assert values(facts, "active_share", "2026-W03") == {1: 1, 2: 0}
    assert periods(contributions(facts, "active_share"), "week", "codex") == set()
    assert not [row for row in facts.places.to_pyarrow().to_pylist() if row["person"] == 2]
