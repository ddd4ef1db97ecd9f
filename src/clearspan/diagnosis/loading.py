"""Loads a panel from the facts of a quarter."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.diagnosis.panel import NO_GROUP, Floats, Groups, Ints, Panel
from clearspan.diagnosis.signal import SIGNALS, Kind
from clearspan.diagnosis.training import training_signals, training_until
from clearspan.metrics.facts import Facts
from clearspan.metrics.standing import HABITUAL
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.minimums import LEAST, Minimums
from clearspan.vocabulary.period import Period
from clearspan.vocabulary.scale import SCALES
from clearspan.vocabulary.tool import ANY_TOOL

ANSWERS_DAYS = 364
"""An answer counts for a year, so that a small team reaches the minimum; of a person the latest counts."""

DIMENSIONS = (Dimension.TEAM, Dimension.DEPARTMENT, Dimension.DIVISION, Dimension.ROLE)

Fetch = Callable[[Any], pa.Table]


TEACHING = ("role", "department", "division")
"""By which of a person's groups their work is told to be learning and development."""


def load_panel(
    facts: Facts, fetch: Fetch, period: Period, learning_groups: frozenset[str] = frozenset(), minimums: Minimums = LEAST
) -> Panel:
    """The panel of a quarter. `learning_groups` are the job families, departments and divisions that make the training."""
    at = {"kind": period.kind.value, "start": period.start}
    members = fetch(_only(facts.members, **at).select("person", *(dimension.value for dimension in DIMENSIONS)))
    members = members.sort_by("person")
    found = _Signals(members["person"].to_numpy().astype(np.int64))
    answered = _answers(found, fetch(_answers_until(facts, period)))
    _use(found, facts, fetch, at)
    _licences(found, facts, fetch, at)
    _work(found, fetch(_finished_in(facts, period)))
    for name, people, value in training_signals(fetch(training_until(facts, period)), found.people, period.end):
        found.add(name, found.places(people), value, np.ones(len(value)))
    groups = {dimension: groups_of(members[dimension.value]) for dimension in DIMENSIONS}
    made_by = pa.array(sorted(learning_groups), type=pa.string())
    teaches = np.any([np.asarray(pc.is_in(members[name], value_set=made_by)) for name in TEACHING], axis=0)
    return Panel(period, groups, found.value, found.weight, answered, found.people, teaches, minimums)


def places_of(panel: Ints, people: pa.ChunkedArray) -> Ints:
    """The place of each person among the person numbers of a panel (rising), -1 for who is not in it."""
    wanted = people.to_numpy().astype(np.int64)
    if not len(panel):
        return np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(panel, wanted), len(panel) - 1)
    return np.where(panel[place] == wanted, place, -1)


class _Signals:
    """Gathers values and weights by person."""

    def __init__(self, people: Ints) -> None:
        self.people = people
        self.value = {name: np.zeros(len(people)) for name in SIGNALS}
        self.weight = {name: np.zeros(len(people)) for name in SIGNALS}

    def places(self, people: pa.ChunkedArray) -> Ints:
        """The place of each person, -1 for who is not in the panel."""
        return places_of(self.people, people)

    def add(self, name: str, place: Ints, value: Floats, weight: Floats) -> None:
        """Nothing; adds rows to a signal."""
        inside = place >= 0
        np.add.at(self.value[name], place[inside], value[inside])
        np.add.at(self.weight[name], place[inside], weight[inside])


