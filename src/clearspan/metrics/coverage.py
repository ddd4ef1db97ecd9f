"""In which periods a tool can be judged, and what is known about it there.

A month or quarter is covered when all its weeks are (a week belongs to the month of its Thursday; a first week that
began before the data window is not asked for, a last week that ends after it is); a month also when a feed states that
month as such, and a quarter also when each of its months is covered in one way or the other. All tools together are
covered where at least one tool is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Any

from clearspan.metrics.arrow_rows import ArrowTable, arrow_rows
from clearspan.metrics.expression import COUNTER_BITS
from clearspan.metrics.feeds import Chosen, Known, choose
from clearspan.metrics.time_grid import TimeGrid
from clearspan.vocabulary.period import Period, PeriodKind, quarter_of
from clearspan.vocabulary.tool import ANY_TOOL, WHOLE_TOOL


@dataclass(frozen=True)
class State:
    """What is known of a tool in a period, each 1 or 0: `weeks` every week of it, `days` on how many days people were
    active, `dates` on which, `actions` how many actions they took, `surfaces` where in the tool."""

    weeks: int
    days: int
    dates: int
    actions: int
    surfaces: int


@dataclass(frozen=True)
class Coverage:
    """What `read_coverage` found.

    `chosen`: the usage rows that count, as (tool, source, grain, start_day, end_day), what they count towards (kind, start),
    and `day_counter`, which is 1 in the packed counter of its weekday (Monday first), 0 for a week or month.
    `covered`: one row a tool (or 'any'), kind and start that is covered, with the State, and for a week `run_start` and
    `run_end` (first and last day of the unbroken run of covered weeks around it) and `actions_from` (first day of the
    unbroken run of weeks with actions that ends in it, or after it where it has none); 0 for months and quarters.
    """

    chosen: ArrowTable
    covered: ArrowTable


def read_coverage(known: Iterable[Known], grid: TimeGrid) -> Coverage:
    """The coverage that follows from what the usage table holds, within the days of `grid`."""
    rows = list(known)
    chosen = choose(rows, grid)
    stated = _stated(rows, chosen)
    weeks = {key: state for key, state in stated.items() if key[1] == PeriodKind.WEEK}
    weeks |= _any_tool(weeks)
    states = weeks | _longer(stated, weeks, grid)
    return Coverage(_chosen_rows(rows, chosen), _covered_rows(states))


_CHOSEN = ("tool", "source", "grain", "start_day", "end_day", "kind", "start", "day_counter")

_Key = tuple[str, PeriodKind, int]
"""Tool, kind of period, its first day."""


def _stated(rows: list[Known], chosen: Chosen) -> dict[_Key, State]:
    """The state of each tool in each week and month that a feed speaks for as such."""
    with_surfaces = {(row.tool, row.source, row.grain) for row in rows if row.surface != WHOLE_TOOL}
    days: set[_Key] = set()
    actions: set[_Key] = set()
    for row in rows:
        counted = chosen.period_of(row) if row.surface == WHOLE_TOOL else None
        if counted:
            days.update([(row.tool, *counted)] if row.days else [])
            actions.update([(row.tool, *counted)] if row.actions else [])
    states: dict[_Key, State] = {}
    for kind, choices in ((PeriodKind.WEEK, chosen.weeks), (PeriodKind.MONTH, chosen.months)):
        for (tool, start), choice in choices.items():
            key = (tool, kind, start)
            dates = int(choice.grain == "day")
            by_week = int(kind is PeriodKind.WEEK)
            surfaces = int((tool, choice.source, choice.grain) in with_surfaces)
            known_days = max(dates, by_week * int(key in days))
            states[key] = State(by_week, known_days, dates, int(key in actions), surfaces)
    return states


def _any_tool(states: dict[_Key, State]) -> dict[_Key, State]:
    """All tools together: days are known where a tool's dates are (days of several tools add up by date only)."""
    grouped: dict[tuple[PeriodKind, int], list[State]] = defaultdict(list)
    for (_, kind, start), state in states.items():
        grouped[kind, start].append(state)
    return {
        (ANY_TOOL, kind, start): State(
            weeks=max(state.weeks for state in found),
            days=max(state.dates for state in found),
            dates=max(state.dates for state in found),
            actions=max(state.actions for state in found),
            surfaces=0,
        )
        for (kind, start), found in grouped.items()
    }


