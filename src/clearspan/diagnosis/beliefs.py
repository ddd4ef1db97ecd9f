"""What leaders and staff believe of the same statements, and what is measured of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.diagnosis.loading import ANSWERS_DAYS, SCALES, Fetch, places_of
from clearspan.diagnosis.panel import Bools, Floats, Groups, Panel
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
    each (0 or 100, NaN: not known). `groups` are the organisation and its divisions."""

    panel: Panel
    leads: Bools
    answered: Mapping[str, Floats]
    measured: Mapping[str, Floats]
    groups: Mapping[Dimension, Groups]


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
    return Beliefs(
        panel,
        _leads(facts, fetch, panel, leading_levels),
        _answered(facts, fetch, panel),
        measured,
        {Dimension.ORGANISATION: everyone, Dimension.DIVISION: panel.groups[Dimension.DIVISION]},
    )


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


def _answered(facts: Facts, fetch: Fetch, panel: Panel) -> dict[str, Floats]:
    """By statement each person's latest answer of the last year, in points of 100."""
    answer, end = facts.answer, panel.period.end
    items = [statement.item for statement in STATEMENTS.values()]
    wanted = (answer.day <= end) & (answer.day > end - ANSWERS_DAYS) & answer.value.notnull() & answer.item.isin(items)
    rows = fetch(answer.filter(wanted).select("person", "item", "day", "value")).sort_by("day")
    found: dict[str, Floats] = {}
    for name, statement in STATEMENTS.items():
        mine = rows.filter(pc.equal(rows["item"], statement.item))
        points = np.full(panel.people, np.nan)
        if mine.num_rows:
            value, place = mine["value"].to_numpy(), places_of(panel.person, mine["person"])
            high, low = next(((high, low) for high, low in SCALES if value.max() <= high), (float(value.max()), 0.0))
            points[place[place >= 0]] = 100 * (value[place >= 0] - low) / (high - low)
        found[name] = points
    return found
