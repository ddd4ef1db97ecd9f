"""What leaders and staff believe of the same statements, and what is measured of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.diagnosis.loading import ANSWERS_DAYS, SCALES, Fetch, places_of
from clearspan.diagnosis.panel import Bools, Floats, Groups, Ints, Panel
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.grid import WHOLE, Dimension


@dataclass(frozen=True)
class Statement:
    """One statement: the question by which people are asked, and the signal that measures it, if any (a share of people)."""

    name: str
    title: str
    item: str
    measured: str = ""
    measured_as: str = ""


FEWEST_REPEATS = 50
"""Answers beyond each person's first, below which it is not known how much one person's answers differ."""

STATEMENTS: dict[str, Statement] = {
    each.name: each
    for each in (
        Statement("prepared", "People are prepared for AI", "organisation_prepares_us"),
        Statement("skilled", "People use AI well", "confidence", "habit", "people with a habit"),
        Statement("equipped", "People have the tools", "tools_access", "licensed", "people with a licence"),
        Statement("helped", "AI helps the work", "benefit"),
    )
}
"""Every statement by name."""


@dataclass(frozen=True)
class Beliefs:
    """The people of a panel: who leads, and by statement what each answered (points of 100, NaN: nothing) and what is measured of
    each (0 or 100, NaN: not known). `groups` are the organisation and its divisions. `noise` is by statement the variance of one
    person's answers from day to day (NaN: too few answered more than once)."""

    panel: Panel
    leads: Bools
    answered: Mapping[str, Floats]
    measured: Mapping[str, Floats]
    groups: Mapping[Dimension, Groups]
    noise: Mapping[str, float] = field(default_factory=dict[str, float])


def load_beliefs(facts: Facts, fetch: Fetch, panel: Panel, leading_levels: frozenset[str]) -> Beliefs:
    """The beliefs of a quarter. Leaders are the people of the leading levels; where none is set, those who have somebody
    reporting to them."""
    everyone = Groups((WHOLE,), np.zeros(panel.people, dtype=np.int64))
    measured = {}
    for name, statement in STATEMENTS.items():
        if statement.measured and panel.weight[statement.measured].any():
            weight = panel.weight[statement.measured]
            value = np.divide(panel.value[statement.measured], weight, out=np.full(panel.people, np.nan), where=weight > 0)
            measured[name] = value
    answered, noise = _answered(facts, fetch, panel)
    groups = {Dimension.ORGANISATION: everyone, Dimension.DIVISION: panel.groups[Dimension.DIVISION]}
    return Beliefs(panel, _leads(facts, fetch, panel, leading_levels), answered, measured, groups, noise)


def _leads(facts: Facts, fetch: Fetch, panel: Panel, leading_levels: frozenset[str]) -> Bools:
    found = np.zeros(panel.people, dtype=np.bool_)
    if leading_levels:
        people: Any = facts.members
        period = panel.period
        rows = fetch(people.filter((people.kind == period.kind.value) & (people.start == period.start)).select("person", "level"))
        rows = rows.filter(pc.is_in(rows["level"], value_set=pa.array(sorted(leading_levels), type=pa.string())))
    else:
        spell, end = facts.person_spell, panel.period.end
        there = (spell.from_day <= end) & (spell.to_day.isnull() | (spell.to_day >= end)) & (spell.is_manager == 1)
        rows = fetch(spell.filter(there).select("person"))
    place = places_of(panel.person, rows["person"])
    found[place[place >= 0]] = True
    return found


def _answered(facts: Facts, fetch: Fetch, panel: Panel) -> tuple[dict[str, Floats], dict[str, float]]:
    """By statement each person's latest answer of the last year, in points of 100; and how much a person's answers differ."""
    answer, end = facts.answer, panel.period.end
    items = [statement.item for statement in STATEMENTS.values()]
    wanted = (answer.day <= end) & (answer.day > end - ANSWERS_DAYS) & answer.value.notnull() & answer.item.isin(items)
    rows = fetch(answer.filter(wanted).select("person", "item", "day", "value")).sort_by("day")
    found: dict[str, Floats] = {}
    noise: dict[str, float] = {}
    for name, statement in STATEMENTS.items():
        mine = rows.filter(pc.equal(rows["item"], statement.item))
        points = np.full(panel.people, np.nan)
        if mine.num_rows:
            value, place = mine["value"].to_numpy(), places_of(panel.person, mine["person"])
            high, low = next(((high, low) for high, low in SCALES if value.max() <= high), (float(value.max()), 0.0))
            place, said = place[place >= 0], 100 * (value[place >= 0] - low) / (high - low)
            points[place] = said
            noise[name] = _noise(place, said)
        found[name] = points
    return found, noise


def _noise(person: Ints, points: Floats) -> float:
    """The variance of one person's answers, pooled over people who answered more than once; NaN where they are too few."""
    _, of_person, count = np.unique(person, return_inverse=True, return_counts=True)
    freedom = int((count - 1).sum())
    if freedom < FEWEST_REPEATS:
        return float("nan")
    mean = np.bincount(of_person, weights=points) / count
    return float(((points - mean[of_person]) ** 2).sum() / freedom)
