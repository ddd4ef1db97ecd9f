"""What people answer when they are asked."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Floats, Ints
from clearspan.simulator.causes import CAUSES, GAP_ITEM, PULSE_ITEMS, Cause
from clearspan.simulator.families import LEAD
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week

WAVE_WEEKS = (3, 14, 26, 37)
"""Weeks of the story in which people are asked."""
RESPONSE = 0.6
SKIPPED = 0.02
"""Share of single questions that a respondent leaves open."""
LEANING, NOISE = 11.0, 14.0
"""Standard deviations, in points of 100, of how a person leans on all questions and of a single answer."""
ISLAND_PRACTICE = -28.0
"""What two camps in a team do to the answer on how the team works together."""
USE_SHOWS = {"confidence": 14.0, "benefit": 12.0, "use_case_clear": 8.0}
"""Points between somebody with full habit and somebody without, by question."""


@dataclass(frozen=True)
class Answers:
    """The answers of one wave: the respondents, the day of each, and an answer by respondent and question; NaN is open."""

    wave: str
    people: Ints
    day: Ints
    values: Floats


class Pulse:
    """Asks people in the weeks of the waves."""

    def __init__(self, organisation: Organisation) -> None:
        self._org = organisation
        self._waves = {organisation.plan.story_day(week): number for number, week in enumerate(WAVE_WEEKS, 1)}
        causes = [CAUSES[name] if name else Cause() for name in organisation.plants.cause]
        self._marks = np.array([[cause.pulse.get(item, 0.0) for item in PULSE_ITEMS] for cause in causes])
        self._answering = np.array([cause.answering for cause in causes])
        islands = organisation.plants.islands[:, 0]
        self._marks[islands, list(PULSE_ITEMS).index("team_practice")] += ISLAND_PRACTICE
        self._since = np.array([organisation.plan.story_day(cause.from_week) for cause in causes])

    def answers(self, week: Week) -> Answers | None:
        """The answers of the wave that falls in a week, or None."""
        if week.start not in self._waves:
            return None
        org, start = self._org, week.start
        draws = org.streams.uniform((len(org.people), 2), "response", start)
        answers = week.member & (draws[:, 0] < RESPONSE * self._answering[week.team])
        people = np.flatnonzero(answers)
        values = self._points(week)[people]
        open_ones = org.streams.uniform((len(org.people), len(PULSE_ITEMS)), "skip", start)[people] < SKIPPED
        low = np.array([item.low for item in PULSE_ITEMS.values()])
        high = np.array([item.high for item in PULSE_ITEMS.values()])
        scaled = np.rint(low + (high - low) * values / 100)
        day = start + np.floor(draws[people, 1] * 5).astype(np.int64)
        return Answers(f"wave-{self._waves[start]}", people, day, np.where(open_ones, np.nan, scaled))

    def _points(self, week: Week) -> Floats:
        """Everyone's answers in points of 100, by person and question."""
        org, start = self._org, week.start
        people, items = org.people, list(PULSE_ITEMS)
        points = np.tile(np.array([float(item.usual) for item in PULSE_ITEMS.values()]), (len(people), 1))
        marks = self._marks * ((1 - week.relief) * (self._since <= start))[:, None]
        points += marks[week.team]
        habit = week.habit.max(axis=1)
        for item, shown in USE_SHOWS.items():
            points[:, items.index(item)] += shown * (habit - 0.4)
        leads = people.level_on(start) >= LEAD
        gap = org.plants.gap[org.structure.team_division[week.team]]
        points[:, items.index(GAP_ITEM)] += np.where(leads, gap, 0.0)
        points += LEANING * org.streams.normal(len(people), "leaning")[:, None]
        points += NOISE * org.streams.normal(points.shape, "answer", start)
        return np.clip(points, 0, 100)