def _only(table: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        table = table.filter(table[name] == value)
    return table


def _answers_until(facts: Facts, period: Period) -> Any:
    answer = facts.answer
    wanted = answer.filter((answer.day <= period.end) & (answer.day > period.end - ANSWERS_DAYS) & answer.value.notnull())
    return wanted.select("person", "item", "day", "value")


def _answers(found: _Signals, rows: pa.Table) -> Any:
    answered = np.zeros(len(found.people), dtype=np.bool_)
    rows = rows.sort_by([("person", "ascending"), ("item", "ascending"), ("day", "ascending")])
    for name, signal in SIGNALS.items():
        mine = rows.filter(pc.equal(rows["item"], name)) if signal.kind is Kind.ANSWER else rows.slice(0, 0)
        if not mine.num_rows:
            continue
        place, value = found.places(mine["person"]), mine["value"].to_numpy()
        last = np.append(place[1:] != place[:-1], True) & (place >= 0)
        high, low = next(((high, low) for high, low in SCALES if value.max() <= high), (float(value.max()), 0.0))
        found.add(name, place[last], 100 * (value[last] - low) / (high - low), np.ones(int(last.sum())))
        answered[place[last]] = True
    return answered


def _use(found: _Signals, facts: Facts, fetch: Fetch, at: dict[str, Any]) -> None:
    covered = fetch(_only(facts.covered, tool=ANY_TOOL, **at).select("start"))
    if not covered.num_rows:
        return
    weeks = fetch(_only(facts.use, tool=ANY_TOOL, **at).select("person", "active", "active_weeks", "days", "actions"))
    place, ones = found.places(weeks["person"]), np.ones(len(found.people))
    active_weeks, days = weeks["active_weeks"].to_numpy().astype(float), weeks["days"].to_numpy().astype(float)
    found.add("active_weeks", place, 100 / 13 * np.minimum(active_weeks, 13), np.zeros(len(place)))
    found.weight["active_weeks"] += ones
    acted = weeks["actions"].fill_null(0).to_numpy().astype(float)
    deep = (days > 0) & (acted > 0)
    found.add("depth", place[deep], 100 * np.log1p(acted[deep] / days[deep]), np.ones(int(deep.sum())))
    begun = fetch(facts.first_use.select("person").distinct())
    found.add("begun", found.places(begun["person"]), np.full(begun.num_rows, 100.0), np.zeros(begun.num_rows))
    found.weight["begun"] += ones
    _habit(found, facts, fetch, at)


def _habit(found: _Signals, facts: Facts, fetch: Fetch, at: dict[str, Any]) -> None:
    week = fetch(_only(facts.periods, **at).select("last_full_week"))["last_full_week"][0].as_py()
    tiers = fetch(_only(facts.standing, tool=ANY_TOOL, week=week).select("person", "tier"))
    habit = 100.0 * (tiers["tier"].to_numpy() >= HABITUAL)
    found.add("habit", found.places(tiers["person"]), habit, np.ones(tiers.num_rows))


def _licences(found: _Signals, facts: Facts, fetch: Fetch, at: dict[str, Any]) -> None:
    held = fetch(_only(facts.licensed, **at).select("person", "tool"))
    if not held.num_rows:
        return
    any_tool = held.filter(pc.equal(held["tool"], ANY_TOOL))
    found.add("licensed", found.places(any_tool["person"]), np.full(any_tool.num_rows, 100.0), np.zeros(any_tool.num_rows))
    found.weight["licensed"] += 1
    tools = fetch(_only(facts.covered, **at).select("tool"))["tool"]
    mine = held.filter(pc.and_(pc.is_in(held["tool"], value_set=tools.combine_chunks()), pc.not_equal(held["tool"], ANY_TOOL)))
    used = fetch(_only(facts.use, active=1, **at).select("person", "tool", used=facts.use.active))
    joined = mine.join(used, ["person", "tool"], join_type="left outer")
    dark = 100.0 * np.asarray(pc.is_null(joined["used"]))
    found.add("dark_tools", found.places(joined["person"]), dark, np.ones(joined.num_rows))


def _finished_in(facts: Facts, period: Period) -> Any:
    item = facts.work_item
    done = item.filter((item.finished_day >= period.start) & (item.finished_day <= period.end))
    return done.select("person", "ai_assisted", "reopened", "created_day", "started_day")


def _work(found: _Signals, rows: pa.Table) -> None:
    place = found.places(rows["person"])
    assisted, reopened = rows["ai_assisted"], rows["reopened"]
    back = 100.0 * (reopened.fill_null(0).to_numpy() > 0)
    told = np.asarray(pc.is_valid(reopened))
    for name, wanted in (("reopened_with_ai", 1), ("reopened_without_ai", 0)):
        mine = told & np.asarray(pc.fill_null(pc.equal(assisted, wanted), False))
        found.add(name, place[mine], back[mine], np.ones(int(mine.sum())))
    begun = np.asarray(pc.is_valid(rows["started_day"]))
    waited = (rows["started_day"].fill_null(0).to_numpy() - rows["created_day"].to_numpy()).astype(float)
    found.add("waiting", place[begun], 100 * np.log1p(np.maximum(waited[begun], 0)), np.ones(int(begun.sum())))


def groups_of(column: pa.ChunkedArray) -> Groups:
    """The groups that a column names, and the group number of each row."""
    coded = column.combine_chunks().dictionary_encode()
    names = coded.dictionary.to_pylist()
    return Groups(tuple(names), coded.indices.fill_null(NO_GROUP).to_numpy().astype(np.int64))
