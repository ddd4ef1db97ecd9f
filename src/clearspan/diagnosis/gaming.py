"""Use for show in a quarter: what is told of it, and a panel without it. Which weeks look like show, metrics decide."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from clearspan.arrow import pc
from clearspan.diagnosis.loading import Fetch, places_of
from clearspan.diagnosis.panel import Bools, Floats, Ints, Panel
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period

VERSION = 2
"""Version of the rules by which weeks are set aside."""

STEP = 10
"""Person-weeks are told in steps of so many."""


@dataclass(frozen=True)
class UseWeeks:
    """One row a person, tool and week with counted use, in the order of these: place in the panel, number of the tool, first day
    of the week, actions, active days, and whether the week looks like show."""

    person: Ints
    tool: Ints
    week: Ints
    actions: Floats
    days: Floats
    shown: Bools
    tools: tuple[str, ...] = ()
    """The names of the tools by their numbers."""


def load_use_weeks(facts: Facts, fetch: Fetch, period: Period, people: Ints) -> UseWeeks:
    """The weeks with use of the people of a panel in a quarter as they were sent, and which of them look like show by its end. It
    never leaves the room: what is told is how many weeks were set aside."""
    inside = (facts.sent.week >= period.start) & (facts.sent.week <= period.end)
    told = facts.show.filter(facts.show.known <= period.end).select("person", "tool", "week", "known")
    rows = facts.sent.filter(inside).join(told, ["person", "tool", "week"], how="left")
    found = fetch(rows.select("person", "tool", "week", "actions", "active_days", "known"))
    found = found.sort_by([("person", "ascending"), ("tool", "ascending"), ("week", "ascending")])
    coded = found["tool"].combine_chunks().dictionary_encode()
    place = places_of(people, found["person"])
    there = place >= 0
    return UseWeeks(
        place[there],
        coded.indices.to_numpy().astype(np.int64)[there],
        found["week"].to_numpy().astype(np.int64)[there],
        found["actions"].to_numpy().astype(np.float64)[there],
        found["active_days"].to_numpy().astype(np.float64)[there],
        np.asarray(pc.is_valid(found["known"]))[there],
        tuple(coded.dictionary.to_pylist()),
    )


def set_aside(panel: Panel, use: UseWeeks) -> Panel:
    """The panel without the weeks that can be told for show by the quarter's end, those too that could not be told at their
    own: weeks with use and depth are counted again for those who have any, from what is left of them. Habit is without them
    already."""
    value, weight = ({name: figures.copy() for name, figures in of.items()} for of in (panel.value, panel.weight))
    for person in np.unique(use.person[use.shown]):
        rest = (use.person == person) & ~use.shown
        weeks = np.unique(use.week[rest])
        value["active_weeks"][person] = min(value["active_weeks"][person], 100 / 13 * len(weeks))
        days, actions = float(np.nansum(use.days[rest])), float(use.actions[rest].sum())
        known = days > 0 and actions > 0 and weight["depth"][person] > 0
        value["depth"][person] = min(value["depth"][person], 100 * float(np.log1p(actions / days))) if known else 0.0
        weight["depth"][person] = 1.0 if known else 0.0
    return replace(panel, value=value, weight=weight)


def gaming(panel: Panel, use: UseWeeks) -> Iterator[Finding]:
    """The finding on use for show: of the whole organisation, in steps of ten person-weeks. Of fewer people than the minimum
    for sentiment (it speaks ill of them) it is told only that few weeks or none were set aside."""
    fewest = panel.minimums.sensitive
    weeks = int(use.shown.sum())
    people = len(np.unique(use.person[use.shown]))
    low = weeks // STEP * STEP if people >= fewest else 0
    told = low + STEP if low else fewest * STEP
    details = {
        "weeks": (low, told),
        "of": round(len(use.shown), -2),
    }
    outcome = "set aside" if low else "few or none"
    yield Finding(
        FindingKind.GAMING, Dimension.ORGANISATION, WHOLE, panel.period.name, panel.period.start, outcome, VERSION, details
    )
