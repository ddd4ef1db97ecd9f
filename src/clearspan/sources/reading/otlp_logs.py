"""OTLP's exports of logs taken apart into records: lines as columns at once, anything else parsed."""

from collections.abc import Collection, Iterable
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from msgspec import Struct

from clearspan.sources.reading.otlp import TIME, logs_of
from clearspan.sources.reading.otlp_columns import Codes, Described, Whole, attributes_of, decoded, moments_of, rows_of


class _Log(Described, gc=False, rename="camel"):
    time_unix_nano: str | Whole | None = None
    observed_time_unix_nano: str | Whole | None = None


class _Scope(Struct, gc=False, rename="camel"):
    log_records: list[_Log] = []


class _Resource(Struct, gc=False, rename="camel"):
    resource: Described = msgspec.field(default_factory=Described)
    scope_logs: list[_Scope] = []


class _Export(Struct, gc=False, rename="camel"):
    resource_logs: list[_Resource]


_EXPORT = msgspec.json.Decoder(_Export)


class LogRecords:
    """Takes exports of logs apart; what is none is a record itself. `names` are the fields that the source declares. One is made
    for each file: of attributes that are not declared it knows those met so far."""

    def __init__(self, names: Collection[str]) -> None:
        self._names, self._told = frozenset(names), set[str]()
        self._codes = Codes(names, (TIME,))

    def __call__(self, value: Any) -> list[Any]:
        """The records of a parsed value."""
        return logs_of(value, self._names, self._told)

    def rows_of_lines(self, lines: bytes, declared: pa.StructType) -> tuple[pa.StructArray, Iterable[str]] | None:
        """The rows of lines and the names of their attributes that are not declared; None where a line is no sound export."""
        exports = decoded(_EXPORT, lines)
        if exports is None:
            return None
        resources = [resource for export in exports for resource in export.resource_logs]
        inside = [[log for scope in resource.scope_logs for log in scope.log_records] for resource in resources]
        logs = [log for found in inside for log in found]
        attributes = attributes_of([*logs, *map(attrgetter("resource"), resources)], self._codes)
        outer = np.repeat(np.arange(len(resources)), np.fromiter(map(len, inside), np.int64, len(inside))) + len(logs)
        columns = attributes.columns(outer)
        columns[TIME] = moments_of([log.time_unix_nano or log.observed_time_unix_nano for log in logs])
        return rows_of(columns, declared), self._codes.others()
