"""In which forms work takes time, waits, comes back and is judged: plain ones, and others with heavy tails and varied people."""

from typing import Protocol

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints, sigmoid
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.organisation import Organisation

MOST = 7
"""So many items at most does a person begin in a week."""
TIME_SAVED = 0.25
"""Share of the working time that AI saves on an assisted item, where nothing stands in the way."""
LEAST_SAVED, MOST_SAVED = 0.12, 0.38
"""The same in other forms, where teams differ."""
ASSISTED_AT_FULL_USE = 0.75
REOPENED, REOPENED_ASSISTED = 0.05, 0.02


class WorkForm(Protocol):
    """The forms of one generator. Draws are uniform; `owner` and `team` are of each item."""

    saved: Floats
    """Share of the working time that AI saves on an assisted item where nothing stands in the way, by team."""
    at_least: Floats
    """The probability of at least 1, 2, ... MOST items in a week, by person."""

    def assisted(self, rate: Floats) -> Floats:
        """The share of items done with AI, for a share of days with AI."""
        ...

    def time(self, draw: Floats) -> Floats:
        """How many times as long as usual an item takes."""
        ...

    def wait(self, draw: Floats) -> Floats:
        """How many times as long as usual an item waits."""
        ...

    def reopened(self, owner: Ints, assisted: Flags, more: Floats, /) -> Floats:
        """The chance that an item comes back; `more` is what is planted for assisted ones."""
        ...

    def quality(self, draw: Floats, more: Floats) -> Floats:
        """How good an item is judged, before bounds; `more` is what is planted."""
        ...


class PlainWork:
    """Bell-shaped logs, and people who are alike."""

    def __init__(self, organisation: Organisation) -> None:
        rates = np.array([family.work.a_week for family in FAMILIES])
        self.saved = np.full(len(organisation.structure.teams), TIME_SAVED)
        self.at_least = _poisson_tails(rates)[organisation.people.family]

    def assisted(self, rate: Floats) -> Floats:
        """The share of items done with AI, for a share of days with AI."""
        return ASSISTED_AT_FULL_USE * rate

    def time(self, draw: Floats) -> Floats:
        """How many times as long as usual an item takes."""
        return np.exp(0.5 * _spread(draw))

    def wait(self, draw: Floats) -> Floats:
        """How many times as long as usual an item waits."""
        return np.exp(0.8 * _spread(draw))

    def reopened(self, _owner: Ints, assisted: Flags, more: Floats, /) -> Floats:
        """The chance that an item comes back; `more` is what is planted for assisted ones."""
        return REOPENED + assisted * (REOPENED_ASSISTED + more)

    def quality(self, draw: Floats, more: Floats) -> Floats:
        """How good an item is judged, before bounds; `more` is what is planted."""
        return 0.76 + 0.07 * _spread(draw) + more


class OtherWork:
    """Weibull times, heavy-tailed waits, and people who differ in pace, in share done with AI and in what comes back."""

    def __init__(self, organisation: Organisation) -> None:
        people, streams = organisation.people, organisation.streams
        pace = np.exp(0.35 * streams.normal(len(people), "pace") - 0.06)
        rates = np.array([family.work.a_week for family in FAMILIES])[people.family]
        draws = streams.uniform(len(organisation.structure.teams), "saved")
        self.saved = np.round(LEAST_SAVED + (MOST_SAVED - LEAST_SAVED) * draws, 4)
        self.at_least = _poisson_tails(rates * pace)
        self._comes_back = -3.0 + 0.7 * streams.normal(len(people), "comes back")

    def assisted(self, rate: Floats) -> Floats:
        """The share of items done with AI, for a share of days with AI: much from the first days on."""
        return 0.85 * -np.expm1(-2.0 * rate)

    def time(self, draw: Floats) -> Floats:
        """How many times as long as usual an item takes (Weibull, median 1)."""
        return (-np.log1p(-np.clip(draw, 1e-4, 1 - 1e-4)) / np.log(2)) ** (1 / 1.3)

    def wait(self, draw: Floats) -> Floats:
        """How many times as long as usual an item waits (Lomax, median 1)."""
        tail = 2.2
        return ((1 - np.clip(draw, 1e-3, 1 - 1e-4)) ** (-1 / tail) - 1) / (2 ** (1 / tail) - 1)

    def reopened(self, owner: Ints, assisted: Flags, more: Floats, /) -> Floats:
        """The chance that an item comes back; `more` is what is planted for assisted ones (about, at the usual chance)."""
        return sigmoid(self._comes_back[owner] + assisted * (0.35 + 7.5 * more))

    def quality(self, draw: Floats, more: Floats) -> Floats:
        """How good an item is judged, before bounds; `more` is what is planted. The poor are further off than the good."""
        return 1 - 0.24 * np.exp(-0.3 * _spread(draw)) + more


def work_form(organisation: Organisation) -> WorkForm:
    """The forms of the organisation's generator."""
    return OtherWork(organisation) if organisation.plan.other else PlainWork(organisation)


def _spread(draw: Floats) -> Floats:
    """A bell-shaped value of standard deviation about 1 for a uniform draw."""
    inside = np.clip(draw, 1e-4, 1 - 1e-4)
    return np.log(inside / (1 - inside)) / 1.8


def _poisson_tails(rates: Floats) -> Floats:
    """By rate: the probability of at least 1, 2, ... MOST events."""
    below = np.exp(-rates)
    term = below.copy()
    tails = []
    for events in range(1, MOST + 1):
        tails.append(1 - below)
        term = term * rates / events
        below = below + term
    return np.stack(tails, axis=1)
