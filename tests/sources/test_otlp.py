"""Exports of telemetry that become columns at once are read as those that are parsed, and points are told apart alike."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.declared_type import declared_type
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.otlp_logs import LogRecords
from clearspan.sources.reading.otlp_metrics import DataPoints
from clearspan.sources.source import FieldRole, KeptField

LOGS = ("user.email", "session.id", "event.name", "cost", "time")
POINTS = (*LOGS, "name", "value", "delta", "series")

VALUES: tuple[Any, ...] = (
    *({"stringValue": text} for text in ("", "7", "ä", "1.50")),
    *({"intValue": number} for number in (7, "7", None, 2**63, True)),
    *({"doubleValue": number} for number in (0.1, 1, -0.0, "NaN")),
    *({"boolValue": truth} for truth in (True, None, "true")),
    *({"arrayValue": {"values": []}}, {}, {"bytesValue": "eA=="}, None, "x", {"stringValue": None, "intValue": 3}),
    *({"intValue": 3, "stringValue": "first"}, {"kvlistValue": {"values": []}, "doubleValue": 2.5}),
)
TIMES: tuple[Any, ...] = ("1788250800123456789", 1788250800000000000, "0", 0, None, "soon", 1.5, "", "9" * 40, True, [])
OWN = [{"key": "user.email", "value": {"stringValue": "ana@example.com"}}, {"key": "odd.one", "value": {"intValue": 1}}]
OUTER = [{"key": "session.id", "value": {"stringValue": "s"}}, {"key": "cost", "value": {"intValue": 9}}]
LISTS: tuple[Any, ...] = (
    *([*OWN, {"key": "cost", "value": value}] for value in VALUES),
    *([], None, "x", [None], [{"key": 1, "value": {}}], [{"value": {}}], [{"key": "cost"}], [*OWN, *OUTER], [*OWN[::-1]]),
    *([{"key": name, "value": {"stringValue": "y"}}] for name in ("time", "name", "user", "", "a@b")),
)
KINDS: tuple[Any, ...] = (1, 2, "AGGREGATION_TEMPORALITY_DELTA", None, 1.0, True, "")
RESOURCES: tuple[Any, ...] = ({"attributes": OUTER}, {}, None, "x", {"attributes": None})
TAILS = (b"", b"null", b"{", b'{"a":1}', b'{"resourceLogs":null}', b'{"resourceMetrics":[null]}', b"\xff")


def logs(attributes: Any, time: Any, resource: Any) -> dict[str, Any]:
    record = {"attributes": attributes, "timeUnixNano": time, "observedTimeUnixNano": "1788250900000000000"}
    return {"resourceLogs": [{"resource": resource, "scopeLogs": [{"logRecords": [record, {"attributes": OWN}]}]}]}


def points(attributes: Any, time: Any, resource: Any, kind: Any = 1) -> dict[str, Any]:
    found = [{"attributes": attributes, "timeUnixNano": time, **value} for value in ({"asInt": "1"}, {"asDouble": 0.5}, {})]
    metrics = [{"name": "n", "sum": {"aggregationTemporality": kind, "dataPoints": found}}, {"name": "m", "gauge": {}}]
    return {"resourceMetrics": [{"resource": resource, "scopeMetrics": [{"metrics": metrics}]}]}


def outcome(batches: list[JsonRows]) -> tuple[object, ...]:
    rows = [leaves(row) for batch in batches for row in batch.rows.to_pylist()]
    rejects = sorted((item.record, item.field, item.reason) for batch in batches for item in batch.sieve.rejects)
    numbers = [number for batch in batches for number in batch.sieve.numbers.tolist()]
    return rows, rejects, numbers, sum(batch.records for batch in batches), set().union(*(b.undeclared for b in batches))


def leaves(row: dict[str, Any]) -> dict[str, Any]:
    flat = {name: value for name, value in row.items() if not isinstance(value, dict)}
    inner = {f"{name}.{last}": found for name, value in row.items() if isinstance(value, dict) for last, found in value.items()}
    return {name: value for name, value in (flat | inner).items() if value is not None}


@pytest.mark.parametrize(("unwrap", "made", "names"), [(LogRecords, logs, LOGS), (DataPoints, points, POINTS)])
def test_lines_read_at_once_are_as_lines_that_are_parsed(tmp_path: Path, unwrap: Any, made: Any, names: Any) -> None:
    declared = declared_type([KeptField(name, FieldRole.CATEGORY, "") for name in names], names[7:8])
    sound = orjson.dumps(made(OWN, TIMES[0], RESOURCES[0]))
    exports = [made(attributes, TIMES[0], RESOURCES[0]) for attributes in LISTS]
    exports += [made(OWN, time, RESOURCES[0]) for time in TIMES] + [made(OWN, TIMES[0], resource) for resource in RESOURCES]
    if made is points:
        exports += [points(OWN, TIMES[0], RESOURCES[0], kind) for kind in KINDS]
    lines = [orjson.dumps(export) for export in exports]
    at_once = 0
    for line in [*lines, *TAILS]:
        path = tmp_path / "export.ndjson"
        path.write_bytes(b"\n".join((sound, line, sound)))
        read = outcome(list(read_json(arrived(path), declared, unwrap(names))))
        of_parsed = unwrap(names)
        assert read == outcome(list(read_json(arrived(path), declared, lambda value, of=of_parsed: of(value)))), line
        at_once += of_parsed.rows_of_lines(path.read_bytes(), declared) is not None
    assert 20 < at_once < len(lines)