def _longer(stated: dict[_Key, State], weeks: dict[_Key, State], grid: TimeGrid) -> dict[_Key, State]:
    """The states of months and quarters."""
    by_kind: dict[PeriodKind, list[Period]] = defaultdict(list)
    for period in grid.periods:
        by_kind[period.kind].append(period)
    found: dict[_Key, State] = {}
    for tool in sorted({tool for tool, _, _ in stated}):
        for month in by_kind[PeriodKind.MONTH]:
            key = (tool, PeriodKind.MONTH, month.start)
            by_weeks = _together([weeks.get((tool, PeriodKind.WEEK, week)) for week in grid.weeks_of(month)])
            if state := by_weeks or stated.get(key):
                found[key] = state
        for quarter in by_kind[PeriodKind.QUARTER]:
            months = [m.start for m in by_kind[PeriodKind.MONTH] if quarter_of(m.start) == quarter]
            if state := _together([found.get((tool, PeriodKind.MONTH, start)) for start in months]):
                found[tool, PeriodKind.QUARTER, quarter.start] = state
    return found | _any_tool_longer(found, weeks, grid)


def _any_tool_longer(found: dict[_Key, State], weeks: dict[_Key, State], grid: TimeGrid) -> dict[_Key, State]:
    """All tools together in months and quarters: the weeks are known where every week has a covered tool."""
    states = _any_tool(found)
    for period in grid.periods:
        key = (ANY_TOOL, period.kind, period.start)
        if period.kind is not PeriodKind.WEEK and key in states:
            parts = _together([weeks.get((ANY_TOOL, PeriodKind.WEEK, week)) for week in grid.weeks_of(period)])
            days = parts.days if parts else 0
            states[key] = State(int(parts is not None), days, days, states[key].actions, 0)
    return states


def _together(parts: list[State | None]) -> State | None:
    """What is known of a period from what is known of its parts; None where a part is not covered."""
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    return State(*(min(values) for values in zip(*(astuple(part) for part in known), strict=True)))


def _covered_rows(states: dict[_Key, State]) -> ArrowTable:
    runs = _runs({(tool, start) for tool, kind, start in states if kind == PeriodKind.WEEK})
    acted = {(tool, start) for (tool, kind, start), state in states.items() if kind == PeriodKind.WEEK and state.actions}
    acted_runs = _runs(acted)
    keys = sorted(states)
    ends = [runs.get((tool, start), (0, 0)) if kind == PeriodKind.WEEK else (0, 0) for tool, kind, start in keys]
    acted_from = [acted_runs.get((tool, start), (start + 7, 0))[0] for tool, _, start in keys]
    columns: dict[str, tuple[str, list[Any]]] = {
        "tool": ("string", [tool for tool, _, _ in keys]),
        "kind": ("string", [kind.value for _, kind, _ in keys]),
        "start": ("int32", [start for _, _, start in keys]),
        "run_start": ("int32", [low for low, _ in ends]),
        "run_end": ("int32", [high for _, high in ends]),
        "actions_from": ("int32", acted_from),
    }
    for item in fields(State):
        columns[item.name] = ("int32", [getattr(states[key], item.name) for key in keys])
    return arrow_rows(columns)


def _runs(weeks: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[int, int]]:
    """First and last day of the unbroken run of weeks around each (tool, Monday)."""
    ends: dict[tuple[str, int], tuple[int, int]] = {}
    for tool, week in sorted(weeks):
        if (tool, week - 7) in weeks:
            continue
        last = week
        while (tool, last + 7) in weeks:
            last += 7
        ends.update({(tool, each): (week, last + 6) for each in range(week, last + 1, 7)})
    return ends


def _chosen_rows(rows: list[Known], chosen: Chosen) -> ArrowTable:
    found: set[tuple[str | int, ...]] = set()
    for row in rows:
        counted = chosen.period_of(row)
        if counted:
            kind, start = counted
            day_counter = 1 << COUNTER_BITS * (row.start_day - start) if row.grain == "day" else 0
            found.add((row.tool, row.source, row.grain, row.start_day, row.end_day, kind.value, start, day_counter))
    ordered = sorted(found)
    types = ["string"] * 3 + ["int32"] * 2 + ["string", "int32", "int64"]
    return arrow_rows({name: (types[at], [row[at] for row in ordered]) for at, name in enumerate(_CHOSEN)})
