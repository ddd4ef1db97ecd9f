"""Each group's figures beside what is usual, with their errors; and the same with any one person left out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clearspan.diagnosis.camps import SMALLEST_CAMP, camps_of_groups
from clearspan.diagnosis.learning_function import DIFFER, habit_of_teachers
from clearspan.diagnosis.panel import NO_GROUP, Floats, Groups, Ints, Panel
from clearspan.diagnosis.signal import CAMPS, LEARNING_FUNCTION, SIGNALS, Kind
from clearspan.vocabulary.grid import Dimension

Bools = npt.NDArray[np.bool_]

FEWEST_OF_A_ROLE = 5
"""A job family with fewer groups is compared with all groups."""

MAD_TO_DEVIATION = 1.4826
"""A median absolute deviation times this is the standard deviation of a normal distribution."""


@dataclass(frozen=True)
class Reading:
    """One signal by group, or by group and person left out: `shift` is the figure minus what is usual, `error` its standard
    error from how the group's people differ, `spread` how much like groups differ anyway (one number), `people` how many are
    known. `shift` is NaN where nobody is known."""

    shift: Floats
    error: Floats
    spread: float
    people: Ints
    usual: Floats


@dataclass(frozen=True)
class Readings:
    """All signals of some groups (or of groups without one person); `answered` is how many people answered."""

    signals: Mapping[str, Reading]
    answered: Ints
    people: Ints

    def __len__(self) -> int:
        return len(self.people)

    def without_answers_of(self, groups: Bools) -> "Readings":
        """The same with every answer of some groups unknown: too few of their people answered for it to be looked at."""
        signals = dict(self.signals)
        for name, reading in self.signals.items():
            if SIGNALS[name].kind is Kind.ANSWER:
                signals[name] = replace(reading, shift=np.where(groups, np.nan, reading.shift))
        return Readings(signals, self.answered, self.people)


@dataclass(frozen=True)
class Sums:
    """A signal summed by group: weights, values, and how many people are known."""

    weight: Floats
    value: Floats
    count: Ints


def read(panel: Panel, groups: Groups) -> tuple[Readings, Readings, Ints]:
    """The readings of every group; the same for each person of a group with that person left out; and the
    group of each of those."""
    member = np.flatnonzero(groups.of_person != NO_GROUP)
    group, count = groups.of_person[member], len(groups.names)
    role = _roles(panel, member, group, count)
    whole, without = dict[str, Reading](), dict[str, Reading]()
    for name, signal in SIGNALS.items():
        if name in (CAMPS, LEARNING_FUNCTION):
            continue
        value, weight = panel.value[name][member], panel.weight[name][member]
        sums = _sums(value, weight, group, count)
        within = _within(value, weight, group, sums)
        if signal.of_few:
            sums = replace(sums, weight=np.where(sums.count < panel.minimums.rate, 0.0, sums.weight))
        figure, error = _figure(sums, within)
        usual, spread = _usual(figure, error, sums, role if signal.by_role else np.zeros(count, dtype=np.int64))
        whole[name] = Reading(figure - usual, error, spread, sums.count, usual)
        less = _less(sums, value, weight, group)
        figure, error = _figure(less, within)
        without[name] = Reading(figure - usual[group], error, spread, less.count, usual[group])
    whole[CAMPS], without[CAMPS] = _camps(panel, member, group, count)
    whole[LEARNING_FUNCTION], without[LEARNING_FUNCTION] = (_teachers(panel, rows) for rows in (count, len(group)))
    people = np.bincount(group, minlength=count)
    answered = np.bincount(group, weights=panel.answered[member], minlength=count).astype(np.int64)
    one_less = Readings(without, answered[group] - panel.answered[member], people[group] - 1)
    return Readings(whole, answered, people), one_less, group


def _camps(panel: Panel, member: Ints, group: Ints, count: int) -> tuple[Reading, Reading]:
    """The reading of camps. It is a figure of the whole group, not a sum over people, and has no error of its own: how much
    groups differ in it by chance is in the spread."""
    figure, left_out = camps_of_groups(panel.value["active_weeks"][member] / 100, group, count)
    size = np.bincount(group, minlength=count).astype(np.int64)
    large = size >= 2 * SMALLEST_CAMP
    usual = float(np.median(figure[large])) if large.any() else 0.0
    spread = MAD_TO_DEVIATION * float(np.median(np.abs(figure[large] - usual))) if large.any() else 0.0
    whole = Reading(np.where(large, figure - usual, np.nan), np.zeros(count), spread, size, np.full(count, usual))
    rest = np.where(large[group], left_out - usual, np.nan)
    return whole, Reading(rest, np.zeros(len(rest)), spread, size[group] - 1, np.full(len(rest), usual))


def _teachers(panel: Panel, rows: int) -> Reading:
    """The reading of those who make the training: the same for every group, and whoever is left out."""
    shift, error, usual = habit_of_teachers(panel)
    people = np.full(rows, panel.people, dtype=np.int64)
    return Reading(np.full(rows, shift), np.full(rows, error), DIFFER, people, np.full(rows, usual))


def _roles(panel: Panel, member: Ints, group: Ints, count: int) -> Ints:
    """The commonest job family of each group, as a number."""
    roles = panel.groups.get(Dimension.ROLE)
    if roles is None or not roles.names:
        return np.zeros(count, dtype=np.int64)
    mine = roles.of_person[member]
    table = np.zeros((count, len(roles.names) + 1), dtype=np.int64)
    np.add.at(table, (group, mine), 1)
    return table[:, : len(roles.names)].argmax(axis=1)


def _sums(value: Floats, weight: Floats, group: Ints, count: int) -> Sums:
    known = np.bincount(group, weights=weight > 0, minlength=count).astype(np.int64)
    weights, values = (np.bincount(group, weights=part, minlength=count).astype(np.float64) for part in (weight, value))
    return Sums(weights, values, known)


def _less(sums: Sums, value: Floats, weight: Floats, group: Ints) -> Sums:
    """The sums of each person's group without that person."""
    return Sums(sums.weight[group] - weight, sums.value[group] - value, sums.count[group] - (weight > 0))


