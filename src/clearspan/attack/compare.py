"""Compares tables of observed cells: the same cell must show the same thing wherever and whenever it is looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.attack.observed import FIGURES, KEY, Observed, observed_rows
from clearspan.attack.union import VERSIONED, newest

VERSION = "metric_version"

TOLERANCE = 1e-9
"""Relative difference between two spellings of one number."""


@dataclass(frozen=True)
class Clash:
    """Two looks at one cell that do not agree, and on what."""

    cell: str
    about: str


def compared(first: pa.Table, second: pa.Table) -> tuple[int, list[Clash]]:
    """How many cells are in both tables, and the clashes between them; what one does not show at all is no clash.

    Cells of two definitions of a metric are two cells, where both tables say which definition.
    """
    if first.num_rows == 0 or second.num_rows == 0:
        return 0, []
    keys = list(VERSIONED if _any(first, VERSION) and _any(second, VERSION) else KEY)
    first, second = (_numbered(table) if VERSION in keys else newest(table) for table in (first, second))
    right = second.rename_columns([name if name in keys else f"{name} again" for name in second.column_names])
    both = first.join(right, keys=keys, join_type="inner")
    shown = [name for name in FIGURES if _any(first, name) and _any(second, name)]
    suspects = both.filter(_differs(both, shown))
    clashes = []
    for row in suspects.to_pylist():
        cell = Observed(**{name: row[name] for name in first.column_names})
        again = Observed(**{name: row[name if name in keys else f"{name} again"] for name in first.column_names})
        clash = clash_of(cell, again)
        if clash:
            clashes.append(clash)
    return both.num_rows, clashes


def clash_of(first: Observed, second: Observed) -> Clash | None:
    """The clash between two looks at the same cell; a figure that one of them leaves out is no clash."""
    if (first.withheld is None) != (second.withheld is None) and (first.told or second.told):
        return Clash(first.label, "one look shows what another withholds")
    if first.withheld and second.withheld and first.withheld != second.withheld:
        return Clash(first.label, "two looks give two reasons for withholding")
    for name, one, other in zip(FIGURES, first.figures, second.figures, strict=True):
        if one is not None and other is not None and abs(one - other) > TOLERANCE * max(abs(one), abs(other), 1.0):
            return Clash(first.label, f"two looks give two figures for its {name}")
    return None


def clashes_with(known: dict[tuple[object, ...], Observed], cells: Iterable[Observed]) -> list[Clash]:
    """The clashes between cells and what is known of the same cells."""
    pairs = [(known[cell.key], cell) for cell in cells if cell.key in known]
    return [clash for clash in (clash_of(first, second) for first, second in pairs) if clash]


def by_key(table: pa.Table) -> dict[tuple[object, ...], Observed]:
    """The cells of a table by their key."""
    return {cell.key: cell for cell in observed_rows(table)}


def _numbered(table: pa.Table) -> pa.Table:
    at = table.schema.get_field_index(VERSION)
    return table.set_column(at, VERSION, pc.fill_null(table[VERSION], -1))


def _any(table: pa.Table, name: str) -> bool:
    return table[name].null_count < table.num_rows


def _differs(both: pa.Table, shown: list[str]) -> pa.ChunkedArray | pa.Array:
    why, why_again = pc.fill_null(both["withheld"], ""), pc.fill_null(both["withheld again"], "")
    different = pc.not_equal(why, why_again)
    for name in shown:
        one, other = both[name], both[f"{name} again"]
        different = pc.or_(different, pc.fill_null(pc.not_equal(one, other), False))
    return different
