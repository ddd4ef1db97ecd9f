"""What people answer when they are asked, and what everyone would have answered."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.dates import iso
from clearspan.simulator.families import LEAD
from clearspan.simulator.marks import GapOf, Marks
from clearspan.simulator.ordinal_answers import OrdinalAnswers
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.plan import Plan
from clearspan.simulator.points_answers import PointsAnswers
from clearspan.simulator.pulse_items import FIRST_ITEMS, GAP_ITEM, LEARNING_ITEMS, Item
from clearspan.simulator.week import Week

ITEM_SETS: dict[str, dict[str, Item]] = {"": FIRST_ITEMS, "learning": LEARNING_ITEMS}
"""The sets of questions by the name that their files end with."""

SUCH_DAYS = 16
"""Over how many days the chance in single answers is levelled out."""


@dataclass(frozen=True)
class Answers:
    """The answers of one wave to one set of questions: the respondents, the day of each, and an answer by respondent and
    question; NaN is open."""

    wave: str
    items: str
    people: Ints
    day: Ints
    values: Floats


@dataclass
class Census:
    """What all members would have answered, wave by wave: means on the questions' scales. Of leaders and staff it is what they
    think: the mean of what they would answer on SUCH_DAYS days like that."""

    organisation: Organisation
    waves: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def add(self, wave: str, week: Week, items: dict[str, Item], values: Floats, thought: Floats | None = None) -> None:
        """Adds everyone's answers to a set of questions, and what they think of the one on which leaders may stand apart."""
        if not self.waves or self.waves[-1]["wave"] != wave:
            self.waves.append({"wave": wave, "week": iso(week.start), "items": [], "teams": {}, "leaders_and_staff": {}})
        structure, entry = self.organisation.structure, self.waves[-1]
        entry["items"] += list(items)
        means = _means(week.team[week.member], values[week.member], len(structure.teams))
        for team, row in enumerate(means.tolist()):
            entry["teams"].setdefault(structure.team_key(team), []).extend(row)
        if thought is not None:
            entry["leaders_and_staff"] = self._apart(week, thought)

    def _apart(self, week: Week, values: Floats) -> dict[str, list[float]]:
        """By division: the mean answer of leaders and of staff to the question on which they may stand apart."""
        structure = self.organisation.structure
        leads = leading(self.organisation, week)
        place = 2 * structure.team_division[week.team] + ~leads
        means = _means(place[week.member], values[week.member, None], 2 * len(structure.divisions))[:, 0]
        return {name: means[2 * at : 2 * at + 2].tolist() for at, name in enumerate(structure.divisions)}


class Pulse:
    """Asks people in the weeks of the waves; `census` keeps what everyone would have answered."""

    def __init__(self, organisation: Organisation) -> None:
        self._org = organisation
        plan = organisation.plan
        self._waves = {start: wave for wave, start in waves_of(plan).items()}
        self._answering = np.array([felt.cause.answering for felt in organisation.plants.felt])
        self._marks = {name: Marks(organisation, items) for name, items in ITEM_SETS.items()}
        self._process = OrdinalAnswers(organisation) if plan.other else PointsAnswers(organisation)
        self.census = Census(organisation)

    def answers(self, week: Week) -> list[Answers]:
        """The answers of the wave that falls in a week, a set of questions each; empty where none does."""
        if week.start not in self._waves:
            return []
        org, start = self._org, week.start
        wave = self._waves[start]
        draws = org.streams.uniform((len(org.people), 2), "response", start)
        responds = self._process.responds(week, self._answering[week.team], draws[:, 0])
        people = np.flatnonzero(week.member & responds)
        day = start + np.floor(draws[people, 1] * 5).astype(np.int64)
        gap = GapOf(np.where(leading(org, week), org.plants.gap[org.structure.team_division[week.team]], 0.0))
        found: list[Answers] = []
        for name, marks in self._marks.items():
            values = self._process.values(week, marks, gap)
            self.census.add(wave, week, marks.items, values, self._thought(week, marks, gap))
            given = np.where(self._process.skipped(week, marks), np.nan, values)
            found.append(Answers(wave, name, people, day, given[people]))
        return found

    def _thought(self, week: Week, marks: Marks, gap: GapOf) -> Floats | None:
        """What everyone thinks of the question on which leaders may stand apart, where it is in a set."""
        if GAP_ITEM not in marks.items:
            return None
        at = list(marks.items).index(GAP_ITEM)
        return np.mean([self._process.values(week, marks, gap, day)[:, at] for day in range(1, SUCH_DAYS + 1)], axis=0)


def waves_of(plan: Plan) -> dict[str, int]:
    """The name of each wave, and the Monday of the week in which people are asked."""
    return {f"wave-{number}": plan.story_day(week) for number, week in enumerate(plan.waves, 1)}


def leading(organisation: Organisation, week: Week) -> Flags:
    """Whether each person leads."""
    return organisation.people.level_on(week.start) >= LEAD


def _means(group: Ints, values: Floats, groups: int) -> Floats:
    """The mean of each column by group, rounded; 0 for an empty group."""
    total = np.stack([np.bincount(group, weights=column, minlength=groups) for column in values.T], axis=1)
    return np.round(total / np.maximum(np.bincount(group, minlength=groups), 1)[:, None], 3)