def _within(value: Floats, weight: Floats, group: Ints, sums: Sums) -> float:
    """The variance between people of one group, for a weight of 1, pooled over all groups: small groups have no good one of
    their own."""
    mean = np.divide(sums.value, sums.weight, out=np.zeros_like(sums.value), where=sums.weight > 0)
    own = np.divide(value, weight, out=np.zeros_like(value), where=weight > 0)
    squares = float((weight * (own - mean[group]) ** 2).sum())
    freedom = float((sums.count - 1).clip(0).sum())
    return squares / freedom if freedom > 0 else 0.0


def _figure(sums: Sums, within: float) -> tuple[Floats, Floats]:
    """The figure and its standard error; NaN where nothing is known."""
    known = sums.weight > 1e-9
    figure = np.divide(sums.value, sums.weight, out=np.full(len(known), np.nan), where=known)
    error = np.sqrt(np.divide(within, sums.weight, out=np.full(len(known), np.nan), where=known))
    return figure, error


def _usual(figure: Floats, error: Floats, sums: Sums, role: Ints) -> tuple[Floats, float]:
    """What is usual for each group (the median of its like), and how much groups differ beyond their errors: both by medians,
    so that the stuck ones do not decide what is usual."""
    known = ~np.isnan(figure) & (sums.count > 0)
    if not known.any():
        return np.full(len(figure), np.nan), 0.0
    overall = float(np.median(figure[known]))
    usual = np.full(len(figure), overall)
    for each in np.unique(role[known]):
        alike = known & (role == each)
        if alike.sum() >= FEWEST_OF_A_ROLE:
            usual[role == each] = np.median(figure[alike])
    away = np.abs(figure[known] - usual[known])
    total = MAD_TO_DEVIATION * float(np.median(away))
    typical = float(np.median(error[known]))
    return usual, float(np.sqrt(max(total**2 - typical**2, (0.25 * typical) ** 2)))
