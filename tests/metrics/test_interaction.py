"""How people work with AI, told from counts: turns, suggestions turned down, and work handed over, new and experienced."""

import pytest
from tests.metrics.metric_world import MONDAY, World, values, week

from clearspan.metrics.facts import Facts, load_facts

WEEKS = 40
OLD, NEW, ASKS = 1, 2, 3
"""Who began at once, who began in week 26, and who uses only a tool without agents."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    world = World()
    world.people(OLD, NEW, ASKS)
    world.feed(range(WEEKS))
    world.feed(range(WEEKS), tool="chatgpt")
    for number in range(WEEKS):
        at = week(number)
        world.use(OLD, at, prompts=12, sessions=3, accepted=6, rejected=2)
        world.use(OLD, at, surface="agent", prompts=3)
        world.use(OLD, at, surface="chat", prompts=9)
        world.use(OLD, at, surface="ide_completion", prompts=50)
        world.use(ASKS, at, tool="chatgpt", prompts=8, sessions=4, accepted=None, rejected=3)
        world.use(ASKS, at, tool="chatgpt", surface="chat_web", prompts=8)
        if number >= 26:
            world.use(NEW, at, prompts=4, sessions=4)
            world.use(NEW, at, surface="cli", prompts=2 if number % 2 else 4)
            world.use(NEW, at, surface="chat", prompts=2 if number % 2 else 0)
    return load_facts(world.tables(), MONDAY, week(WEEKS) - 1)


def test_turns_and_what_is_turned_down_are_told_where_a_feed_states_both_counts(facts: Facts) -> None:
    assert values(facts, "turns_a_conversation", "2026-08") == {OLD: 4, NEW: 1}
    assert values(facts, "turns_a_conversation", "2026-08", "chatgpt") == {ASKS: 2}
    assert values(facts, "declined_share", "2026-08") == {OLD: 25}
    assert values(facts, "declined_share", "2026-08", "chatgpt") == {}


def test_work_handed_over_is_told_of_tools_with_agents_apart_by_experience(facts: Facts) -> None:
    assert values(facts, "handed_over_new", "2026-08") == {NEW: pytest.approx(75, abs=5)}
    assert values(facts, "handed_over_experienced", "2026-08") == {OLD: 25}
    assert values(facts, "handed_over_experienced", "2026-08", "chatgpt") == {}
    assert values(facts, "handed_over_experienced", "2026-03") == {}
