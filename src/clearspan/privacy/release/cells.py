"""Released cells as an Arrow table: one row a group and category, shown or withheld."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearspan.privacy.release.columns import ArrowTable, Bools, Floats, Ints, arrow_type, pa
from clearspan.privacy.release.figure import Figures
from clearspan.privacy.release.measure import Measure
from clearspan.privacy.release.people import DIMENSIONS, Groups
from clearspan.privacy.release.plan import GIVES_AWAY, TOO_LITTLE_CHANGED, TOO_SMALL, Plan
from clearspan.vocabulary.cell import CELL_COLUMNS

TYPES: dict[str, str] = {
    **dict.fromkeys(CELL_COLUMNS, "text"),
    **dict.fromkeys(("metric_version", "start_day", "end_day", "members_as_of", "data_as_of", "release"), "int32"),
    **dict.fromkeys(("denominator", "n", "rows", "released_at"), "int64"),
    **dict.fromkeys(("numerator", "value", "low", "high"), "float64"),
    "unchanged": "bool",
}
"""Arrow type of every column of a cell."""

ROUNDING_OF_N = 5
ROUNDING_OF_ROWS = 100

TOO_TELLING = "This figure would say too much about the people in the group."
"""The one reason for everything that depends on values: it must not tell which rule was met."""


@dataclass(frozen=True)
class Stamp:
    """What all cells of a release carry."""

    number: int
    released_at: int


@dataclass(frozen=True)
class Heading:
    """What all cells of one measure, tool and period carry."""

    measure: Measure
    tool: str
    plan: Plan
    groups: Groups
    stamp: Stamp


def reason(why: int, minimum: int) -> str:
    """Why a group has no figure at all, for people; the same for every measure of a population."""
    return {
        TOO_SMALL: f"This group has fewer than {minimum} people.",
        TOO_LITTLE_CHANGED: "Too few people have joined or left since the last release.",
        GIVES_AWAY: "Hidden so that figures about a smaller group cannot be worked out.",
    }[why]


@dataclass(frozen=True)
class Rows:
    """Cells of one measure, tool and period before they become a table: figures, or groups withheld for one reason."""

    heading: Heading
    figures: Figures
    withheld: str | None
    members_as_of: Ints
    unchanged: Bools


def cells_of(found: list[Figures], heading: Heading) -> list[Rows]:
    """The cells of one measure, tool and period: the figures, and a withheld cell for each other listed group."""
    made = [_rows(each, None, heading) for each in found if len(each.sets)]
    told = np.zeros(heading.groups.count, dtype=np.bool_)
    for each in found:
        told[each.sets] = True
    for silent, text in _withheld(heading.plan, told):
        sets = np.flatnonzero(silent)
        nothing = np.full(len(sets), np.nan)
        blank = Figures(sets, "", nothing, nothing, nothing, nothing, nothing, nothing)
        made.append(_rows(blank, text, heading))
    return made


def cells_table(rows: list[Rows]) -> ArrowTable:
    """All cells in one table with every column of vocabulary.cell; each text is stored once."""
    if not rows:
        return pa.table({name: pa.array([], type=arrow_type(TYPES[name])) for name in CELL_COLUMNS})
    columns = {**_headings(rows), **_groups(rows), **_figures(rows)}
    return pa.table({name: columns[name].cast(arrow_type(TYPES[name])) for name in CELL_COLUMNS})


def _withheld(plan: Plan, told: Bools) -> list[tuple[Bools, str]]:
    silent = plan.listed & ~told
    found = [(silent & plan.shown, TOO_TELLING)]
    for why in (TOO_SMALL, TOO_LITTLE_CHANGED, GIVES_AWAY):
        found.append((silent & ~plan.shown & (plan.why == why), reason(why, plan.minimum)))
    return [(which, text) for which, text in found if which.any()]


def _rows(each: Figures, withheld: str | None, heading: Heading) -> Rows:
    plan, sets = heading.plan, each.sets
    held = plan.held[sets]
    as_of = np.where(held, plan.day[sets], plan.period.end)
    return Rows(heading, each, withheld, as_of, plan.unchanged[sets] & held)


def _headings(rows: list[Rows]) -> dict[str, Any]:
    """The columns of which all cells of one measure, tool and period have the same value."""
    lengths = np.array([len(each.figures.sets) for each in rows])
    headings = [each.heading for each in rows]
    measures = [each.measure for each in headings]
    periods = [each.plan.period for each in headings]
    known = [min(m.data_as_of, p.end) if m.data_as_of else p.end for m, p in zip(measures, periods, strict=True)]
    return {
        "metric": _text([each.name for each in measures], lengths),
        "metric_version": _number((each.version for each in measures), lengths),
        "tool": _text([each.tool for each in headings], lengths),
        "kind": _text([each.kind.value for each in periods], lengths),
        "period": _text([each.name for each in periods], lengths),
        "start_day": _number((each.start for each in periods), lengths),
        "end_day": _number((each.end for each in periods), lengths),
        "category": _text([each.figures.category for each in rows], lengths),
        "withheld": _text([each.withheld for each in rows], lengths),
        "rows": _number((round(each.rows / ROUNDING_OF_ROWS) * ROUNDING_OF_ROWS for each in measures), lengths),
        "data_as_of": _number(known, lengths),
        "released_at": _number((each.stamp.released_at for each in headings), lengths),
        "release": _number((each.stamp.number for each in headings), lengths),
    }


def _groups(rows: list[Rows]) -> dict[str, Any]:
    """The columns that say which group a cell is about, and who is counted in it."""
    names: dict[str, int] = {}
    numbers: dict[int, Ints] = {}
    for each in (one.heading.groups for one in rows):
        if id(each) not in numbers:
            keys = (name for of_dimension in each.names for name in of_dimension)
            numbers[id(each)] = np.array([names.setdefault(name, len(names)) for name in keys], dtype=np.int64)
    named = [numbers[id(each.heading.groups)][each.figures.sets] for each in rows]
    within = [np.searchsorted(each.heading.groups.first, each.figures.sets, side="right") - 1 for each in rows]
    return {
        "dimension": _coded(np.concatenate(within).astype(np.int32), [each.value for each in DIMENSIONS]),
        "group": _coded(np.concatenate(named).astype(np.int32), list(names)),
        "members_as_of": pa.array(np.concatenate([each.members_as_of for each in rows])),
        "unchanged": pa.array(np.concatenate([each.unchanged for each in rows])),
    }


def _figures(rows: list[Rows]) -> dict[str, Any]:
    """The columns of the figures themselves."""
    figures = [each.figures for each in rows]
    people = np.concatenate([each.people for each in figures])
    return {
        "numerator": _nullable(np.concatenate([each.numerator for each in figures])),
        "denominator": _nullable(np.concatenate([each.denominator for each in figures]), whole=True),
        "n": _nullable(np.floor(people / ROUNDING_OF_N + 0.5) * ROUNDING_OF_N, whole=True),
        "value": _nullable(np.concatenate([each.value for each in figures])),
        "low": _nullable(np.concatenate([each.low for each in figures])),
        "high": _nullable(np.concatenate([each.high for each in figures])),
    }


def _text(values: Sequence[str | None], lengths: Ints) -> Any:
    names = {name: at for at, name in enumerate(dict.fromkeys(value for value in values if value is not None))}
    codes = np.array([-1 if value is None else names[value] for value in values], dtype=np.int32)
    return _coded(np.repeat(codes, lengths), list(names))


def _coded(codes: Any, names: list[str]) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(names, type=pa.string()))


def _number(values: Iterable[int], lengths: Ints) -> Any:
    return pa.array(np.repeat(np.array(list(values), dtype=np.int64), lengths))


def _nullable(values: Floats, *, whole: bool = False) -> Any:
    missing = np.isnan(values)
    if whole:
        return pa.array(np.where(missing, 0, np.rint(np.nan_to_num(values))).astype(np.int64), mask=missing)
    return pa.array(values, mask=missing)
