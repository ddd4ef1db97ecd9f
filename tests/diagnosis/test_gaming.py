"""Use for show in a quarter: set aside in the panel, and told in steps and never of a few."""

import numpy as np
from tests.diagnosis.panels import QUARTER, panel

from clearspan.diagnosis.gaming import UseWeeks, gaming, set_aside

WEEKS = np.arange(QUARTER.start - QUARTER.start % 7, QUARTER.end, 7)[1:]


def _use(showing: int, people: int = 60) -> UseWeeks:
    """Everyone's weeks with one tool; those of the first people look like show."""
    person, week = np.repeat(np.arange(people), len(WEEKS)), np.tile(WEEKS, people)
    shape = np.full(len(person), 40.0), np.full(len(person), 5.0)
    return UseWeeks(person, np.zeros(len(person), dtype=np.int64), week, *shape, person < showing, ("claude",))


def test_injected_use_raises_neither_weeks_with_use_nor_depth() -> None:
    made = panel({})
    for name, figure in (("active_weeks", 100.0), ("depth", 450.0)):
        made.value[name][:12] = figure
    cleared = set_aside(made, _use(12))
    assert not cleared.value["active_weeks"][:12].any() and not cleared.weight["depth"][:12].any()
    assert (cleared.value["active_weeks"][12:] == made.value["active_weeks"][12:]).all()
    (told,) = gaming(made, _use(12))
    assert told.outcome == "set aside" and told.group == "everyone"
    assert told.details["weeks"] == (12 * len(WEEKS) // 10 * 10, 12 * len(WEEKS) // 10 * 10 + 10)


def test_of_fewer_than_ten_people_it_is_told_only_that_there_are_few_or_none() -> None:
    (told,) = gaming(panel({}), _use(9))
    (none,) = gaming(panel({}), _use(0))
    assert told == none
