"""OpenTelemetry's JSON (OTLP 1.x: ExportLogsServiceRequest, ExportMetricsServiceRequest) as flat records.

A record has the attributes of its log record or data point and, where that has none of the name, of its resource; a name
with a dot that the source declares is nested. Of attributes that are not declared the name alone is kept, so that it can be told.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from clearspan.sources.reading.pages import Unwrap

LOGS, METRICS = "resourceLogs", "resourceMetrics"

TIME = "time"
"""The field in which a record has its moment, in ISO 8601."""

SERIES = "series"
"""The field in which a data point has everything that tells it from others; in memory only."""

_SINGLE = frozenset(("stringValue", "intValue", "doubleValue", "boolValue"))
_DELTA = (1, "AGGREGATION_TEMPORALITY_DELTA")
_LATEST_NANOSECONDS = 4_200_000_000 * 10**9


def log_records(names: Collection[str]) -> Unwrap:
    """Takes exports of logs apart; what is none is a record itself. `names` are the attributes that the source declares.

    One is made for each file: the name of an undeclared attribute stands in the first record alone that has it.
    """
    told: set[str] = set()

    def opened(value: Any) -> list[Any]:
        if not isinstance(value, dict) or LOGS not in value:
            return [value]
        return [
            {
                TIME: _iso(log.get("timeUnixNano") or log.get("observedTimeUnixNano")),
                **_chosen({**outer, **_attributes(log)}, names, told),
            }
            for outer, log in _items(value, LOGS, "scopeLogs", "logRecords")
        ]

    return opened


def data_points(names: Collection[str]) -> Unwrap:
    """Takes exports of metrics apart into data points, with the fields name, value, delta (true or false), time and series.

    One is made for each file.
    """
    told: set[str] = set()

    def opened(value: Any) -> list[Any]:
        if not isinstance(value, dict) or METRICS not in value:
            return [value]
        return [
            point
            for outer, metric in _items(value, METRICS, "scopeMetrics", "metrics")
            for point in _points(metric, outer, names, told)
        ]

    return opened


def _points(
    metric: Mapping[str, Any], outer: Mapping[str, Any], names: Collection[str], told: set[str]
) -> Iterator[dict[str, Any]]:
    kind = next((metric[name] for name in ("sum", "gauge") if isinstance(metric.get(name), dict)), {})
    name, delta = metric.get("name"), kind.get("aggregationTemporality") in _DELTA
    for point in _objects(kind.get("dataPoints")):
        attributes = {**outer, **_attributes(point)} if outer else _attributes(point)
        yield {
            **_chosen(attributes, names, told),
            "name": name,
            "value": _text(point.get("asInt", point.get("asDouble"))),
            "delta": delta,
            TIME: _iso(point.get("timeUnixNano")),
            SERIES: _series((name, point.get("startTimeUnixNano"), point.get("timeUnixNano")), attributes),
        }


def _series(apart: tuple[Any, ...], attributes: Mapping[str, Any]) -> str:
    """A text that is the same for equal points in one run of the program, whatever the order of their attributes."""
    try:
        said = frozenset((name, *value.items()) for name, value in attributes.items())
        return str(hash((*apart, said)))
    except (TypeError, AttributeError):
        return repr((*apart, sorted(map(str, attributes.items()))))


def _items(value: Mapping[str, Any], *path: str) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    """The innermost objects, each with the attributes of its resource."""
    resources, scopes, items = path
    for resource in _objects(value.get(resources)):
        described = resource.get("resource")
        outer = _attributes(described) if isinstance(described, dict) else {}
        for scope in _objects(resource.get(scopes)):
            for item in _objects(scope.get(items)):
                yield outer, item


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _attributes(value: Mapping[str, Any]) -> dict[str, Any]:
    """Name -> value as it is written."""
    try:
        return {item["key"]: item["value"] for item in value.get("attributes") or ()}
    except (KeyError, TypeError):
        return {str(item.get("key")): item.get("value") for item in _objects(value.get("attributes"))}


def _value(value: Any) -> str | None:
    """A single value as text; lists and maps are nothing."""
    for kind, found in value.items() if isinstance(value, dict) else ():
        if kind in _SINGLE:
            return found if type(found) is str else _text(found)
    return None


def _text(value: Any) -> str | None:
    return value if type(value) is str else str(value) if isinstance(value, str | int | float) else None


def _chosen(attributes: Mapping[str, Any], names: Collection[str], told: set[str]) -> dict[str, Any]:
    """The declared attributes, and the names of those others that were not told yet."""
    record: dict[str, Any] = {}
    for name, value in attributes.items():
        if name in names:
            outer, dot, last = name.partition(".")
            if dot:
                (record.get(outer) or record.setdefault(outer, {}))[last] = _value(value)
            else:
                record[name] = _value(value)
        elif name not in told:
            told.add(name)
            record[name] = None
    return record


def _iso(nanoseconds: Any) -> str | None:
    """The moment in ISO 8601; what is no count of nanoseconds up to the year 2103 stands as it is, to be rejected."""
    return _iso_of(_text(nanoseconds))


@lru_cache(maxsize=4096)
def _iso_of(text: str | None) -> str | None:
    if text is None or not text.isdecimal() or not 0 < (count := int(text[:32])) < _LATEST_NANOSECONDS:
        return text if text not in (None, "0") else None
    return datetime.fromtimestamp(count / 10**9, UTC).isoformat(timespec="milliseconds")
