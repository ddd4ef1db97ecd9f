"""Rework: like is compared with like, and only what holds whoever is left out is said."""

import numpy as np
from tests.diagnosis.panels import SIZE, TEAMS, panel

from clearspan.diagnosis.panel import Groups
from clearspan.diagnosis.rework import Outcome, Work, find_rework
from clearspan.vocabulary.grid import Dimension

DEPARTMENTS = 6


def _found(more: float, harder: float, seed: int = 5) -> dict[str, Outcome]:
    """Departments of 48 people with 20 pieces each. In the first, AI-assisted work comes back `more` often; everywhere hard work
    comes back by 0.15 more often, and `harder` of what is done with AI is hard."""
    draws = np.random.default_rng(seed)
    made = panel({})
    person = np.repeat(np.arange(made.people), 20)
    department = np.arange(made.people) // (SIZE * TEAMS // DEPARTMENTS)
    assisted = draws.random(len(person)) < 0.5
    hard = draws.random(len(person)) < np.where(assisted, harder, 0.2)
    chance = 0.05 + 0.15 * hard + np.where(assisted & (department[person] == 0), more, 0.0)
    work = Work(person, hard.astype(np.int64), assisted, draws.random(len(person)) < chance)
    groups = {**made.groups, Dimension.DEPARTMENT: Groups(tuple(f"d{number}" for number in range(DEPARTMENTS)), department)}
    told = find_rework(type(made)(made.period, groups, made.value, made.weight, made.answered), work, Dimension.DEPARTMENT)
    return {each.group: each.outcome for each in told}


def test_work_that_comes_back_more_often_with_ai_is_found_where_it_does() -> None:
    found = _found(0.2, 0.2)
    assert found.pop("d0") is Outcome.MORE
    assert Outcome.MORE not in found.values()


def test_harder_work_done_with_ai_is_not_taken_for_rework() -> None:
    assert Outcome.MORE not in _found(0.0, 0.9).values()
