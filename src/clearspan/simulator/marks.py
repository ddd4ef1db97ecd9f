"""What leaves marks in answers, on any generator: the reasons that teams feel, use, and whether a person leads."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Floats
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.pulse_items import FIRST_ITEMS, GAP_ITEM, Item
from clearspan.simulator.week import Week

ISLAND_MARKS = {"team_practice": -28.0, "sharing_works": -22.0}
"""What two camps in a team do to the answers on how the team works together and shares."""
USE_SHOWS = {"confidence": 14.0, "benefit": 12.0, "use_case_clear": 8.0}
"""Points between somebody with full habit and somebody without, by question."""


class Marks:
    """The marks in the answers to one set of questions, in points of 100."""

    def __init__(self, organisation: Organisation, items: dict[str, Item]) -> None:
        self.items = items
        causes = [felt.cause for felt in organisation.plants.felt]
        self._points = np.array([[cause.pulse.get(item, 0.0) for item in items] for cause in causes])
        self._since = np.array([organisation.plan.story_day(cause.from_week) for cause in causes])
        for item, points in ISLAND_MARKS.items():
            if item in items:
                self._points[organisation.plants.islands[:, 0], list(items).index(item)] += points

    def purpose(self, what: str) -> str:
        """The purpose of random draws for this set of questions."""
        return what if self.items is FIRST_ITEMS else f"{what} on learning"

    def on(self, week: Week) -> Floats:
        """The marks of what teams feel, by team and question."""
        return self._points * ((1 - week.relief) * (self._since <= week.start))[:, None]

    def of_use(self, week: Week) -> Floats:
        """The marks of a person's own use, by person and question."""
        names = list(self.items)
        points = np.zeros((len(week.member), len(names)))
        habit = week.habit.max(axis=1)
        for item, shown in USE_SHOWS.items():
            if item in self.items:
                points[:, names.index(item)] = shown * (habit - 0.4)
        return points


@dataclass(frozen=True)
class GapOf:
    """Points by which each person's answer on one question stands above, where a gap between leaders and staff is planted."""

    points: Floats

    def at(self, items: Mapping[str, Item]) -> tuple[int, ...]:
        """The place of the question in a set, if it is in it."""
        return (list(items).index(GAP_ITEM),) if GAP_ITEM in items else ()
