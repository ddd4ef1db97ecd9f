"""The released cells, indexed in memory: the only door through which answers see numbers about groups."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearspan.answers.figure import Figure
from clearspan.answers.group import in_order
from clearspan.vocabulary.cell import CELL_COLUMNS
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.vocabulary.tool import ANY_TOOL

Key = tuple[str, str, Dimension, PeriodKind]
"""Metric, tool, dimension and length of period: what one slice of the index holds."""

_TOLD = pc.field("withheld").is_null() & (pc.field("value").is_valid() | pc.field("low").is_valid() | pc.field("high").is_valid())

_SLICE = ("metric", "tool", "dimension", "kind")

_UNUSED = ("period",)
"""Columns that no answer looks at."""


class Released:
    """An index over released cells. It never changes after it is made, so that threads may share it.

    Where a cell was released twice (under a later version of its definition), the later version counts, and of one
    version the first release: what was published does not change.
    """

    def __init__(self, cells: pa.Table) -> None:
        self._sorted, self._slices = _index(_small(cells.select([name for name in CELL_COLUMNS if name not in _UNUSED])))
        self._starts = _integers(self._sorted, "start_day")
        self._periods = _periods(self._sorted)
        self._metric_periods: dict[str, tuple[Period, ...]] = {}
        self._groups: dict[Dimension, tuple[str, ...]] = {}

    @property
    def empty(self) -> bool:
        """True where nothing has been released."""
        return self._sorted.num_rows == 0

    def periods(self, kind: PeriodKind | None = None) -> tuple[Period, ...]:
        """The released periods of a kind, or of all kinds, earliest first."""
        return tuple(period for period in self._periods if kind is None or period.kind is kind)

    def periods_of(self, metric: str) -> tuple[Period, ...]:
        """The periods in which a metric has cells, earliest first."""
        if metric not in self._metric_periods:
            spans = [self._sorted.slice(low, high - low) for key, (low, high) in self._slices.items() if key[0] == metric]
            self._metric_periods[metric] = _periods(pa.concat_tables(spans)) if spans else ()
        return self._metric_periods[metric]

    def metrics(self) -> tuple[str, ...]:
        """Names of the metrics that have cells."""
        return tuple(sorted({key[0] for key in self._slices}))

    def tools(self, metric: str) -> tuple[str, ...]:
        """The tools for which a metric has cells; all tools together first."""
        found = {key[1] for key in self._slices if key[0] == metric}
        return tuple(sorted(found, key=lambda tool: (tool != ANY_TOOL, tool)))

    def dimensions(self, metric: str) -> tuple[Dimension, ...]:
        """The dimensions for which a metric has cells, in the grid's order."""
        found = {key[2] for key in self._slices if key[0] == metric}
        return tuple(dimension for dimension in Dimension if dimension in found)

    def groups(self, dimension: Dimension) -> tuple[str, ...]:
        """The groups of which something is shown in some period, in their fixed order."""
        if dimension not in self._groups:
            spans = [self._sorted.slice(low, high - low) for key, (low, high) in self._slices.items() if key[2] is dimension]
            told = pa.concat_tables(spans).filter(_TOLD)["group"].unique().to_pylist() if spans else []
            self._groups[dimension] = tuple(in_order(dimension, told))
        return self._groups[dimension]

    def figures(
        self,
        metric: str,
        dimension: Dimension,
        tool: str = ANY_TOOL,
        *,
        when: Period | PeriodKind,
        group: str | None = None,
    ) -> list[Figure]:
        """The figures of a metric by a dimension, in a period, or in every period of a kind; of one group, or of all.

        They come by period, group (in its fixed order) and category. Empty where nothing is released.
        """
        span = self._slices.get((metric, tool, dimension, when.kind if isinstance(when, Period) else when))
        if span is None:
            return []
        low, high = span
        if isinstance(when, Period):
            starts, first = self._starts[low:high], low
            low, high = (
                first + int(np.searchsorted(starts, when.start)),
                first + int(np.searchsorted(starts, when.start, "right")),
            )
        rows = self._sorted.slice(low, high - low)
        if group is not None:
            rows = rows.filter(pc.field("group") == group)
        return _in_order(list(_figures(rows)))


def _periods(cells: pa.Table) -> tuple[Period, ...]:
    names = ["start_day", "end_day", "kind"]
    distinct = cells.select(names).group_by(names).aggregate([]).to_pylist()
    return tuple(sorted(Period(row["start_day"], row["end_day"], PeriodKind(row["kind"])) for row in distinct))


