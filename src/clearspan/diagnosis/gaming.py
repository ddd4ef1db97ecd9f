"""Use for show: weeks that look like bursts or like loops, set aside so that they raise no figure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from clearspan.diagnosis.loading import Fetch, places_of
from clearspan.diagnosis.panel import Bools, Floats, Ints, Panel
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period
from clearspan.vocabulary.tool import ANY_TOOL

VERSION = 1
"""Version of the rules by which weeks are set aside."""

HISTORY_DAYS = 182
"""How far back a person's own use is looked at: two quarters."""

FEWEST_ITEMS = 4
"""Finished pieces of work of which it is known whether AI helped, from which on their lack says something."""


@dataclass(frozen=True)
class Bar:
    """From when on a week looks like show: a stretch of `weeks` in which what is done in a day differs by less than `even` (its
    standard deviation over its mean), and which holds `much` times what an active week of the tool holds as a rule; or one week
    that is `burst` times one's own others as a rule, and `high` times such a week of the tool."""

    weeks: int
    even: float
    much: float
    burst: float
    high: float


NO_OUTPUT = Bar(weeks=6, even=0.22, much=1.2, burst=3.0, high=2.0)
"""For people who finished work of which none was done with AI."""

UNKNOWN = Bar(weeks=8, even=0.12, much=2.0, burst=8.0, high=6.0)
"""For people of whose work it is not known."""

WORKDAYS = 5.0

FEWEST_WEEKS = 5
"""Weeks with use that it takes to know what is usual for a person."""

STEP = 10
"""Person-weeks are told in steps of so many."""


@dataclass(frozen=True)
class UseWeeks:
    """One row a person, tool and week with use, in the order of these: place in the panel, number of the tool, first day of the
    week, actions, and active days (NaN where not reported). `helped` is by person: the pieces of finished work that were done
    with AI, and those of which it is known (two columns)."""

    person: Ints
    tool: Ints
    week: Ints
    actions: Floats
    days: Floats
    helped: Floats
    tools: tuple[str, ...] = ()
    """The names of the tools by their numbers."""


def load_use_weeks(facts: Facts, fetch: Fetch, period: Period, people: Ints) -> UseWeeks:
    """The weeks with use of the people of a panel in the two quarters up to the end of one, and their work in the last one."""
    weekly, item = facts.weekly, facts.work_item
    wanted = (weekly.tool != ANY_TOOL) & (weekly.active == 1) & weekly.actions.notnull()
    wanted = wanted & (weekly.week <= period.end) & (weekly.week > period.end - HISTORY_DAYS)
    rows = fetch(weekly.filter(wanted).select("person", "tool", "week", "actions", "active_days"))
    rows = rows.sort_by([("person", "ascending"), ("tool", "ascending"), ("week", "ascending")])
    coded = rows["tool"].combine_chunks().dictionary_encode()
    tool = coded.indices.to_numpy().astype(np.int64)
    place = places_of(people, rows["person"])
    there = place >= 0
    done = (item.finished_day >= period.start) & (item.finished_day <= period.end) & item.ai_assisted.notnull()
    work = fetch(item.filter(done).select("person", "ai_assisted"))
    doer, assisted = places_of(people, work["person"]), work["ai_assisted"].to_numpy().astype(np.float64)
    mine = doer >= 0
    counted = [
        np.bincount(doer[mine], weights=weight[mine], minlength=len(people)).astype(np.float64)
        for weight in (assisted, np.ones(len(doer)))
    ]
    return UseWeeks(
        place[there],
        tool[there],
        rows["week"].to_numpy().astype(np.int64)[there],
        rows["actions"].to_numpy().astype(np.float64)[there],
        rows["active_days"].cast("float64").to_numpy(zero_copy_only=False)[there],
        np.stack(counted, axis=1),
        tuple(coded.dictionary.to_pylist()),
    )


