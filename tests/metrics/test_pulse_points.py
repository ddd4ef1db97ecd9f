"""Answers in points: the latest of a year, on the question's own scale, and no diary."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week


def say(world: World, person: int, day: str, item: str, value: float | None, **stated: object) -> None:
    """Adds an answer."""
    row = {"wave": day, "item": item, "value": value, "day": on(day), "as_of": on(day), "source": "pulse_answers"}
    world.add("answer", person=person, **(row | stated))


def test_the_latest_answer_of_a_year_counts_in_points_of_the_questions_scale() -> None:
    world = World()
    world.people(1, 2, 3, 4)
    world.person(5, until=on("2026-06-29"))
    world.feed(range(27))
    say(world, 1, "2026-01-20", "trust_output", 5)
    say(world, 1, "2026-05-20", "trust_output", 2)
    say(world, 2, "2025-07-02", "trust_output", 4)
    say(world, 3, "2025-07-01", "trust_output", 1)
    say(world, 4, "2026-05-20", "trust_output", None)
    say(world, 5, "2026-05-20", "trust_output", 3)
    say(world, 1, "2026-05-20", "benefit", 55)
    say(world, 2, "2026-05-20", "benefit", 3)
    say(world, 3, "2026-05-20", "benefit", 5, source="clearspan_answers")
    say(world, 4, "2026-07-02", "benefit", 90)
    say(world, 1, "2026-05-20", "diary_saved", 30)
    say(world, 1, "2026-05-20", "rank_ai_problems.routine_work", 1)
    facts = world.facts(MONDAY - 7, week(27) - 1)
    assert values(facts, "pulse_points", "2026-Q2", "trust_output") == {1: 25.0, 2: 75.0}
    assert values(facts, "pulse_points", "2026-Q1", "trust_output") == {1: 100.0, 2: 75.0, 3: 0.0}
    assert values(facts, "pulse_points", "2026-Q2", "benefit") == {1: 55.0, 2: 3.0, 3: 100.0}
    assert {row["tool"] for row in contributions(facts, "pulse_points")} == {"trust_output", "benefit"}


def test_an_answer_beside_its_scale_is_left_out() -> None:
    world = World()
    world.people(1, 2, 3)
    world.feed(range(27))
    for person, value in ((1, 4), (2, -1), (3, 0)):
        say(world, person, "2026-05-20", "trust_output", value)
    say(world, 1, "2026-05-20", "benefit", 101)
    facts = world.facts(MONDAY - 7, week(27) - 1)
    assert values(facts, "pulse_points", "2026-Q2", "trust_output") == {1: 75.0}
    assert values(facts, "pulse_points", "2026-Q2", "benefit") == {}
