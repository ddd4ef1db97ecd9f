"""Experience starvation: whether others now do the work from which learners used to learn."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clearspan.diagnosis.banding import band
from clearspan.diagnosis.learner_work import DIMENSIONS, LearnerWork, Span
from clearspan.diagnosis.panel import NO_GROUP, Bools, Floats, Ints
from clearspan.diagnosis.pooling import Pooled, pool_means
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension

VERSION = 1
"""Version of the rules by which starvation is found."""

FALL = float(np.log(2 / 3))
"""Learners are starved where one does a third less of the work that suits them than before, beside what one other person
does."""

WIDEST = float(np.log(2.5))
"""An interval of the change that is wider (as a logarithm) tells nothing."""

STEP = 10.0
"""Shares are told in steps of so many points."""

VOLUME_FELL = 0.8
"""Learner-grade work a head below this share of what it was counts as fallen for everyone."""

MONTHS = 3.0
"""Months of either time."""


class Outcome(StrEnum):
    """What can be said of a group."""

    STARVED = "starved"
    STEADY = "steady"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few people"


@dataclass(frozen=True)
class Change:
    """One group: `change` is the logarithm of how much of the learner-grade work one learner does, beside what one other person
    does of it, now against before; with its error, and the same with each person left out. `shares` are the shares of that
    work that learners do, before and now (rows: with everyone, and each person left out; points of 100), `a_month` how many
    pieces fewer a learner does in a month."""

    group: str
    change: float
    error: float
    left_out: Floats
    shares: Floats
    a_month: Floats
    volume: float
    enough: bool


@dataclass(frozen=True)
class Starved:
    """What is said of a group. `score` is how far the change lies below none, in standard errors: for the scorecard alone."""

    dimension: Dimension
    group: str
    outcome: Outcome
    before: tuple[float, float] = (0.0, 0.0)
    now: tuple[float, float] = (0.0, 0.0)
    change: tuple[float, float] = (0.0, 0.0)
    protect: tuple[float, float] = (0.0, 0.0)
    volume_fell: bool = False
    score: float = 0.0


def find_starvation(work: LearnerWork, dimension: Dimension) -> list[Starved]:
    """Every group of a dimension, by name. A fall of volume, or of the number of learners, leaves the change as it is: it
    compares the work of one learner with that of one other person."""
    changes = [_change(work, dimension, name) for name in sorted(set(work.now.groups[dimension].names))]
    told = [each for each in changes if each.enough]
    if len(told) < 2:
        return [Starved(dimension, each.group, Outcome.TOO_FEW) for each in changes]
    pooled = pool_means(np.array([each.change for each in told]), np.array([each.error for each in told]))
    few = [Starved(dimension, each.group, Outcome.TOO_FEW) for each in changes if not each.enough]
    found = few + [_told(dimension, each, pooled, at) for at, each in enumerate(told)]
    return sorted(found, key=lambda each: each.group)


def starvation(work: LearnerWork | None) -> Iterator[Finding]:
    """The findings on experience starvation, one a department and one a job family; none where too little work is known."""
    if work is None:
        return
    for dimension in DIMENSIONS:
        for each in find_starvation(work, dimension):
            yield Finding(
                FindingKind.STARVATION,
                dimension,
                each.group,
                work.period.name,
                work.period.start,
                each.outcome.value,
                VERSION,
                {
                    "before": each.before,
                    "now": each.now,
                    "change": each.change,
                    "protect": each.protect,
                    "volume_fell": each.volume_fell,
                    "before_ai": work.before_ai,
                    "before_start": work.before.start,
                    "before_end": work.before.end,
                },
            )


def _told(dimension: Dimension, each: Change, pooled: Pooled, at: int) -> Starved:
    low, high = float(pooled.low[at]), float(pooled.high[at])
    every = np.append(each.left_out, each.change)
    starved = high < 0 and pooled.middle[at] < FALL and every.max() < FALL
    unclear = min(float(pooled.middle[at]), float(every.min())) < FALL or high - low > WIDEST
    outcome = Outcome.STARVED if starved else Outcome.CANNOT_TELL if unclear else Outcome.STEADY
    apart = every - each.change
    bounds = 100 * np.expm1(np.array([low + apart.min(), high + apart.max()]))
    return Starved(
        dimension,
        each.group,
        outcome,
        before=band(each.shares[:, 0], STEP),
        now=band(each.shares[:, 1], STEP),
        change=band(bounds, 5.0),
        protect=band(np.maximum(each.a_month, 0), 0.5) if starved else (0.0, 0.0),
        volume_fell=each.volume < VOLUME_FELL,
        score=-each.change / each.error,
    )


def _change(work: LearnerWork, dimension: Dimension, name: str) -> Change:
    before, now = _Side.of(work.before, dimension, name), _Side.of(work.now, dimension, name)
    enough = min(before.fewest(), now.fewest()) >= work.minimums.rate
    if not enough or min(*before.sums(), *now.sums()) <= 0:
        return Change(name, np.nan, np.nan, np.zeros(0), np.zeros((0, 2)), np.zeros(0), 1.0, enough=False)
    change = now.contrast() - before.contrast()
    error = _error(before, now)
    everyone = np.union1d(before.person, now.person)
    rest = [(before.without(person), now.without(person)) for person in everyone.tolist()]
    left_out = np.array([after.contrast() - first.contrast() for first, after in rest])
    pairs = [(before, now), *rest]
    shares = np.array([[100 * first.share(), 100 * after.share()] for first, after in pairs])
    a_month = np.array([(first.each() - after.each()) / MONTHS for first, after in pairs])
    return Change(name, change, error, left_out, shares, a_month, now.volume() / before.volume(), enough=True)


@dataclass(frozen=True)
class _Side:
    """A group in one time: its people, who is a learner, and what each finished."""

    person: Ints
    learner: Bools
    done: Floats

    @classmethod
    def of(cls, span: Span, dimension: Dimension, name: str) -> "_Side":
        groups = span.groups[dimension]
        number = groups.names.index(name) if name in groups.names else NO_GROUP - 1
        inside = groups.of_person == number
        return cls(span.person[inside], span.learner[inside], span.done[inside])

    def without(self, person: int) -> "_Side":
        rest = self.person != person
        return _Side(self.person[rest], self.learner[rest], self.done[rest])

    def fewest(self) -> int:
        return int(min(self.learner.sum(), (~self.learner).sum()))

    def sums(self) -> tuple[float, float]:
        """What learners and what others finished."""
        return float(self.done[self.learner].sum()), float(self.done[~self.learner].sum())

    def contrast(self) -> float:
        """How much one learner does beside one other person, as a logarithm."""
        mine, theirs = self.done[self.learner], self.done[~self.learner]
        return float(np.log(max(mine.mean(), 1e-3)) - np.log(max(theirs.mean(), 1e-3)))

    def share(self) -> float:
        mine, theirs = self.sums()
        return mine / (mine + theirs)

    def each(self) -> float:
        """What one learner finished."""
        return float(self.done[self.learner].mean())

    def volume(self) -> float:
        """What one person finished."""
        return float(self.done.mean())

    def influence(self) -> Floats:
        """What each person adds to the contrast, beyond the mean of their side."""
        mine, theirs = self.sums()
        count = np.where(self.learner, self.learner.sum(), (~self.learner).sum())
        total = np.where(self.learner, mine, theirs)
        return np.where(self.learner, 1.0, -1.0) * (self.done / total - 1 / count)


def _error(before: _Side, now: _Side) -> float:
    """The standard error of a change of contrasts: people are drawn, and the same person counts once over both times."""
    everyone = np.union1d(before.person, now.person)
    moved = np.zeros(len(everyone))
    moved[np.searchsorted(everyone, now.person)] += now.influence()
    moved[np.searchsorted(everyone, before.person)] -= before.influence()
    return float(np.sqrt((moved**2).sum()))
