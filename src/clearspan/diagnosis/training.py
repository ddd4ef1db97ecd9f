"""What training records say of each person: how lately, how often, how and for what they learned about AI."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.diagnosis.panel import Floats, Ints
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.period import Period

YEAR, HALF_YEAR, WEEK = 364, 182, 7
"""How far back records are looked at, and what counts as lately, in days."""

DUE_DAYS = 60
"""Days in which assigned training is finished, or left lying."""

FEWEST_OF_A_COURSE = 20
"""People who finished a course, below whom it is not known what it takes as a rule."""

PRACTICE, FOR_A_ROLE = "practice", "role_specific"
"""The channel of what is learned by doing it at work, and the kind of what is made for a role (columns of `training`)."""

Added = tuple[str, pa.ChunkedArray, Floats]
"""A signal's name, people, and a value in points of 100 for each; each weighs 1."""


def training_until(facts: Facts, period: Period) -> Any:
    """The training about AI that was assigned, begun or finished in the year up to a period's end; as a query."""
    rows = facts.training
    first = period.end - YEAR
    recent = (rows.completed_day > first) | (rows.assigned_day > first) | (rows.started_day > first)
    about_ai = rows.filter((rows.about_ai == 1) & recent)
    return about_ai.select("person", "course", "kind", "channel", "assigned_day", "completed_day", "completed", "minutes")


def training_signals(rows: pa.Table, people: Ints, end: int) -> Iterator[Added]:
    """What rows of `training_until` add to signals; nothing where there are none. `people` are the panel's."""
    done = _finished(rows, end)
    if not done.num_rows:
        return
    lately = done.filter(pc.greater(done["completed_day"], end - HALF_YEAR))
    trained = np.isin(people, lately["person"].to_numpy())
    yield "trained_lately", pa.chunked_array([people]), (100.0 * trained).astype(np.float64)
    yield "one_week_only", *_one_week_only(done)
    for name, column, wanted in (("learning_in_work", "channel", PRACTICE), ("role_training", "kind", FOR_A_ROLE)):
        known = done.filter(pc.is_valid(done[column]))
        if pc.any(pc.equal(known[column], wanted)).as_py():
            yield name, known["person"], 100.0 * np.asarray(pc.equal(known[column], wanted))
    yield "time_on_training", *_time(done)
    yield "training_finished", *_in_time(rows, end)


def _finished(rows: pa.Table, end: int) -> pa.Table:
    day = rows["completed_day"]
    within = pc.and_(pc.greater(day, end - YEAR), pc.less_equal(day, end))
    return rows.filter(pc.and_(pc.equal(rows["completed"], 1), within))


def _one_week_only(done: pa.Table) -> tuple[pa.ChunkedArray, Floats]:
    """100 for who finished all they finished within one week."""
    spans = done.group_by("person").aggregate([("completed_day", "min"), ("completed_day", "max")])
    days = spans["completed_day_max"].to_numpy() - spans["completed_day_min"].to_numpy()
    return spans["person"], 100.0 * (days < WEEK)


def _time(done: pa.Table) -> tuple[pa.ChunkedArray, Floats]:
    """100 times the logarithm of the time spent over what the course takes as a rule."""
    known = done.filter(pc.and_(pc.is_valid(done["minutes"]), pc.greater(done["minutes"], 0)))
    course = known["course"].combine_chunks().dictionary_encode().indices.to_numpy()
    minutes = np.log(known["minutes"].to_numpy())
    ratio = np.full(len(minutes), np.nan)
    for each in np.unique(course):
        mine = course == each
        if mine.sum() >= FEWEST_OF_A_COURSE:
            ratio[mine] = 100 * (minutes[mine] - np.median(minutes[mine]))
    told = ~np.isnan(ratio)
    return known["person"].filter(pa.array(told)), ratio[told]


def _in_time(rows: pa.Table, end: int) -> tuple[pa.ChunkedArray, Floats]:
    """100 for each assignment that was finished when it was due, of those that are due."""
    day = rows["assigned_day"]
    due = rows.filter(pc.and_(pc.is_valid(day), pc.and_(pc.less_equal(day, end - DUE_DAYS), pc.greater(day, end - YEAR))))
    took = due["completed_day"].fill_null(end + YEAR).to_numpy() - due["assigned_day"].to_numpy()
    return due["person"], 100.0 * ((took <= DUE_DAYS) & np.asarray(pc.fill_null(pc.equal(due["completed"], 1), False)))
