"""The work that suits learners, before AI and now: who finished how much of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.diagnosis.learners import learners
from clearspan.diagnosis.loading import Fetch, groups_of, places_of
from clearspan.diagnosis.panel import Bools, Floats, Groups, Ints
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.minimums import LEAST, Minimums
from clearspan.vocabulary.period import Period, PeriodKind, week_of

DAYS = 91
"""Length of the time before, in days: a quarter."""

FEWEST_ITEMS = 200
"""Pieces of learner-grade work without which a time says nothing."""

DIMENSIONS = (Dimension.DEPARTMENT, Dimension.ROLE)


@dataclass(frozen=True)
class Span:
    """A time and the people there at its end: person numbers, who is a learner, their groups, and how many pieces of
    learner-grade work each finished in it. `start` and `end` are day numbers, both inclusive."""

    start: int
    end: int
    person: Ints
    learner: Bools
    groups: Mapping[Dimension, Groups]
    done: Floats


@dataclass(frozen=True)
class LearnerWork:
    """Learner-grade work before and now. `before_ai` says that the time before lies before the first use of AI on record; else it
    is the first on record."""

    period: Period
    before: Span
    now: Span
    before_ai: bool
    minimums: Minimums = LEAST


def load_learner_work(facts: Facts, fetch: Fetch, period: Period, minimums: Minimums = LEAST) -> LearnerWork | None:
    """The learner-grade work of a quarter and of the time before; None where the facts hold too little of either."""
    item = facts.work_item
    wanted = item.filter((item.learner_grade == 1) & item.finished_day.notnull())
    rows = fetch(wanted.select("person", "finished_day"))
    first = facts.first_day
    earlier = _within(rows, first - DAYS, first - 1)
    before_ai = earlier.num_rows >= FEWEST_ITEMS
    start = first - DAYS if before_ai else max(first, _first_day(rows))
    known = _within(rows, start, start + DAYS - 1), _within(rows, period.start, period.end)
    if start + DAYS > period.start or any(each.num_rows < FEWEST_ITEMS for each in known):
        return None
    weeks = (max(week_of(start + DAYS - 1).start, week_of(first).start + 7), week_of(period.end).start - 7)
    before = _span(facts, fetch, (start, start + DAYS - 1, weeks[0]), known[0])
    now = _span(facts, fetch, (period.start, period.end, weeks[1]), known[1])
    return LearnerWork(period, before, now, before_ai, minimums)


def _within(rows: pa.Table, start: int, end: int) -> pa.Table:
    day = rows["finished_day"]
    return rows.filter(pc.and_(pc.greater_equal(day, start), pc.less_equal(day, end)))


def _first_day(rows: pa.Table) -> int:
    return int(pc.min(rows["finished_day"]).as_py() or 0)


def _span(facts: Facts, fetch: Fetch, days: tuple[int, int, int], rows: pa.Table) -> Span:
    start, end, week = days
    table: Any = facts.members
    names = [dimension.value for dimension in DIMENSIONS]
    people = table.filter((table.kind == PeriodKind.WEEK.value) & (table.start == week))
    people = fetch(people.select("person", "level", "tenure", *names)).sort_by("person")
    person = people["person"].to_numpy().astype(np.int64)
    place = places_of(person, rows["person"])
    done = np.bincount(place[place >= 0], minlength=len(person)).astype(np.float64)
    told = (people[name].to_pylist() for name in ("role", "level", "tenure"))
    groups = {dimension: groups_of(people[dimension.value]) for dimension in DIMENSIONS}
    return Span(start, end, person, learners(*told), groups, done)