def for_show(use: UseWeeks) -> Bools:
    """By row: whether the week looks like show. Who finishes work with AI never shows off here. It never leaves the room: what is
    told is how many weeks were set aside."""
    usual = np.ones(len(use.tool))
    for tool in np.unique(use.tool):
        actions = use.actions[(use.tool == tool) & (use.actions > 0)]
        usual[use.tool == tool] = max(float(np.median(actions)), 1.0) if len(actions) else 1.0
    shown = np.zeros(len(use.person), dtype=np.bool_)
    edges = np.flatnonzero(np.append(True, (np.diff(use.person) != 0) | (np.diff(use.tool) != 0)))
    for first, last in zip(edges, np.append(edges[1:], len(use.person)), strict=True):
        assisted, known = use.helped[use.person[first]] if len(use.person) else (0.0, 0.0)
        if known >= FEWEST_ITEMS and assisted > 0:
            continue
        bar, mine = NO_OUTPUT if known >= FEWEST_ITEMS else UNKNOWN, slice(first, last)
        shown[mine] = _even(use.actions[mine], use.days[mine], usual[mine], bar) | _bursts(use.actions[mine], usual[mine], bar)
    return shown


def _even(actions: Floats, days: Floats, usual: Floats, bar: Bar) -> Bools:
    """The weeks of stretches in which each day holds nearly the same, and much."""
    a_day = actions / np.where(np.isnan(days) | (days < 1), WORKDAYS, days)
    found = np.zeros(len(actions), dtype=np.bool_)
    for start in range(len(actions) - bar.weeks + 1):
        at = slice(start, start + bar.weeks)
        mean = a_day[at].mean()
        if mean > 0 and a_day[at].std(ddof=1) < bar.even * mean and actions[at].mean() > bar.much * usual[start]:
            found[at] = True
    return found


def _bursts(actions: Floats, usual: Floats, bar: Bar) -> Bools:
    """The weeks that stand far above one's own others and above what the tool is used as a rule."""
    if len(actions) < FEWEST_WEEKS:
        return np.zeros(len(actions), dtype=np.bool_)
    return (actions > bar.burst * max(float(np.median(actions)), 1.0)) & (actions > bar.high * usual)


def set_aside(panel: Panel, use: UseWeeks, shown: Bools, habitual_weeks: int) -> Panel:
    """The panel without the weeks that look like show: weeks with use, habit and depth are counted again for those who have
    any, from what is left of them; `habitual_weeks` of the last twelve make a habit."""
    value, weight = ({name: figures.copy() for name, figures in of.items()} for of in (panel.value, panel.weight))
    inside = (use.week >= panel.period.start) & (use.week <= panel.period.end)
    for person in np.unique(use.person[shown & inside]):
        rest = (use.person == person) & ~shown & inside
        weeks = np.unique(use.week[rest])
        value["active_weeks"][person] = min(value["active_weeks"][person], 100 / 13 * len(weeks))
        if len(weeks) < habitual_weeks:
            value["habit"][person] = 0.0
        days, actions = float(np.nansum(use.days[rest])), float(use.actions[rest].sum())
        known = days > 0 and actions > 0 and weight["depth"][person] > 0
        value["depth"][person] = min(value["depth"][person], 100 * float(np.log1p(actions / days))) if known else 0.0
        weight["depth"][person] = 1.0 if known else 0.0
    return replace(panel, value=value, weight=weight)


def gaming(panel: Panel, use: UseWeeks, shown: Bools) -> Iterator[Finding]:
    """The finding on use for show: of the whole organisation, in steps of ten person-weeks. Of fewer people than the minimum
    for sentiment (it speaks ill of them) it is told only that few weeks or none were set aside."""
    fewest = panel.minimums.sensitive
    inside = (use.week >= panel.period.start) & (use.week <= panel.period.end)
    weeks = int((shown & inside).sum())
    people = len(np.unique(use.person[shown & inside]))
    low = weeks // STEP * STEP if people >= fewest else 0
    told = low + STEP if low else fewest * STEP
    details = {
        "weeks": (low, told),
        "of": round(int(inside.sum()), -2),
        "work_known": bool((use.helped[:, 1] >= FEWEST_ITEMS).any()),
    }
    outcome = "set aside" if low else "few or none"
    yield Finding(
        FindingKind.GAMING, Dimension.ORGANISATION, WHOLE, panel.period.name, panel.period.start, outcome, VERSION, details
    )
