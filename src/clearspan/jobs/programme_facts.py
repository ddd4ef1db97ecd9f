"""Loads what a programme is read from: who was in its teams when it started, their outcome by week, the named tasks for which
they use AI, and what they were trained in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

import clearspan.metrics.definitions
from clearspan.arrow import pc
from clearspan.diagnosis.loading import Fetch, places_of
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.programmes.assignment import Place
from clearspan.programmes.outcome_panel import Outcome, People, Trial
from clearspan.programmes.programme import Programme
from clearspan.programmes.target import ANY_TASK, Target
from clearspan.shelf import read_shelf
from clearspan.vocabulary.period import PeriodKind, period_of, week_of
from clearspan.vocabulary.tool import ANY_TOOL

Ints = npt.NDArray[np.int64]

WEEK = 7
MONTHLY_WEEKS = 8
"""Weeks of a period of an outcome that is known by month, so that each holds one at least."""
WORK_ITEM = "work item"
"""The evidence of a task that a work item gives."""
FINEST = (PeriodKind.WEEK, PeriodKind.MONTH)
"""Kinds of period in which an outcome can be followed, the finest first."""


@dataclass(frozen=True)
class History:
    """An outcome of everyone employed, as people's contributions: rows of person, start (of a week or month), value and weight;
    `kind` is the length of their periods."""

    kind: PeriodKind
    rows: pa.Table


def in_weeks(rows: pa.Table) -> pa.Table:
    """Rows by month with the Monday of the week that holds the middle of the month as their start."""
    days = [week_of(period_of(day, PeriodKind.MONTH).start + 14).start for day in rows["start"].to_pylist()]
    at = rows.schema.get_field_index("start")
    return rows.set_column(at, "start", pa.array(days, rows.schema.field(at).type))


class ProgrammeFacts:
    """The facts behind programmes; each outcome is computed once, whichever programmes share it."""

    def __init__(self, facts: Facts, tables: Any, fetch: Fetch) -> None:
        self._facts, self._tables, self._task_use, self._fetch = facts, tables, tables.task_use, fetch
        self._histories: dict[str, History | None] = {}
        self._members: pa.Table | None = None
        self._trained: pa.Table | None = None
        self._shown: dict[tuple[str, str], pa.Table] = {}

    def table(self, name: str) -> Any:
        """A table of facts as it is stored."""
        return getattr(self._tables, name)

    @property
    def last_day(self) -> int:
        """The last day of which everything is settled."""
        return self._facts.last_day

    @property
    def weeks(self) -> Ints:
        """The Mondays of all settled weeks, rising."""
        first = week_of(self._facts.first_day + WEEK - 1).start
        return np.arange(first, self._facts.last_day - WEEK + 2, WEEK, dtype=np.int64)

    def members(self) -> pa.Table:
        """One row a person and week: person, start, team, role."""
        if self._members is None:
            table: Any = self._facts.members
            rows = table.filter(table.kind == PeriodKind.WEEK.value).select(
                "person", "start", "team", "role", "department", "division"
            )
            self._members = self._fetch(rows)
        return self._members

    def history(self, metric: str, tool: str = ANY_TOOL) -> History | None:
        """The history of a metric for a tool; None where there is none by week or month."""
        key = f"{metric} {tool}"
        if key not in self._histories:
            self._histories[key] = self._load(metric, tool)
        return self._histories[key]

    def _load(self, name: str, tool: str) -> History | None:
        metric = read_shelf(clearspan.metrics.definitions, Metric)[name]
        kind = next((each for each in FINEST if each in metric.periods), None)
        if kind is None or metric.contributions is None or metric.categories:
            return None
        rows: Any = metric.contributions(self._facts)
        rows = rows.filter((rows.kind == kind.value) & (rows.tool == tool)).select("person", "start", "value", "weight")
        return History(kind, self._fetch(rows))

    def people(self, places: Sequence[Place], start_day: int, without: Sequence[int] = ()) -> People:
        """Who was in some teams at the end of the week before a day; `without` names people who are not counted."""
        teams = {place.team: at for at, place in enumerate(places)}
        everyone = self.members()
        starts = everyone["start"].to_numpy()
        before = week_of(start_day).start - WEEK
        at = before if (starts == before).any() else int(starts.min()) if len(starts) else before
        mine = everyone.filter(
            pc.and_(pc.equal(everyone["start"], at), pc.is_in(everyone["team"], value_set=pa.array(list(teams))))
        )
        mine = mine.filter(pc.invert(pc.is_in(mine["person"], value_set=pa.array(list(without), pa.int32())))).sort_by("person")
        person = mine["person"].to_numpy().astype(np.int64)
        team = np.array([teams[name] for name in mine["team"].to_pylist()], dtype=np.int64)
        place = places_of(person, everyone["person"])
        week = places_of(self.weeks, everyone["start"])
        there = np.zeros((len(person), len(self.weeks)), dtype=np.bool_)
        inside = (place >= 0) & (week >= 0)
        there[place[inside], week[inside]] = True
        return People(person, team, there)

    def outcome(self, people: People, metric: str, tool: str = ANY_TOOL) -> Outcome | None:
        """The outcome of some people by week; a monthly one stands in the week that holds the middle of its month."""
        found = self.history(metric, tool)
        if found is None:
            return None
        rows = found.rows if found.kind is PeriodKind.WEEK else in_weeks(found.rows)
        start = rows["start"].to_numpy().astype(np.int64)
        place, week = places_of(people.person, found.rows["person"]), places_of(self.weeks, pa.chunked_array([pa.array(start)]))
        value, weight = (np.zeros((len(people.person), len(self.weeks))) for _ in range(2))
        inside = (place >= 0) & (week >= 0)
        figures = (found.rows[name].to_numpy().astype(np.float64)[inside] for name in ("value", "weight"))
        for into, figure in zip((value, weight), figures, strict=True):
            np.add.at(into, (place[inside], week[inside]), figure)
        return Outcome(self.weeks, value, weight)

    def trial(self, programme: Programme, places: Sequence[Place], metric: str, without: Sequence[int] = ()) -> Trial | None:
        """A programme's trial by one of its outcomes; None where that outcome is not known by week or month. Of one by month the
        messy first time cannot be set apart."""
        start = min(place.start_day for place in places if place.start_day is not None)
        people = self.people(places, start, without)
        outcome, history = self.outcome(people, metric), self.history(metric)
        if outcome is None or history is None:
            return None
        if history.kind is PeriodKind.MONTH:
            return Trial(tuple(places), people, outcome, programme.picked_weeks, at_least=MONTHLY_WEEKS)
        return Trial(tuple(places), people, outcome, programme.picked_weeks, programme.messy_days)

    def uses(self, people: Ints, target: Target, first_week: Ints, weeks: int) -> tuple[npt.NDArray[np.float64], bool]:
        """How often each of some people used the target's tool for its task in each week since their own first Monday (people,
        weeks), NaN where the week is not settled; and whether any evidence names the task at all, of anybody."""
        rows = self._evidence_of(target)
        found = np.zeros((len(people), weeks))
        place = places_of(people, rows["person"])
        week = (rows["day"].to_numpy().astype(np.int64) - first_week[np.maximum(place, 0)]) // WEEK
        inside = (place >= 0) & (week >= 0) & (week < weeks)
        np.add.at(found, (place[inside], week[inside]), rows["uses"].to_numpy().astype(np.float64)[inside])
        ends = first_week[:, None] + WEEK * np.arange(1, weeks + 1) - 1
        return np.where(ends <= self.last_day, found, np.nan), rows.num_rows > 0

    def _evidence_of(self, target: Target) -> pa.Table:
        key = target.tool, target.task
        if key not in self._shown:
            self._shown[key] = self._evidence(target)
        return self._shown[key]

    def _evidence(self, target: Target) -> pa.Table:
        """Rows of person, day and uses that show the tool used for the task. Where any tool will do, work items that were done
        with AI count by themselves; else only what names the tool."""
        table: Any = self._task_use
        rows = table.filter(table.grain.isin(["day", "week"]) & (table.end_day <= self.last_day))
        rows = rows if target.task == ANY_TASK else rows.filter(rows.task == target.task)
        rows = rows.filter(rows.evidence != WORK_ITEM) if target.tool == ANY_TOOL else rows.filter(rows.tool == target.tool)
        found = self._fetch(rows.select("person", day=rows.start_day, uses=rows.uses.fill_null(1)))
        if target.tool != ANY_TOOL:
            return found
        item: Any = self._facts.work_item
        done = item.filter((item.ai_assisted == 1) & item.finished_day.notnull() & item.task.notnull())
        done = done if target.task == ANY_TASK else done.filter(done.task == target.task)
        items = self._fetch(done.select("person", day=done.finished_day, uses=(done.finished_day * 0 + 1).cast("int64")))
        return pa.concat_tables([found, items.cast(found.schema)])

    def tasks(self) -> pa.Table:
        """Rows of person and task, each once: the tasks in which evidence shows AI at work, as targets count it."""
        shown: Any = self._task_use.filter(self._task_use.evidence != WORK_ITEM)
        item: Any = self._facts.work_item
        done = item.filter((item.ai_assisted == 1) & item.finished_day.notnull() & item.task.notnull())
        parts = [self._fetch(rows.select("person", "task").distinct()) for rows in (shown, done)]
        return pa.concat_tables([parts[0], parts[1].cast(parts[0].schema)]).group_by(["person", "task"]).aggregate([])

    def trained(self, people: Ints, first_day: Ints) -> tuple[Ints, Ints]:
        """By person: the day of the first training that ended, or else began, from their start on (-1: none), and whether one
        that they began was completed."""
        rows = self._training()
        place = places_of(people, rows["person"])
        days = rows["day"].to_numpy().astype(np.int64)
        inside = (place >= 0) & (days >= first_day[np.maximum(place, 0)])
        earliest = np.full(len(people), np.iinfo(np.int64).max)
        np.minimum.at(earliest, place[inside], days[inside])
        completed = np.zeros(len(people), dtype=np.int64)
        np.maximum.at(completed, place[inside], rows["completed"].fill_null(0).to_numpy().astype(np.int64)[inside])
        return np.where(earliest == np.iinfo(np.int64).max, -1, earliest), completed

    def _training(self) -> pa.Table:
        """Rows of person, day and completed of every training that ended, or began."""
        if self._trained is None:
            table: Any = self._facts.training
            day = table.completed_day.fill_null(table.started_day)
            self._trained = self._fetch(table.filter(day.notnull()).select("person", "completed", day=day))
        return self._trained
