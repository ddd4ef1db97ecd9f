"""The released cells, indexed in memory: the only door through which answers see numbers about groups."""

from collections.abc import Iterator
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


class Released:
    """An index over released cells. It never changes after it is made, so that threads may share it.

    Where a cell was released twice (under a later version of its definition), the later version counts, and of one
    version the first release: what was published does not change.
    """

    def __init__(self, cells: pa.Table) -> None:
        self._sorted, self._slices = _index(_small(cells.select(list(CELL_COLUMNS))))
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
        elif pa.types.is_integer(column.type) and name not in {"released_at", "denominator", "rows"}:
            column = column.cast(pa.int32())
        columns[name] = column
    return pa.table(columns).unify_dictionaries().combine_chunks()


def _codes(cells: pa.Table, name: str) -> np.ndarray:
    if not cells.num_rows:
        return np.zeros(0, dtype=np.int64)
    column = cells[name].chunk(0)
    order = np.argsort(np.argsort(np.array(column.dictionary.to_pylist(), dtype=object)))
    return order[pc.fill_null(column.indices, 0).to_numpy()]


def _integers(cells: pa.Table, name: str) -> np.ndarray:
    return cells[name].cast(pa.int64()).to_numpy()


def _index(cells: pa.Table) -> tuple[pa.Table, dict[Key, tuple[int, int]]]:
    keys = [_codes(cells, name) for name in _SLICE]
    keys += [_integers(cells, "start_day"), _codes(cells, "group"), _codes(cells, "category")]
    version, release = _integers(cells, "metric_version"), _integers(cells, "release")
    order = np.lexsort([release, -version, *reversed(keys)])
    newest = _first_of_each([key[order] for key in keys[:-1]], version[order], [key[order] for key in keys], release[order])
    kept = cells.take(pa.array(order[newest]))
    slices: dict[Key, tuple[int, int]] = {}
    marks = [key[order][newest] for key in keys[: len(_SLICE)]]
    edges = _edges(marks, kept.num_rows)
    for low, high in pairwise(edges):
        metric, tool, dimension, kind = (str(kept[name][low].as_py()) for name in _SLICE)
        slices[metric, tool, Dimension(dimension), PeriodKind(kind)] = (int(low), int(high))
    return kept, slices


def _first_of_each(cell: list[np.ndarray], version: np.ndarray, full: list[np.ndarray], release: np.ndarray) -> np.ndarray:
    """Rows to keep: of each cell (all its categories) the latest version, of that its first release."""
    count = len(version)
    edges = _edges(cell, count)
    owner = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    latest = np.zeros(max(len(edges) - 1, 0), dtype=np.int64)
    np.maximum.at(latest, owner, version)
    first = np.full(len(latest), np.iinfo(np.int64).max)
    current = version == latest[owner] if count else np.zeros(0, dtype=bool)
    np.minimum.at(first, owner[current], release[current])
    changed = np.zeros(count, dtype=bool)
    changed[_edges([*full, version, release], count)[:-1]] = True
    return current & (release == first[owner]) & changed if count else current


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
        )
