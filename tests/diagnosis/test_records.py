"""What training records and learner-grade work add to a panel: hand-made records of which every signal is known."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from tests.diagnosis.panels import QUARTER, STUCK, TEAMS, panel

from clearspan.diagnosis.learner_signals import with_learner_work
from clearspan.diagnosis.learner_work import LearnerWork, Span
from clearspan.diagnosis.learning_function import habit_of_teachers
from clearspan.diagnosis.readings import read
from clearspan.diagnosis.training import FEWEST_OF_A_COURSE, training_signals
from clearspan.vocabulary.grid import Dimension

END = QUARTER.end
COLUMNS = ("person", "course", "kind", "channel", "assigned_day", "completed_day", "completed", "minutes")


def records(*rows: tuple[object, ...]) -> pa.Table:
    types = (pa.int32(), pa.string(), pa.string(), pa.string(), pa.int32(), pa.int32(), pa.int8(), pa.float64())
    return pa.table({name: pa.array([row[at] for row in rows], types[at]) for at, name in enumerate(COLUMNS)})


def means(rows: pa.Table, people: int) -> dict[str, dict[int, float]]:
    """Each signal's mean by person."""
    found: dict[str, dict[int, list[float]]] = {}
    for name, who, values in training_signals(rows, np.arange(people), END):
        for person, value in zip(who.to_pylist(), values.tolist(), strict=True):
            found.setdefault(name, {}).setdefault(person, []).append(value)
    return {name: {person: float(np.mean(values)) for person, values in of.items()} for name, of in found.items()}


def test_records_say_how_lately_how_often_how_and_for_what_people_learned() -> None:
    everybody = [(10 + number, "basics", "generic", "course", None, END - 200, 1, 40.0) for number in range(FEWEST_OF_A_COURSE)]
    rows = records(
        (0, "role", "role_specific", "course", END - 120, END - 90, 1, 30.0),
        (0, "drill", "role_specific", "practice", None, END - 30, 1, 10.0),
        (1, "event", "generic", "live", END - 150, END - 150, 1, 90.0),
        (2, "basics", "generic", "course", END - 100, None, 0, None),
        (3, "basics", "generic", "course", END - 100, END - 10, 1, 10.0),
        (4, "basics", "generic", "course", END - 400, END - 390, 1, 40.0),
        *everybody,
    )
    found = means(rows, 6)
    assert found["trained_lately"] == {0: 100, 1: 100, 2: 0, 3: 100, 4: 0, 5: 0}
    assert {person: found["one_week_only"].get(person) for person in (0, 1, 4)} == {0: 0, 1: 100, 4: None}
    assert (found["learning_in_work"][0], found["learning_in_work"][1]) == (50, 0)
    assert (found["role_training"][0], found["role_training"][3]) == (100, 0)
    assert found["training_finished"] == {0: 100, 1: 100, 2: 0, 3: 0}
    assert found["time_on_training"][3] == pytest.approx(100 * np.log(10 / 40))
    assert 0 not in found["time_on_training"], "what a course of one person takes as a rule is not known"
    assert means(records(), 6) == {}


def worked(learners: float, others: float) -> float:
    """The stuck team's reading of learners' work less that of others, where both did ten pieces before."""
    made = panel({}, size=24)
    made = replace(made, person=np.arange(made.people))
    team, learner = np.repeat(np.arange(TEAMS), 24), np.tile(np.arange(24) < 9, TEAMS)
    now = np.where(team > 0, 10.0, np.where(learner, learners, others))
    spans = [Span(0, 90, made.person, learner, {}, done) for done in (np.full(made.people, 10.0), now)]
    whole, _, _ = read(with_learner_work(made, LearnerWork(QUARTER, *spans, before_ai=True)), made.groups[Dimension.TEAM])
    at = made.groups[Dimension.TEAM].names.index(STUCK)
    return float(whole.signals["learner_work"].shift[at] - whole.signals["others_learner_work"].shift[at])


def test_learners_starve_where_others_do_their_work_and_not_where_there_is_less_of_it() -> None:
    assert worked(4, 14) == pytest.approx(-100)
    assert worked(4, 4) == pytest.approx(0)


def test_those_who_teach_are_looked_at_where_they_are_enough_and_no_one_of_them_decides() -> None:
    made = panel({"learning_function": -30.0})
    shift, _, usual = habit_of_teachers(made)
    known = made.value["habit"][made.teaches].mean() - usual
    assert known <= shift < -20
    one = replace(made, teaches=np.arange(made.people) < 7)
    assert np.isnan(habit_of_teachers(one)[0]) and np.isnan(habit_of_teachers(replace(made, teaches=np.zeros(0, bool)))[0])
