"""Works out, once a quarter, the time ledger and the returns of tools and programmes: from diaries, work items, records of
training, prices and labour costs; each against the control where there is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.diagnosis.loading import Fetch
from clearspan.errors import CannotTell
from clearspan.jobs.licence_cost import Holding, licence_cost
from clearspan.jobs.programme_facts import ProgrammeFacts
from clearspan.metrics.facts import Facts
from clearspan.programmes.assignment import Arm
from clearspan.programmes.ledger import FATES, DiaryDay, Fate, Ledger, add_up
from clearspan.programmes.register import Held
from clearspan.programmes.roi import Costs, Gain, Return, Uncertain, value, widened
from clearspan.programmes.told_value import Bench, ToolCost, Worth, tell_value
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Estimate
from clearspan.proof.estimators import difference_in_means
from clearspan.proof.panel import NEVER, Panel
from clearspan.settings import load_settings
from clearspan.vocabulary.finding import FindingKind
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.warehouse.findings import Findings

Ints = npt.NDArray[np.int64]

ITEMS = frozenset({"diary_saved", "diary_checking", "diary_redoing", "diary_rest"})
"""The questions of a diary; a day with all of them answered is a day of the ledger."""
FEWEST_ITEMS = 100
"""Finished pieces of work on either side without which work items say nothing of rework."""


def publish_value(
    directory: Path, facts: Facts, fetch: Fetch, loaded: ProgrammeFacts, closed: Sequence[Period], programmes: Sequence[Held]
) -> list[str]:
    """The quarters for which the value was published now: the latest closed one, where it was not published before."""
    quarters = [period for period in closed if period.kind is PeriodKind.QUARTER]
    store = Findings(directory)
    if not quarters or store.published(FindingKind.VALUE, quarters[-1].name):
        return []
    worth = _Worth(facts, fetch, loaded, load_settings(directory).number("minimum_sensitive_people"))
    finding = worth.finding(quarters[-1], programmes)
    store.publish(FindingKind.VALUE, quarters[-1].name, [finding])
    return [quarters[-1].name]


@dataclass(frozen=True)
class _Diaries:
    """The diaries of a time: each day with its person."""

    days: tuple[DiaryDay, ...]

    def of(self, people: Ints) -> "_Diaries":
        wanted = set(people.tolist())
        return _Diaries(tuple(day for day in self.days if day.person in wanted))


class _Worth:
    """The value of a quarter and of programmes."""

    def __init__(self, facts: Facts, fetch: Fetch, loaded: ProgrammeFacts, fewest: int) -> None:
        self._facts, self._fetch, self._loaded, self._fewest = facts, fetch, loaded, fewest
        self._bench = self._hour()

    def finding(self, quarter: Period, programmes: Sequence[Held]) -> Any:
        """The finding on the value of a quarter."""
        diaries = self._diaries(quarter.start, quarter.end)
        learning = self._learning(quarter.start, quarter.end)
        ledger, why = _tried(lambda: add_up(diaries.days, self._came_back(quarter), learning, self._fewest))
        left_out = self._left_out(diaries, quarter, learning) if ledger else ()
        returns = [self._programme(held) for held in programmes if held.start_day is not None and held.places]
        told = Worth(ledger, why, left_out, self._tools(quarter), [each for each in returns if each], self._bench)
        return tell_value(quarter, told)

    def _diaries(self, first: int, last: int) -> _Diaries:
        answer = self._facts.answer
        wanted = answer.item.isin(sorted(ITEMS)) & (answer.day >= first) & (answer.day <= last) & answer.value.notnull()
        rows = self._fetch(answer.filter(wanted).select("person", "wave", "day", "item", "value")).to_pylist()
        days: dict[tuple[int, str, int], dict[str, float]] = {}
        for row in rows:
            days.setdefault((row["person"], row["wave"], row["day"]), {})[row["item"]] = row["value"]
        found = [
            DiaryDay(
                person,
                int(told["diary_saved"]),
                int(told["diary_checking"]),
                int(told["diary_redoing"]),
                FATES.get(int(told["diary_rest"]), Fate.EVAPORATED),
            )
            for (person, _, _), told in sorted(days.items())
            if told.keys() >= ITEMS
        ]
        return _Diaries(tuple(found))

    def _learning(self, first: int, last: int, people: Ints | None = None) -> Fraction | None:
        """Minutes a person and working day that training took, of everyone or of some; None where no record says how long it
        takes anybody."""
        table: Any = self._facts.training
        ended = table.completed_day.fill_null(table.started_day)
        rows = self._fetch(table.filter((ended >= first) & (ended <= last) & table.minutes.notnull()).select("person", "minutes"))
        if not rows.num_rows:
            return None
        members = self._loaded.members()
        everyone = pc.unique(members.filter(pc.less_equal(members["start"], last))["person"]).to_numpy()
        who: Ints = everyone.astype(np.int64) if people is None else people
        mine = rows.filter(pc.is_in(rows["person"], value_set=pa.array(who, pa.int32())))
        days = max(1, (last - first + 1) * 5 // 7)
        return Fraction(round(float(pc.sum(mine["minutes"]).as_py() or 0)), max(len(who), 1) * days)

    def _came_back(self, quarter: Period) -> Fraction | None:
        """By how much more often work done with AI came back than other work of the same kind, as a share; None where too little
        of it is known."""
        item = self._facts.work_item
        known = item.ai_assisted.notnull() & item.reopened.notnull()
        done = item.filter(known & (item.finished_day >= quarter.start) & (item.finished_day <= quarter.end))
        rows = self._fetch(done.select("kind", "ai_assisted", "reopened"))
        kinds = rows["kind"].to_numpy(zero_copy_only=False)
        assisted, back = rows["ai_assisted"].to_numpy() == 1, rows["reopened"].to_numpy() > 0
        if min(int(assisted.sum()), int((~assisted).sum())) < FEWEST_ITEMS:
            return None
        more = Fraction(0)
        for kind in np.unique(kinds):
            mine = kinds == kind
            sides = [back[mine & side] for side in (assisted, ~assisted)]
            if all(len(side) for side in sides):
                rates = [Fraction(int(side.sum()), len(side)) for side in sides]
                more += (rates[0] - rates[1]) * Fraction(int((mine & assisted).sum()), int(assisted.sum()))
        return more

    def _left_out(self, diaries: _Diaries, quarter: Period, learning: Fraction | None) -> tuple[Ledger, ...]:
        """The ledger without each person whose diaries stand out: the largest and the smallest of each part."""
        by_person: dict[int, list[DiaryDay]] = {}
        for day in diaries.days:
            by_person.setdefault(day.person, []).append(day)
        if len(by_person) <= self._fewest:
            return ()
        picked: set[int] = set()
        for name in ("saved", "checking", "redoing"):
            order = sorted(by_person, key=lambda person: sum(getattr(day, name) for day in by_person[person]))
            picked |= {order[0], order[-1]}
        back = self._came_back(quarter)
        rest = [[day for day in diaries.days if day.person != person] for person in sorted(picked)]
        return tuple(add_up(days, back, learning, self._fewest) for days in rest)

    def _hour(self) -> Bench | None:
        """What an hour of work costs, over grades and places; None where nobody says, or in two currencies."""
        table: Any = self._loaded.table("labour_cost")
        rows = self._fetch(table.filter(table.from_day <= self._loaded.last_day).select("hourly", "currency"))
        if not rows.num_rows or len(set(rows["currency"].to_pylist())) > 1:
            return None
        figures = np.array([float(each) for each in rows["hourly"].to_pylist()])
        error = float(figures.std(ddof=1) / np.sqrt(len(figures))) if len(figures) > 1 else 0.0
        return Bench(Uncertain(float(figures.mean()), error), str(rows["currency"][0].as_py()))

    def _tools(self, quarter: Period) -> list[ToolCost]:
        """What each tool's licences cost in a month at the end of the quarter, and how many people hold one."""
        price, licence = self._facts.price, self._facts.licence
        open_price = (price.from_day <= quarter.end) & (price.to_day.isnull() | (price.to_day >= quarter.end))
        prices = self._fetch(price.filter(open_price).select("tool", "monthly", "currency", "from_day")).to_pylist()
        held = (licence.from_day <= quarter.end) & (licence.to_day.isnull() | (licence.to_day >= quarter.end))
        holders = self._fetch(licence.filter(held).select("person", "tool").distinct())
        counts = pc.value_counts(holders["tool"].combine_chunks()).to_pylist() if holders.num_rows else []
        people = {row["values"]: row["counts"] for row in counts}
        latest = {row["tool"]: row for row in sorted(prices, key=lambda row: row["from_day"])}
        return [
            ToolCost(tool, Decimal(row["monthly"]), row["currency"], people[tool])
            for tool, row in sorted(latest.items())
            if people.get(tool, 0) >= 8
        ]

    def _programme(self, held: Held) -> Mapping[str, Any] | None:
        """What a programme returned; why it cannot be told, where it cannot."""
        programme, start = held.programme, held.start_day or 0
        told: dict[str, Any] = {"programme": programme.name, "title": programme.title, "tool": programme.target.tool}
        if start > self._loaded.last_day:
            return None
        end = min(start + programme.checkpoints[-1] - 1, self._loaded.last_day)
        people = self._loaded.people(held.places, start)
        treated = np.array([place.arm is Arm.TREATMENT for place in held.places])[people.team]
        diaries = self._diaries(start, end)
        try:
            if programme.cost is None or self._bench is None:
                what = "its cost is not stated" if programme.cost is None else "no cost of an hour of work is stated"
                raise CannotTell(what)
            if programme.cost.currency != self._bench.currency:
                raise CannotTell("its cost and the cost of work are in two currencies")
            arms = [people.person[side] for side in (treated, ~treated)]
            ledgers = [add_up(diaries.of(arm).days, None, self._learning(start, end, arm), self._fewest) for arm in arms]
            means = _reinvested(diaries)
            estimate = _minutes(means, people.person, people.team, treated)
            hours = self._trained_hours(people.person[treated], start, end)
            time = Decimal(round(hours * self._bench.hourly.middle))
            days = (end - start + 1) * 5 // 7
            costs = Costs(Decimal(0), programme.cost.amount, time, self._bench.currency)
            gain = Gain(_uncertain(estimate), int(treated.sum()), days, self._bench.hourly, ledgers[0])
            rest = [
                _minutes({number: mean for number, mean in means.items() if number != one}, people.person, people.team, treated)
                for one in _outermost(means, arms)
            ]
            others = [replace(gain, minutes=_uncertain(each)) for each in rest]
            found = _returned(gain, others, costs, start)
        except CannotTell as error:
            return {**told, "why": error.what}
        told |= {"why": "", "return": found}
        try:
            if not programme.design.randomised:
                raise CannotTell("who was in it was not drawn by lot")
            licences = licence_cost(
                self._facts, self._fetch, Holding(programme.target.tool, people.person[treated], start, end, costs.currency)
            )
        except CannotTell as error:
            return {**told, "tool_why": error.what}
        return {**told, "tool_return": _returned(gain, others, replace(costs, licences=licences), start)}

    def _trained_hours(self, people: Ints, first: int, last: int) -> float:
        table: Any = self._facts.training
        ended = table.completed_day.fill_null(table.started_day)
        rows = self._fetch(table.filter((ended >= first) & (ended <= last) & table.minutes.notnull()).select("person", "minutes"))
        mine = rows.filter(pc.is_in(rows["person"], value_set=pa.array(people, pa.int32())))
        return float(pc.sum(mine["minutes"]).as_py() or 0) / 60


