"""Shared uses: who took one up because of whom, and who still uses it."""

from tests.metrics.metric_world import MONDAY, World, values, week

SHARER, EARLIER, KEEPS, DROPS, LATE = 1, 2, 3, 4, 5


def test_takers_count_for_the_latest_share_before_and_stay_where_they_tell_of_it_again() -> None:
    world = World()
    world.people(SHARER, EARLIER, KEEPS, DROPS, LATE)
    for person, use_case, event, day in (
        (EARLIER, "brief", "shared", week(14)),
        (SHARER, "brief", "shared", week(15)),
        (SHARER, "notes", "shared", week(15)),
        (SHARER, "brief", "taken_up", week(16)),
        (KEEPS, "brief", "taken_up", week(16)),
        (KEEPS, "brief", "used", week(16) + 28),
        (DROPS, "brief", "taken_up", week(16)),
        (DROPS, "brief", "used", week(16) + 27),
        (LATE, "brief", "taken_up", week(15) + 56),
    ):
        world.add("sharing", person=person, use_case=use_case, event=event, day=day, source="neutral_sharing")
    facts = world.facts(MONDAY, week(26) - 1)
    assert values(facts, "adopters_a_share", "2026-Q2", "any") == {SHARER: 1, EARLIER: 1}
    stays = values(facts, "adopters_stay", "2026-Q2", "any")
    assert {person: stays.get(person) for person in (KEEPS, DROPS)} == {KEEPS: 1, DROPS: 0}
