"""Use for show: set aside so that it raises no figure; heavy use with output is left alone."""

import numpy as np
from tests.diagnosis.panels import QUARTER, panel

from clearspan.diagnosis.gaming import UseWeeks, for_show, gaming, set_aside

WEEKS = np.arange(QUARTER.start - QUARTER.start % 7, QUARTER.end, 7)[1:]


def _use(shown: dict[int, np.ndarray], assisted: dict[int, float], people: int = 60, seed: int = 3) -> UseWeeks:
    """Everyone's weeks with one tool: uneven as people are, but for those who show. Of all it is known which work was done with
    AI: most of it, but for some."""
    draws = np.random.default_rng(seed)
    actions = np.rint(60 * np.exp(0.6 * draws.standard_normal((people, len(WEEKS)))))
    for person, weeks in shown.items():
        actions[person] = weeks
    helped = np.array([[assisted.get(person, 6.0), 8.0] for person in range(people)])
    person, week = np.repeat(np.arange(people), len(WEEKS)), np.tile(WEEKS, people)
    days = np.full(len(person), 5.0)
    return UseWeeks(person, np.zeros(len(person), dtype=np.int64), week, actions.ravel(), days, helped)


def _even(seed: int) -> np.ndarray:
    return np.rint(420 * (1 + 0.08 * np.random.default_rng(seed).standard_normal(len(WEEKS))))


BURST = np.where(np.arange(len(WEEKS)) % 4 == 3, 900.0, 20.0)


def test_loops_and_bursts_without_output_are_set_aside_and_even_heavy_work_with_output_is_not() -> None:
    use = _use({0: _even(0), 1: BURST, 2: _even(2)}, {0: 0.0, 1: 0.0})
    shown = for_show(use)
    assert shown[use.person == 0].all()
    assert (shown[use.person == 1] == (BURST > 500)).all()
    assert not shown[use.person > 1].any()


def test_injected_use_raises_neither_weeks_with_use_nor_habit_nor_depth() -> None:
    made = panel({})
    for name, figure in (("active_weeks", 100.0), ("habit", 100.0), ("depth", 450.0)):
        made.value[name][:12] = figure
    use = _use({person: _even(person) for person in range(12)}, dict.fromkeys(range(12), 0.0))
    cleared = set_aside(made, use, for_show(use), habitual_weeks=9)
    assert not cleared.value["active_weeks"][:12].any() and not cleared.value["habit"][:12].any()
    assert not cleared.weight["depth"][:12].any()
    assert (cleared.value["habit"][12:] == made.value["habit"][12:]).all()
    (told,) = gaming(made, use, for_show(use))
    assert told.outcome == "set aside" and told.group == "everyone"
    assert told.details["weeks"] == (12 * len(WEEKS) // 10 * 10, 12 * len(WEEKS) // 10 * 10 + 10)


def test_of_fewer_than_ten_people_it_is_told_only_that_there_are_few_or_none() -> None:
    use = _use({0: _even(0)}, {0: 0.0})
    (told,) = gaming(panel({}), use, for_show(use))
    (none,) = gaming(panel({}), use, np.zeros(len(use.person), dtype=np.bool_))
    assert told == none
