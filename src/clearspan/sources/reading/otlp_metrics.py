"""OTLP's exports of metrics taken apart into data points: lines as columns at once, anything else parsed."""

from collections.abc import Collection, Iterable
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from msgspec import UNSET, Struct, UnsetType

from clearspan.sources.reading.otlp import DELTA, SERIES, TIME, points_of
from clearspan.sources.reading.otlp_columns import Codes, Described, Whole, attributes_of, decoded, moments_of, rows_of

_OWN = ("name", "value", "delta", TIME, SERIES)
"""The fields that a point has of itself, and not of its attributes."""


class _Point(Described, gc=False, rename="camel"):
    start_time_unix_nano: str | Whole | None = None
    time_unix_nano: str | Whole | None = None
    as_int: str | Whole | float | UnsetType = UNSET
    as_double: str | Whole | float | None = None


class _Kind(Struct, gc=False, rename="camel"):
    aggregation_temporality: str | Whole | None = None
    data_points: list[_Point] = []


class _Metric(Struct, gc=False, rename="camel"):
    name: str | None = None
    sum: _Kind | None = None
    gauge: _Kind | None = None


class _Scope(Struct, gc=False, rename="camel"):
    metrics: list[_Metric] = []


class _Resource(Struct, gc=False, rename="camel"):
    resource: Described = msgspec.field(default_factory=Described)
    scope_metrics: list[_Scope] = []


class _Export(Struct, gc=False, rename="camel"):
    resource_metrics: list[_Resource]


_EXPORT = msgspec.json.Decoder(_Export)
_NONE = _Kind()


class DataPoints:
    """Takes exports of metrics apart into data points; what is none is a record itself. `names` are the fields that the source
    declares. One is made for each file: of attributes that are not declared it knows those met so far."""

    def __init__(self, names: Collection[str]) -> None:
        self._names, self._told = frozenset(names), set[str]()
        self._codes = Codes(names, _OWN)

    def __call__(self, value: Any) -> list[Any]:
        """The data points of a parsed value."""
        return points_of(value, self._names, self._told)

    def rows_of_lines(self, lines: bytes, declared: pa.StructType) -> tuple[pa.StructArray, Iterable[str]] | None:
        """The rows of lines and the names of their attributes that are not declared; None where a line is no sound export, or
        an attribute is a list or a map."""
        exports = decoded(_EXPORT, lines)
        if exports is None:
            return None
        resources = [resource for export in exports for resource in export.resource_metrics]
        metrics = [
            (place, metric)
            for place, resource in enumerate(resources)
            for scope in resource.scope_metrics
            for metric in scope.metrics
        ]
        kinds = [metric.sum or metric.gauge or _NONE for _, metric in metrics]
        points = [point for kind in kinds for point in kind.data_points]
        attributes = attributes_of([*points, *map(attrgetter("resource"), resources)], self._codes)
        if attributes.column.null_count:
            return None
        of_metric = np.repeat(np.arange(len(metrics)), [len(kind.data_points) for kind in kinds])
        outer = np.array([place for place, _ in metrics], np.int64)[of_metric] + len(points)
        names = pa.array([metric.name for _, metric in metrics], pa.string()).take(pa.array(of_metric))
        delta = pa.array([kind.aggregation_temporality in DELTA for kind in kinds], pa.bool_()).take(pa.array(of_metric))
        moments = list(map(attrgetter("time_unix_nano"), points))
        begun = map(attrgetter("start_time_unix_nano"), points)
        apart = np.fromiter(map(hash, zip(names.to_pylist(), begun, moments, strict=True)), np.int64, len(points))
        values = [point.as_double if point.as_int is UNSET else point.as_int for point in points]
        marks = attributes.marks()
        series = marks[: len(points)] + marks[outer] + apart.view(np.uint64)
        columns = attributes.columns(outer)
        columns |= {
            "name": names,
            "value": pa.array([said if type(said) is str or said is None else str(said) for said in values], pa.string()),
            "delta": delta,
            TIME: moments_of(moments),
            SERIES: pa.array(series).cast(pa.string()),
        }
        return rows_of(columns, declared), self._codes.others()
