"""Injected use raises no score: loops and bursts without output are set aside in every metric, real use is not."""

from collections.abc import Mapping

import pytest
from tests.metrics.metric_world import MONDAY, World, values, week

from clearspan.metrics.facts import Facts, load_facts
from clearspan.metrics.standing import TIERS

WEEKS, PEOPLE = 26, 14
LOOPS, BURSTS, BUSY, UNTOLD = 1, 2, 3, 4
"""People: who runs an empty loop beside nothing, who bursts now and then beside little, who works much and evenly with output,
and who uses it as anybody, of whose work nothing is known."""
SCORES = {
    "tiers": "2026-06", "habitual_share": "2026-06", "power_share": "2026-06", "active_share": "2026-06",
    "active_days": "2026-06", "tools_used": "2026-06", "retention_90": "2026-Q2",
}  # fmt: skip
"""Metrics, and a period after the loop could be told."""


def _usual(person: int, number: int) -> int:
    return 12 + (7 * person + 5 * number) % 31


def _acts(person: int, number: int, *, injected: bool) -> int:
    if person == LOOPS:
        return 300 + number % 3 if injected and number >= 4 else 0
    if person == BURSTS and injected and number >= 6 and number % 4 == 2:
        return 900
    if person == BURSTS:
        return 20 if number % 3 else 0
    return 250 + number % 3 if person == BUSY else _usual(person, number)


def _made(*, injected: bool, weeks: int = WEEKS) -> Facts:
    world = World()
    world.people(*range(1, PEOPLE + 1))
    world.feed(range(WEEKS))
    for person in range(1, PEOPLE + 1):
        for number in range(WEEKS):
            acts = _acts(person, number, injected=injected)
            if acts:
                world.week_of_use(person, number, 5, actions=acts)
            if person != UNTOLD:
                done = {"created_day": week(number), "finished_day": week(number) + 2, "ai_assisted": int(person > BURSTS)}
                world.add("work_item", person=person, item=f"{person}-{number}", kind="task", source="asana_tasks", **done)
    return load_facts(world.tables(), MONDAY, week(weeks) - 1)


@pytest.fixture(scope="module")
def facts() -> Mapping[bool, Facts]:
    return {injected: _made(injected=injected) for injected in (False, True)}


def test_what_is_set_aside(facts: Mapping[bool, Facts]) -> None:
    shown = facts[True].show.to_pyarrow().to_pylist()
    assert {row["person"] for row in shown} == {LOOPS, BURSTS}
    loops = sorted((row["week"], row["known"]) for row in shown if row["person"] == LOOPS)
    assert [each for each, _ in loops] == [week(number) for number in range(4, WEEKS)]
    assert [known for _, known in loops[:7]] == [week(9)] * 6 + [week(10)]
    assert [row["week"] for row in shown if row["person"] == BURSTS and row["week"] < week(10)] == [week(6)]
    assert facts[False].show.to_pyarrow().num_rows == 0


def test_injected_use_raises_no_score_once_it_can_be_told(facts: Mapping[bool, Facts]) -> None:
    """Of each tool and of all together; what the others score stays as it is."""
    for metric, period in SCORES.items():
        for tool in ("claude", "any"):
            without, injected = (values(facts[each], metric, period, tool) for each in (False, True))
            assert {person: without.get(person) for person in range(BUSY, PEOPLE + 1)} == {
                person: injected.get(person) for person in range(BUSY, PEOPLE + 1)
            }
            for person in (LOOPS, BURSTS):
                assert _height(injected.get(person)) <= _height(without.get(person)), (metric, tool, person)


def _height(score: object) -> float:
    return float(TIERS.index(score)) if isinstance(score, str) else float(score or 0)  # type: ignore[arg-type]


def test_a_period_that_has_closed_does_not_change_when_a_loop_is_told_later(facts: Mapping[bool, Facts]) -> None:
    early = _made(injected=True, weeks=8)
    assert early.show.to_pyarrow().num_rows == 1
    assert values(early, "tiers", "2026-02") == values(facts[True], "tiers", "2026-02")
