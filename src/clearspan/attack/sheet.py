"""Sheets: all cells of one metric, tool, period and category side by side, ready to be combined."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from clearspan.attack.membership import Place
from clearspan.attack.observed import Observed

PAGE = ("metric", "tool", "kind", "start_day")
"""What the cells of one page of sheets have in common."""

SEPARATOR = " + "
"""Joins the names of merged categories."""


@dataclass(frozen=True)
class Sheet:
    """One metric, tool, period and set of categories; `places[i]` is told with the figures at index i.

    Arrays have one entry a place: `value`, `numerator`, `denominator` (NaN where not told), and `parts`, how many released
    counts were added up for it. Only places whose figure is told as a number are listed.
    """

    metric: str
    tool: str
    kind: str
    start: int
    end: int
    category: str
    places: tuple[Place, ...]
    parts: np.ndarray
    value: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray

    @property
    def label(self) -> str:
        """The sheet in words."""
        part = f"[{self.category}]" if self.category else ""
        return f"{self.metric}{part} of {self.tool}, {self.kind} from {self.start}"

    def where(self, index: int) -> str:
        """One place of the sheet in words."""
        dimension, group = self.places[index]
        return f"{self.label}, {dimension} {group}"


def sheets_of(cells: list[Observed]) -> Iterator[Sheet]:
    """The sheets of the cells of one metric, tool and period.

    For a distribution there is a sheet for each set of categories that is told anywhere; a place is on it where its own
    categories, or all the others, add up to that set.
    """
    by_place: dict[Place, list[Observed]] = {}
    for cell in cells:
        by_place.setdefault((cell.dimension, cell.group), []).append(cell)
    for category in dict.fromkeys(cell.category for cell in cells):
        wanted = frozenset(category.split(SEPARATOR)) if category else frozenset()
        rows = [(place, _assembled(listed, category, wanted)) for place, listed in by_place.items()]
        told = [(place, *row) for place, row in rows if row is not None]
        if told:
            yield _sheet(category, told)


def _assembled(cells: list[Observed], category: str, wanted: frozenset[str]) -> tuple[Observed, int] | None:
    """The cell of the categories `wanted`, and of how many counts it is made; None where it cannot be made."""
    told = {cell.category: cell for cell in cells if cell.withheld is None and cell.value is not None}
    if category in told:
        return told[category], 1
    if not wanted:
        return None
    every = frozenset().union(*(_parts(cell) for cell in cells))
    for target, opposite in ((wanted, False), (every - wanted, True)):
        inside = [cell for cell in told.values() if _parts(cell) <= target]
        if wanted < every and inside and frozenset().union(*map(_parts, inside)) == target:
            return _sum_of(inside, category, opposite), len(inside) + opposite
    return None


def _parts(cell: Observed) -> frozenset[str]:
    return frozenset(cell.category.split(SEPARATOR))


def _sum_of(cells: list[Observed], category: str, opposite: bool) -> Observed:
    first = cells[0]
    value = sum(cell.value for cell in cells if cell.value is not None)
    numerators = [cell.numerator for cell in cells if cell.numerator is not None]
    numerator = sum(numerators) if len(numerators) == len(cells) else None
    if opposite:
        value = 1 - value
        numerator = None if numerator is None or first.denominator is None else first.denominator - numerator
    return replace(first, category=category, value=value, numerator=numerator, n=None, low=None, high=None)


def _sheet(category: str, told: list[tuple[Place, Observed, int]]) -> Sheet:
    first = told[0][1]

    def column(name: str) -> np.ndarray:
        return np.array([np.nan if getattr(cell, name) is None else getattr(cell, name) for _, cell, _ in told])

    return Sheet(
        first.metric,
        first.tool,
        first.kind,
        first.start_day,
        first.end_day,
        category,
        tuple(place for place, *_ in told),
        np.array([parts for *_, parts in told]),
        column("value"),
        column("numerator"),
        column("denominator"),
    )


def page_edges(table: pa.Table) -> list[tuple[int, int]]:
    """First and last row (exclusive) of each metric, tool and period in a table sorted by them."""
    if table.num_rows == 0:
        return []
    change = np.zeros(table.num_rows, dtype=bool)
    change[0] = True
    for name in PAGE:
        column = table[name].to_numpy(zero_copy_only=False)
        change[1:] |= column[1:] != column[:-1]
    starts = np.flatnonzero(change).tolist()
    return list(zip(starts, [*starts[1:], table.num_rows], strict=True))
