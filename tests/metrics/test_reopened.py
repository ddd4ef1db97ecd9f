"""Work that comes back, with AI and without: by the person who finished it, in the period in which it was finished."""

from tests.metrics.metric_world import MONDAY, World, contributions, on, values, week


def test_finished_pieces_count_once_each_where_it_is_known_whether_ai_helped_and_they_came_back() -> None:
    world = World()
    world.people(1, 2)
    world.person(3, until=on("2026-05-20"))
    world.feed(range(27))
    told = [
        (1, "2026-05-04", 1, 2), (1, "2026-05-05", 1, 0), (1, "2026-05-06", 1, 0), (1, "2026-05-07", 0, 1),
        (2, "2026-05-31", 0, 0), (2, "2026-06-01", 1, 0), (2, "2026-05-08", None, 1), (2, "2026-05-08", 1, None),
        (3, "2026-05-08", 1, 1), (1, None, 1, 1),
    ]  # fmt: skip
    for number, (person, finished, assisted, reopened) in enumerate(told):
        done = {"created_day": on("2026-05-01"), "finished_day": on(finished) if finished else None}
        world.add("work_item", person=person, item=f"i{number}", kind="task", source="asana_tasks",
                  ai_assisted=assisted, reopened=reopened, **done)  # fmt: skip
    facts = world.facts(MONDAY - 7, week(27) - 1)
    assert values(facts, "reopened_with_ai", "2026-05", "any") == {1: 100 / 3}
    assert values(facts, "reopened_without_ai", "2026-05", "any") == {1: 100.0, 2: 0.0}
    assert values(facts, "reopened_with_ai", "2026-Q2", "any") == {1: 100 / 3, 2: 0.0}
    assert {row["person"] for row in contributions(facts, "reopened_with_ai")} == {1, 2}
