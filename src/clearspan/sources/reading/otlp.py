"""OpenTelemetry's JSON (OTLP 1.x: ExportLogsServiceRequest, ExportMetricsServiceRequest) as flat records.

A record has the attributes of its log record or data point and, where that has none of the name, of its resource; a name
with a dot that the source declares is nested. Of attributes that are not declared the name alone is kept, so that it can be told.
Lines become columns at once where they are sound (`otlp_logs`, `otlp_metrics`); else they are parsed and read here.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

LOGS, METRICS = "resourceLogs", "resourceMetrics"

TIME = "time"
"""The field in which a record has its moment, in ISO 8601."""

SERIES = "series"
"""The field in which a data point has everything that tells it from others; in memory only."""

DELTA = (1, "AGGREGATION_TEMPORALITY_DELTA")

_SINGLE = ("stringValue", "intValue", "doubleValue", "boolValue")
_LATEST_NANOSECONDS = 4_200_000_000 * 10**9


def logs_of(value: Any, names: Collection[str], told: set[str]) -> list[Any]:
    """The records of an export of logs; what is none is a record itself. `names` are the attributes that the source declares;
    the name of an undeclared attribute stands in the first record alone that has it, and then in `told`."""
    if not isinstance(value, dict) or LOGS not in value:
        return [value]
    return [
        {
            **_chosen({**outer, **_attributes(log)}, names, told),
            TIME: iso(_text(log.get("timeUnixNano") or log.get("observedTimeUnixNano"))),
        }
        for outer, log in _items(value, LOGS, "scopeLogs", "logRecords")
    ]


def points_of(value: Any, names: Collection[str], told: set[str]) -> list[Any]:
    """The data points of an export of metrics, with the fields name, value, delta (true or false), time and series."""
    if not isinstance(value, dict) or METRICS not in value:
        return [value]
    return [
        point
        for outer, metric in _items(value, METRICS, "scopeMetrics", "metrics")
        for point in _points(metric, outer, names, told)
    ]


def _points(
    metric: Mapping[str, Any], outer: Mapping[str, Any], names: Collection[str], told: set[str]
) -> Iterator[dict[str, Any]]:
    kind = next((metric[name] for name in ("sum", "gauge") if isinstance(metric.get(name), dict)), {})
    name, delta = metric.get("name"), kind.get("aggregationTemporality") in DELTA
    for point in _objects(kind.get("dataPoints")):
        own = _attributes(point)
        yield {
            **_chosen({**outer, **own}, names, told),
            "name": name,
            "value": _text(point.get("asInt", point.get("asDouble"))),
            "delta": delta,
            TIME: iso(_text(point.get("timeUnixNano"))),
            SERIES: _series((name, point.get("startTimeUnixNano"), point.get("timeUnixNano")), outer, own),
        }


def _series(apart: tuple[Any, ...], outer: Mapping[str, Any], own: Mapping[str, Any]) -> str:
    """A text that is the same for equal points in one run of the program, whatever the order of their attributes."""
    try:
        said = hash(apart)
    except TypeError:
        said = hash(repr(apart))
    for attributes in (outer, own):
        for name, value in attributes.items():
            text = _value(value)
            said += mark(name, repr(value) if text is None else text)
    return str(said % 2**64)


def mark(name: str, text: str) -> int:
    """A number for an attribute, in one run of the program; only its last 64 bits count."""
    return (hash(name) | 1) * (hash(text) + 1)


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
        return {str(item["key"]): item["value"] for item in value.get("attributes") or ()}
    except (KeyError, TypeError):
        return {str(item.get("key")): item.get("value") for item in _objects(value.get("attributes"))}


def _value(value: Any) -> str | None:
    """A single value as text; lists and maps are nothing."""
    found = (_text(value.get(kind)) for kind in _SINGLE) if isinstance(value, dict) else ()
    return next((text for text in found if text is not None), None)


def _text(value: Any) -> str | None:
    return value if type(value) is str else str(value) if isinstance(value, str | int | float) else None


def _chosen(attributes: Mapping[str, Any], names: Collection[str], told: set[str]) -> dict[str, Any]:
    """The declared attributes, and the names of those others that were not told yet."""
    record: dict[str, Any] = {}
    for name, value in attributes.items():
        if name in names:
            outer, dot, last = name.partition(".")
            if dot:
                inner = record[outer] = record.get(outer) or {}
                inner[last] = _value(value)
            else:
                record[name] = _value(value)
        elif name not in told:
            told.add(name)
            record.setdefault(name, None)
    return record


@lru_cache(maxsize=4096)
def iso(nanoseconds: str | None) -> str | None:
    """The moment in ISO 8601; what is no count of nanoseconds up to the year 2103 stands as it is, to be rejected."""
    if nanoseconds is None or not nanoseconds.isdecimal() or not 0 < (count := int(nanoseconds[:32])) < _LATEST_NANOSECONDS:
        return nanoseconds if nanoseconds not in (None, "0") else None
    return datetime.fromtimestamp(count / 10**9, UTC).isoformat(timespec="milliseconds")