def _returned(gain: Gain, others: Sequence[Gain], costs: Costs, seed: int) -> Return:
    """The return on some costs, whoever is left out: `others` are the gains without those who move it most."""
    return widened(value(gain, costs, seed), [value(other, costs, seed) for other in others])


def _tried(work: Any) -> tuple[Ledger | None, str]:
    try:
        return work(), ""
    except CannotTell as error:
        return None, str(error.what)


def _uncertain(estimate: Estimate) -> Uncertain:
    return Uncertain(estimate.effect, estimate.error, estimate.clusters - 1)


def _reinvested(diaries: _Diaries) -> dict[int, float]:
    """person -> minutes a day that went into work, net of checking and redoing."""
    found: dict[int, list[int]] = {}
    for day in diaries.days:
        left = max(day.saved - day.checking - day.redoing, 0) if day.fate is Fate.REINVESTED else 0
        found.setdefault(day.person, []).append(left)
    return {person: sum(minutes) / len(minutes) for person, minutes in found.items()}


def _outermost(means: Mapping[int, float], arms: Sequence[Ints]) -> list[int]:
    """Those who reinvest most and least in each arm: leaving one of them out moves the difference most."""
    found = []
    for arm in arms:
        kept = sorted((number for number in arm.tolist() if number in means), key=lambda number: means[number])
        found += [kept[0], kept[-1]] if kept else []
    return found


def _minutes(means: Mapping[int, float], person: Ints, team: Ints, treated: npt.NDArray[np.bool_]) -> Estimate:
    """By how many minutes a day those who started reinvest more than the others, by people, with errors by team."""
    kept = np.array([number in means for number in person.tolist()])
    if not kept.any():
        raise CannotTell("nobody in it kept a diary")
    units = int(kept.sum())
    panel = Panel(
        unit=np.arange(units),
        time=np.zeros(units, dtype=np.int64),
        outcome=np.array([means[number] for number in person[kept].tolist()], dtype=np.float64),
        cohort=np.where(treated[kept], 0, NEVER).astype(np.int64),
        cluster=np.unique(team[kept], return_inverse=True)[1].astype(np.int64),
        times=np.zeros(1, dtype=np.int64),
    )
    return difference_in_means.ESTIMATOR.estimate(panel, Choices(draws=1))
