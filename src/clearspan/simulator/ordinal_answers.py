"""Answers in other forms: an ordinal response process, in which people read a scale in ways of their own.

A question has uneven thresholds and a share in a person's lasting attitude; a person agrees more or less with anything
(acquiescence) and keeps to the middle or to the ends. Whoever is in a bad mood, and whoever uses AI less, answers less.
"""

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, sigmoid
from clearspan.simulator.marks import GapOf, Marks
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.points_answers import on_scale
from clearspan.simulator.week import Week

POINTS = 20.0
"""Points of 100 of a planted mark that are one unit of the latent attitude."""
THRESHOLDS = np.array([-2.2, -0.95, 0.3, 1.75])
"""Latent attitudes between the five answers; each question shifts each of them a little."""
ATTITUDE, ACQUIESCENCE, EXTREMITY, CLIMATE, NOISE = 0.5, 0.35, 0.3, 0.16, 0.5
"""Spread of lasting attitudes, of agreeing with anything, of the log of how far answers go, of what a team thinks of a question
for no planted reason, and of a single answer (logistic: times 1.8)."""
RESPONSE = 0.45
"""Log-odds that somebody in the usual mood answers."""


class OrdinalAnswers:
    """What everyone would answer, who answers, and which questions they leave open."""

    def __init__(self, organisation: Organisation) -> None:
        self._org = organisation
        people, streams = len(organisation.people), organisation.streams
        self._attitude = ATTITUDE * streams.normal(people, "attitude")
        self._agrees = ACQUIESCENCE * streams.normal(people, "acquiescence")
        self._goes_far = np.exp(EXTREMITY * streams.normal(people, "extremity"))
        self._heaps = np.array([10.0, 5.0, 1.0])[np.floor(3 * streams.uniform(people, "heaps") ** 2).astype(np.int64)]
        self._leaves_open = 0.12 * streams.uniform(people, "leaves open") ** 4

    def responds(self, week: Week, answering: Floats, draw: Floats, /) -> Flags:
        """Who answers; `answering` is the factor of each person's team."""
        mood = 0.9 * (self._attitude + self._agrees) + 0.7 * week.mood[week.team] + 0.6 * (week.habit.max(axis=1) - 0.4)
        return draw < sigmoid(RESPONSE + mood) * answering

    def values(self, week: Week, marks: Marks, gap: GapOf, *again: int) -> Floats:
        """Everyone's answers on the questions' scales, by person and question; another number `again` is another such day."""
        items = marks.items
        latent = self._latent(week, marks, *again)
        latent[:, list(gap.at(items))] += gap.points[:, None] / POINTS
        far = self._goes_far[:, None]
        shift = 0.12 * self._org.streams.normal((len(items), len(THRESHOLDS)), marks.purpose("thresholds"))
        edges = np.sort(THRESHOLDS + shift, axis=1)
        heard = (latent - 0.2) * far + 0.2
        ordinal = (heard[..., None] > edges).sum(axis=2) * 25.0
        heaps = self._heaps[:, None]
        fine = np.clip(np.rint(100 * sigmoid(0.75 * heard) / heaps) * heaps, 0, 100)
        wide = np.array([item.high - item.low > len(THRESHOLDS) for item in items.values()])
        return on_scale(np.where(wide, fine, ordinal), items)

    def skipped(self, week: Week, marks: Marks) -> Flags:
        """Which questions each person leaves open."""
        shape = (len(self._org.people), len(marks.items))
        return self._org.streams.uniform(shape, marks.purpose("skip"), week.start) < self._leaves_open[:, None]

    def _latent(self, week: Week, marks: Marks, *again: int) -> Floats:
        """The attitude from which each answer is given, before any gap, by person and question."""
        streams, items = self._org.streams, marks.items
        shape = (len(week.member), len(items))
        loads = 0.5 + 0.8 * streams.uniform(len(items), marks.purpose("loads"))
        climate = CLIMATE * streams.normal((len(marks.on(week)), len(items)), marks.purpose("climate"))
        usual = np.array([(item.usual - 50) / POINTS for item in items.values()])
        latent = usual + (climate + marks.on(week) / POINTS)[week.team] + marks.of_use(week) / POINTS
        latent += self._attitude[:, None] * loads + self._agrees[:, None]
        draw = np.clip(streams.uniform(shape, marks.purpose("answer"), week.start, *again), 1e-9, 1 - 1e-9)
        return latent + NOISE * np.log(draw / (1 - draw))
