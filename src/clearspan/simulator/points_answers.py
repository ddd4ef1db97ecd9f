"""Answers in plain forms: points of 100 with bell-shaped leanings and noise."""

import numpy as np

from clearspan.simulator.arrays import Flags, Floats
from clearspan.simulator.marks import GapOf, Marks
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.pulse_items import Item
from clearspan.simulator.week import Week

RESPONSE = 0.6
SKIPPED = 0.02
"""Share of single questions that a respondent leaves open."""
LEANING, NOISE = 11.0, 14.0
"""Standard deviations, in points of 100, of how a person leans on all questions and of a single answer."""


class PointsAnswers:
    """What everyone would answer, who answers, and which questions they leave open."""

    def __init__(self, organisation: Organisation) -> None:
        self._org = organisation

    def responds(self, _week: Week, answering: Floats, draw: Floats, /) -> Flags:
        """Who answers; `answering` is the factor of each person's team."""
        return draw < RESPONSE * answering

    def values(self, week: Week, marks: Marks, gap: GapOf, *again: int) -> Floats:
        """Everyone's answers on the questions' scales, by person and question; another number `again` is another such day."""
        org, items = self._org, marks.items
        points = np.tile(np.array([float(item.usual) for item in items.values()]), (len(org.people), 1))
        points += marks.on(week)[week.team]
        points += marks.of_use(week)
        points[:, list(gap.at(items))] += gap.points[:, None]
        points += LEANING * org.streams.normal(len(org.people), "leaning")[:, None]
        points += NOISE * org.streams.normal(points.shape, marks.purpose("answer"), week.start, *again)
        return on_scale(np.clip(points, 0, 100), items)

    def skipped(self, week: Week, marks: Marks) -> Flags:
        """Which questions each person leaves open."""
        shape = (len(self._org.people), len(marks.items))
        return self._org.streams.uniform(shape, marks.purpose("skip"), week.start) < SKIPPED


def on_scale(points: Floats, items: dict[str, Item]) -> Floats:
    """Points of 100 as whole answers on the questions' scales."""
    low = np.array([item.low for item in items.values()])
    high = np.array([item.high for item in items.values()])
    return np.rint(low + (high - low) * points / 100)