def _in_order(figures: list[Figure]) -> list[Figure]:
    if not figures:
        return []
    ranks = {group: rank for rank, group in enumerate(in_order(figures[0].dimension, sorted({f.group for f in figures})))}
    return sorted(figures, key=lambda figure: (figure.period.start, ranks[figure.group]))


def _small(cells: pa.Table) -> pa.Table:
    """The cells with each text stored once and whole numbers in four bytes where they fit."""
    columns = {}
    for name in cells.column_names:
        column = cells[name]
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column = column.cast(pa.string()).dictionary_encode()
        elif pa.types.is_integer(column.type) and name not in {"denominator", "rows", "released_at"}:
            column = column.cast(pa.int32())
        columns[name] = column
    return pa.table(columns).unify_dictionaries().combine_chunks()


def _codes(cells: pa.Table, name: str) -> np.ndarray:
    """(rows,) the rank of each text among the column's texts; 0 where it is null."""
    if not cells.num_rows:
        return np.zeros(0, dtype=np.int64)
    column = cells[name].chunk(0)
    order = np.argsort(np.argsort(np.array(column.dictionary.to_pylist(), dtype=object)))
    return order[pc.fill_null(column.indices, 0).to_numpy()]


def _integers(cells: pa.Table, name: str) -> np.ndarray:
    return cells[name].cast(pa.int64()).to_numpy()


def _index(cells: pa.Table) -> tuple[pa.Table, dict[Key, tuple[int, int]]]:
    """The cells that count, sorted, and where each slice of them begins and ends. Releases are sorted runs, so that a stable
    sort of one number a row takes few steps."""
    slices, wide = _together([_codes(cells, name) for name in _SLICE])
    place, _ = _together([_integers(cells, "start_day"), _codes(cells, "group")])
    cell, _ = _together([slices, place])
    category, _ = _together([cell, _codes(cells, "category")])
    order = _newest(cell, category, _integers(cells, "metric_version"), _integers(cells, "release"))
    kept = cells.take(pa.array(order))
    found: dict[Key, tuple[int, int]] = {}
    for low, high in pairwise(_edges([slices[order]], kept.num_rows) if wide else ()):
        metric, tool, dimension, kind = (str(kept[name][low].as_py()) for name in _SLICE)
        found[metric, tool, Dimension(dimension), PeriodKind(kind)] = (int(low), int(high))
    return kept, found


def _together(keys: Sequence[np.ndarray]) -> tuple[np.ndarray, int]:
    """(rows,) one number that sorts as the keys do, one after the other; and how many numbers there may be."""
    joined, width = np.zeros(len(keys[0]), dtype=np.int64), 1
    for key in keys:
        if len(key):
            least = int(key.min())
            span = int(key.max()) - least + 1
            joined, width = joined * span + (key - least), width * span
    return joined, width if len(keys[0]) else 0


def _newest(cell: np.ndarray, category: np.ndarray, version: np.ndarray, release: np.ndarray) -> np.ndarray:
    """The rows to keep, in order of cell and category: of each cell (all its categories) those of the latest version, and of
    that its first release."""
    order = np.argsort(category, kind="stable")
    if not len(order):
        return order
    edges = _edges([cell[order]], len(order))
    owner = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    latest = np.maximum.reduceat(version[order], edges[:-1])
    current = version[order] == latest[owner]
    first = np.minimum.reduceat(np.where(current, release[order], np.iinfo(np.int64).max), edges[:-1])
    kept = order[current & (release[order] == first[owner])]
    return kept[_edges([category[kept]], len(kept))[:-1]]


def _edges(keys: list[np.ndarray], count: int) -> np.ndarray:
    if not count:
        return np.zeros(1, dtype=np.int64)
    changed = np.zeros(count - 1, dtype=bool)
    for key in keys:
        changed |= key[1:] != key[:-1]
    return np.concatenate([[0], np.flatnonzero(changed) + 1, [count]])


def _figures(rows: pa.Table) -> Iterator[Figure]:
    for row in rows.to_pylist():
        yield Figure(
            metric=row["metric"],
            version=row["metric_version"],
            tool=row["tool"],
            dimension=Dimension(row["dimension"]),
            group=row["group"],
            period=Period(row["start_day"], row["end_day"], PeriodKind(row["kind"])),
            category=row["category"] or "",
            numerator=row["numerator"],
            denominator=row["denominator"],
            n=row["n"],
            value=row["value"],
            low=row["low"],
            high=row["high"],
            withheld=row["withheld"] or None,
            members_as_of=row["members_as_of"],
            unchanged=bool(row["unchanged"]),
            rows=row["rows"],
            data_as_of=row["data_as_of"],
            release=row["release"],
            released_at=row["released_at"],
        )
