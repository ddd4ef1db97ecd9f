"""Released cells as an Arrow table: one row a group and category, shown or withheld."""

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
    **dict.fromkeys(CELL_COLUMNS, "string"),
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


_TITLES = pa.array([each.value for each in DIMENSIONS])


def cells_of(found: list[Figures], heading: Heading) -> list[ArrowTable]:
    """The cells of one measure, tool and period: the figures, and a withheld cell for each other listed group."""
    made = [_table(each, None, heading) for each in found if len(each.sets)]
    told = np.zeros(heading.groups.count, dtype=np.bool_)
    for each in found:
        told[each.sets] = True
    for silent, text in _withheld(heading.plan, told):
        sets = np.flatnonzero(silent)
        nothing = np.full(len(sets), np.nan)
        blank = Figures(sets, "", nothing, nothing, nothing, nothing, nothing, nothing)
        made.append(_table(blank, text, heading))
    return made


def cells_table(tables: list[ArrowTable]) -> ArrowTable:
    """All cells in one table with every column of vocabulary.cell."""
    if tables:
        return pa.concat_tables(tables).combine_chunks()
    return pa.table({name: pa.array([], type=arrow_type(TYPES[name])) for name in CELL_COLUMNS})


def _withheld(plan: Plan, told: Bools) -> list[tuple[Bools, str]]:
    silent = plan.listed & ~told
    found = [(silent & plan.shown, TOO_TELLING)]
    for why in (TOO_SMALL, TOO_LITTLE_CHANGED, GIVES_AWAY):
        found.append((silent & ~plan.shown & (plan.why == why), reason(why, plan.minimum)))
    return [(which, text) for which, text in found if which.any()]


def _table(each: Figures, withheld: str | None, heading: Heading) -> ArrowTable:
    sets, measure, plan = each.sets, heading.measure, heading.plan
    period = plan.period
    dimension, names = _names(sets, heading.groups)
    shown = plan.shown[sets]
    columns: dict[str, Any] = {
        "metric": measure.name,
        "metric_version": measure.version,
        "tool": heading.tool,
        "dimension": dimension,
        "group": names,
        "kind": period.kind.value,
        "period": period.name,
        "start_day": period.start,
        "end_day": period.end,
        "category": each.category,
        "numerator": _nullable(each.numerator),
        "denominator": _nullable(each.denominator, whole=True),
        "n": _nullable(np.floor(each.people / ROUNDING_OF_N + 0.5) * ROUNDING_OF_N, whole=True),
        "value": _nullable(each.value),
        "low": _nullable(each.low),
        "high": _nullable(each.high),
        "withheld": withheld,
        "members_as_of": np.where(shown, plan.day[sets], period.end),
        "unchanged": plan.unchanged[sets] & shown,
        "rows": round(measure.rows / ROUNDING_OF_ROWS) * ROUNDING_OF_ROWS,
        "data_as_of": min(measure.data_as_of, period.end) if measure.data_as_of else period.end,
        "released_at": heading.stamp.released_at,
        "release": heading.stamp.number,
    }
    return pa.table({name: _column(columns[name], TYPES[name], len(sets)) for name in CELL_COLUMNS})


def _column(value: Any, type_name: str, rows: int) -> Any:
    kind = arrow_type(type_name)
    if isinstance(value, pa.Array | pa.ChunkedArray):
        return value.cast(kind)
    if isinstance(value, np.ndarray):
        return pa.array(value).cast(kind)
    return pa.repeat(pa.scalar(value, type=kind), rows)


def _nullable(values: Floats, *, whole: bool = False) -> Any:
    missing = np.isnan(values)
    if whole:
        return pa.array(np.where(missing, 0, np.rint(np.nan_to_num(values))).astype(np.int64), mask=missing)
    return pa.array(values, mask=missing)


def _names(sets: Ints, groups: Groups) -> tuple[Any, Any]:
    dimension = np.searchsorted(groups.first, sets, side="right") - 1
    return _TITLES.take(pa.array(dimension)), groups.titles.take(pa.array(sets))
