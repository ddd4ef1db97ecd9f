"""What may be said of a group's diagnosis: only what no single person decides, only of enough people, and 'cannot tell' else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.engine import NOTHING, UNKNOWN, Weighed, ranked, weigh
from clearspan.diagnosis.next_question import next_question
from clearspan.diagnosis.panel import Groups, Panel
from clearspan.diagnosis.readings import Readings, read
from clearspan.diagnosis.siblings import JOINED, with_siblings
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.minimums import Minimums

VERSION = 1
"""Version of the rules by which a verdict is found."""

SURE = 0.5
"""Probability from which a cause is named."""

SURE_SILENT = 0.6
"""Probability from which a cause is named from use, work and records alone: the answers, by which like causes are told apart, are
missing."""

STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Probabilities are told as the step they reach, so that no single answer shows in them."""

NAMED = 3
"""How many causes are listed at most."""


class Outcome(StrEnum):
    """What a diagnosis comes to."""

    CAUSE = "cause"
    NO_OBSTACLE = "no obstacle"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few people"


@dataclass(frozen=True)
class Ranked:
    """A cause with the probability that it reaches at least."""

    cause: str
    at_least: float


@dataclass(frozen=True)
class Verdict:
    """What is said of a group. `causes` are ranked where there are any to name; `speaks_for` and `speaks_against` are names of
    signals of the first one; `why_not` says in a word why nothing could be told; `ask` is the question that would help
    most."""

    dimension: Dimension
    group: str
    outcome: Outcome
    causes: tuple[Ranked, ...] = ()
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()
    why_not: str = ""
    ask: str = ""
    likeliest: tuple[str, ...] = ()
    """The hypotheses from the likeliest on, and `probability` of the first: for the scorecard alone, never released."""
    probability: float = 0.0


def diagnose(panel: Panel, causes: Mapping[str, Cause], dimension: Dimension) -> list[Verdict]:
    """The verdict of every group of a dimension, by name.

    Of fewer people who answered than the minimum for sentiment, the answers are not looked at; of fewer people than that for
    rates, nothing is said even from use, work and records. Teams in which too few answered are spoken of together with siblings
    ('A + B'), and by themselves where use, work and records alone show why they are stuck.
    """
    alone = _verdicts(panel, panel.groups[dimension], causes, dimension)
    if dimension is not Dimension.TEAM:
        return alone
    joined = _verdicts(panel, with_siblings(panel, panel.minimums.sensitive), causes, dimension)
    together = [verdict for verdict in joined if JOINED in verdict.group]
    return sorted([*alone, *together], key=lambda verdict: verdict.group)


def _verdicts(panel: Panel, groups: Groups, causes: Mapping[str, Cause], dimension: Dimension) -> list[Verdict]:
    whole, without, group = read(panel, groups)
    few = whole.answered < panel.minimums.sensitive
    whole, without = whole.without_answers_of(few), without.without_answers_of(few[group])
    of_groups, of_rest = weigh(causes, whole), weigh(causes, without)
    found = [
        _verdict(
            _Case((dimension, name), causes, panel.minimums, whole, without, of_groups, of_rest, at, np.flatnonzero(group == at))
        )
        for at, name in enumerate(groups.names)
    ]
    return sorted(found, key=lambda verdict: verdict.group)


@dataclass(frozen=True)
class _Case:
    """A group: its place among the groups, and the places of its people among those left out."""

    what: tuple[Dimension, str]
    causes: Mapping[str, Cause]
    minimums: Minimums
    whole: Readings
    without: Readings
    of_groups: Weighed
    of_rest: Weighed
    at: int
    left_out: np.ndarray

    def steady(self, hypothesis: str) -> float:
        """The least probability of a hypothesis, with everyone and with any one person left out."""
        column = self.of_groups.names.index(hypothesis)
        rest = self.of_rest.probability[self.left_out, column]
        return float(min(self.of_groups.probability[self.at, column], rest.min(initial=1.0)))


def _verdict(case: _Case) -> Verdict:
    if case.whole.people[case.at] < case.minimums.rate:
        return Verdict(*case.what, Outcome.TOO_FEW, why_not="the group has too few people")
    order = ranked(case.of_groups, case.at)
    first, probability = order[0]
    likeliest = tuple(name for name, _ in order[: NAMED + 2])
    return replace(_told(case, first), likeliest=likeliest, probability=probability)


def _told(case: _Case, first: str) -> Verdict:
    sure = case.steady(first)
    silent = case.whole.answered[case.at] < case.minimums.sensitive
    if silent and (first not in case.causes or sure < SURE_SILENT):
        return Verdict(*case.what, Outcome.TOO_FEW, why_not=f"fewer than {case.minimums.sensitive} people answered")
    if first == NOTHING and sure >= SURE:
        return Verdict(*case.what, Outcome.NO_OBSTACLE)
    if first in (NOTHING, UNKNOWN) or sure < SURE:
        return _cannot_tell(case, first)
    speaks_for, against = _evidence(case, first)
    return Verdict(*case.what, Outcome.CAUSE, _named(case), speaks_for, against)


def _named(case: _Case) -> tuple[Ranked, ...]:
    """The causes that keep their place and reach a step whoever is left out."""
    found = []
    for name, _ in ranked(case.of_groups, case.at)[:NAMED]:
        step = _step(case.steady(name))
        if name in case.causes and (step > 0 or not found):
            found.append(Ranked(name, step))
    return tuple(found)


def _step(probability: float) -> float:
    return max((step for step in STEPS if step <= probability), default=0.0)


def _cannot_tell(case: _Case, first: str) -> Verdict:
    """Why nothing is told, and the question that would help most."""
    stuck = first == UNKNOWN
    why_not = "use is low, and no answer says why" if stuck else "what is seen fits more than one reason"
    ask = next_question(case.causes, case.of_groups.names, case.of_groups.probability[case.at], case.whole)
    return Verdict(*case.what, Outcome.CANNOT_TELL, why_not=why_not, ask=ask)


def _evidence(case: _Case, cause: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The signals that speak for a cause and against it, the same whoever is left out."""
    speaks_for, against = [], []
    for expected in case.causes[cause].expects:
        toward = np.sign(expected.shift) if expected.shift else 0.0
        whole, rest = case.whole.signals[expected.signal], case.without.signals[expected.signal]
        shifts = np.append(rest.shift[case.left_out], whole.shift[case.at]) * toward
        if np.isnan(shifts).any() or not toward:
            continue
        half = abs(expected.shift) / 2
        if (shifts >= half).all():
            speaks_for.append(expected.signal)
        elif (shifts < half / 2).all():
            against.append(expected.signal)
    return tuple(speaks_for), tuple(against)
