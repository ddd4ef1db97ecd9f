"""Dominance: finds sums in which the holder of the second largest part bounds the largest within a factor of two."""

from dataclasses import replace

import pyarrow as pa
import pytest
from tests.attack.planted import WEEK, cell, haul, insider, people


def own(parts: list[float]) -> pa.Table:
    named = {"metric": "idle_licence_cost", "tool": "chatgpt", "kind": "week", "start": WEEK.start}
    return pa.Table.from_pylist([named | {"person": person, "value": value} for person, value in enumerate(parts)])


@pytest.mark.parametrize(("largest", "leaks"), [(400.0, 1), (100.0, 1), (40.0, 0), (10.0, 0)])
def test_one_person_with_most_of_the_cost(largest: float, leaks: int) -> None:
    parts = [largest, *[10.0] * 9]
    knows = insider(people(10, team="T1"), licensed={"chatgpt": range(10)})
    knows = replace(knows, own=own(parts))
    shown = [cell("team", "T1", sum(parts), 10, metric="idle_licence_cost", tool="chatgpt")]
    assert haul("dominance", shown, knows).leaks == leaks


def test_nobody_speaks_nobody_is_bounded() -> None:
    knows = insider(people(10, team="T1"), licensed={"chatgpt": range(10)})
    found = haul("dominance", [cell("team", "T1", 500.0, 10, metric="idle_licence_cost", tool="chatgpt")], knows)
    assert (found.attempts, found.leaks) == (1, 0)


def test_a_sum_in_which_somebody_keeps_silent_is_not_bounded() -> None:
    knows = insider(people(11, team="T1"), licensed={"chatgpt": range(11)})
    knows = replace(knows, own=own([400.0, *[10.0] * 9]))
    assert haul("dominance", [cell("team", "T1", 490.0, 11, metric="idle_licence_cost", tool="chatgpt")], knows).leaks == 0
