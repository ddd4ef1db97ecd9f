"""Rework: whether AI-assisted work comes back more often than other work of the same kind and difficulty."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clearspan.diagnosis.banding import band
from clearspan.diagnosis.loading import Fetch, places_of
from clearspan.diagnosis.panel import Bools, Floats, Ints, Panel
from clearspan.diagnosis.pooling import pool_means
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension

VERSION = 1
"""Version of the rules by which rework is found."""

MORE = 5.0
"""Points of 100 by which AI-assisted work must come back more often for that to be said."""

WIDEST = 16.0
"""An interval that is wider, in points, tells nothing."""

STEP = 2.5
"""Points are told in steps of so many."""

DIMENSIONS = (Dimension.DEPARTMENT, Dimension.ROLE)


class Outcome(StrEnum):
    """What can be said of a group."""

    MORE = "more"
    ALIKE = "alike"
    LESS = "less"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few people"


@dataclass(frozen=True)
class Work:
    """Finished pieces of work of a quarter: whose (place in the panel), in which stratum of kind, job family and difficulty,
    whether done with AI, and whether it came back."""

    person: Ints
    stratum: Ints
    assisted: Bools
    back: Bools


@dataclass(frozen=True)
class Rework:
    """What is said of a group: how many points of 100 more AI-assisted work comes back, as bounds. `score` is the difference in
    standard errors: for the scorecard alone."""

    dimension: Dimension
    group: str
    outcome: Outcome
    more: tuple[float, float] = (0.0, 0.0)
    score: float = 0.0


def load_work(facts: Facts, fetch: Fetch, panel: Panel) -> Work:
    """The finished work of a panel of which it is known whether AI helped and whether it came back."""
    item, period = facts.work_item, panel.period
    wanted = (item.finished_day >= period.start) & (item.finished_day <= period.end)
    wanted = wanted & item.ai_assisted.notnull() & item.reopened.notnull()
    rows = fetch(item.filter(wanted).select("person", "kind", "role", "difficulty", "ai_assisted", "reopened"))
    place = places_of(panel.person, rows["person"])
    there = place >= 0
    told = zip(rows["kind"].to_pylist(), rows["role"].to_pylist(), rows["difficulty"].to_pylist(), strict=True)
    names = [f"{kind}|{role}|{difficulty}" for kind, role, difficulty in told]
    _, stratum = np.unique(np.array(names, dtype=np.str_), return_inverse=True)
    assisted, back = (rows[name].to_numpy() > 0 for name in ("ai_assisted", "reopened"))
    return Work(place[there], stratum.astype(np.int64)[there], assisted[there], back[there])


def find_rework(panel: Panel, work: Work, dimension: Dimension) -> list[Rework]:
    """Every group of a dimension, by name. Like is compared with like: differences within strata are weighed together (Mantel and
    Haenszel's weights), groups are pooled, and what is said holds whoever is left out."""
    groups = panel.groups[dimension]
    told: list[tuple[str, float, float, Floats]] = []
    found: list[Rework] = []
    for at, name in enumerate(groups.names):
        of_group = groups.of_person[work.person] == at
        both = np.intersect1d(work.person[of_group & work.assisted], work.person[of_group & ~work.assisted])
        difference = _difference(work, of_group) if len(both) >= panel.minimums.rate else None
        if difference is None:
            found.append(Rework(dimension, name, Outcome.TOO_FEW))
        else:
            told.append((name, *difference))
    if len(told) < 2:
        return sorted(found + [Rework(dimension, each[0], Outcome.TOO_FEW) for each in told], key=lambda each: each.group)
    pooled = pool_means(np.array([each[1] for each in told]), np.array([each[2] for each in told]))
    for at, (name, middle, error, left_out) in enumerate(told):
        apart = np.append(left_out - middle, 0.0)
        bounds = float(pooled.low[at] + apart.min()), float(pooled.high[at] + apart.max())
        steady = float(pooled.middle[at] + apart.min()), float(pooled.middle[at] + apart.max())
        outcome = _outcome(bounds, steady)
        found.append(Rework(dimension, name, outcome, band(np.array(bounds), STEP), middle / error))
    return sorted(found, key=lambda each: each.group)


def rework(panel: Panel, work: Work) -> Iterator[Finding]:
    """The findings on rework: one a department and one a job family."""
    for dimension in DIMENSIONS:
        for each in find_rework(panel, work, dimension):
            period, details = panel.period, {"more": each.more}
            outcome = each.outcome.value
            yield Finding(FindingKind.REWORK, dimension, each.group, period.name, period.start, outcome, VERSION, details)


def _outcome(bounds: tuple[float, float], middle: tuple[float, float]) -> Outcome:
    low, high = bounds
    if low > 0 and middle[0] >= MORE:
        return Outcome.MORE
    if high < 0 and middle[1] <= -MORE:
        return Outcome.LESS
    return Outcome.ALIKE if high - low <= WIDEST and max(abs(middle[0]), abs(middle[1])) < MORE else Outcome.CANNOT_TELL


def _difference(work: Work, of_group: Bools) -> tuple[float, float, Floats] | None:
    """The difference in points, its standard error with people drawn (the jackknife), and it without each person; None where
    no stratum holds both kinds of work."""
    person, stratum = work.person[of_group], work.stratum[of_group]
    people, who = np.unique(person, return_inverse=True)
    _, cell = np.unique(stratum, return_inverse=True)
    cells = int(cell.max(initial=0)) + 1
    assisted, back = work.assisted[of_group], work.back[of_group]
    sums = np.zeros((4, len(people), cells))
    for row, (kind, weight) in enumerate(((True, None), (True, back), (False, None), (False, back))):
        mine = assisted == kind
        np.add.at(sums[row], (who[mine], cell[mine]), 1.0 if weight is None else weight[mine].astype(np.float64))
    total = sums.sum(axis=1)
    whole = _weighed(total)
    if np.isnan(whole):
        return None
    left_out = np.array([_weighed(total - sums[:, place]) for place in range(len(people))])
    left_out = np.where(np.isnan(left_out), whole, left_out)
    count = len(people)
    error = float(np.sqrt((count - 1) / count * ((left_out - left_out.mean()) ** 2).sum()))
    return whole, max(error, 1e-6), left_out


def _weighed(sums: Floats) -> float:
    """The difference of shares in points, weighed over strata; rows: assisted pieces, those of them back, others, those back."""
    with_ai, back_with, without, back_without = sums
    both = (with_ai > 0) & (without > 0)
    if not both.any():
        return float("nan")
    weight = with_ai[both] * without[both] / (with_ai[both] + without[both])
    difference = back_with[both] / with_ai[both] - back_without[both] / without[both]
    return float(100 * (weight * difference).sum() / weight.sum())
