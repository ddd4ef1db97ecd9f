"""What became of one file of a folder of exports, or of one window that was pulled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from clearspan.sources.reading.named_days import named_days
from clearspan.sources.source import Batch

EXAMPLES = 5
"""Of how many rejected records a file's report names the number and the field."""


Content = tuple[str, tuple[int, int] | None]
"""What makes two files the same: the digest of what they hold, and the days in their names. A list without a date of its own
that did not change in a week says something new when it is saved a week later."""


@dataclass
class FileReport:
    """One file or window: what it was taken for and why, and what became of its records; rows = kept + dropped + rejected."""

    path: str
    digest: str = ""
    source: str | None = None
    source_version: int | None = None
    why: str = ""
    rows: int = 0
    dropped: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict[str, int])
    examples: list[str] = field(default_factory=list[str])
    fields_dropped: set[str] = field(default_factory=set[str])
    first_day: int | None = None
    last_day: int | None = None
    unchanged: bool = False
    failed: bool = False
    connection: str | None = None
    asked_from: int | None = None
    asked_to: int | None = None

    @property
    def series(self) -> str:
        """What names the staff list that the records belong to: the file's path, or the connection."""
        return self.connection or self.path

    @property
    def content(self) -> Content:
        """What the file holds, and about which days, as far as its name says it."""
        return self.digest, named_days(self.path)

    @property
    def kept(self) -> int:
        """Records stored."""
        return self.rows - self.dropped - self.rejected

    def count(self, batch: Batch) -> None:
        """Add what became of a batch's records."""
        self.rows += batch.records
        for reason, records in batch.dropped.items():
            self.drop(records, reason)
        for reject in batch.rejects:
            self.reject(reject.record, reject.field, reject.reason)
        self.fields_dropped |= batch.fields_dropped

    def drop(self, records: int, reason: str) -> None:
        """Count records that are left out by rule."""
        self.dropped += records
        self.reasons[reason] = self.reasons.get(reason, 0) + records

    def reject(self, record: int, field_name: str, reason: str) -> None:
        """Count a record that could not be used."""
        self.rejected += 1
        told = f"{field_name} {reason}" if field_name else reason
        self.reasons[told] = self.reasons.get(told, 0) + 1
        self._example(record, told)

    def find(self, record: int, field_name: str, reason: str, *, kept: bool) -> None:
        """Count what was found wrong in a record that was read: not used at all, or used without a part of it."""
        if not kept:
            self.reject(record, field_name, reason)
            return
        told = f"{field_name} {reason}"
        self.reasons[told] = self.reasons.get(told, 0) + 1
        self._example(record, told)

    def repeat(self, before: "FileReport") -> None:
        """Say again what an earlier run found in the same file."""
        for name in ("source", "source_version", "why", "rows", "dropped", "rejected", "first_day", "last_day"):
            setattr(self, name, getattr(before, name))
        self.reasons, self.fields_dropped, self.unchanged = dict(before.reasons), set(before.fields_dropped), True

    def cover(self, first: int | None, last: int | None) -> None:
        """Widen the days that the records cover."""
        if first is not None:
            self.first_day = first if self.first_day is None else min(self.first_day, first)
        if last is not None:
            self.last_day = last if self.last_day is None else max(self.last_day, last)

    def _example(self, record: int, told: str) -> None:
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"{self.path}, record {record}: {told}")

    def refuse(self, why: str) -> None:
        """Say that nothing of the file is used."""
        self.why, self.source, self.failed = why, None, True
        self.rows = self.dropped = self.rejected = 0
        self.reasons.clear()
        self.first_day = self.last_day = None

    def arrival_row(self, number: int, arrived_at: int) -> dict[str, object]:
        """The row of the table `arrival`."""
        return {
            "arrival": number,
            "path": self.path,
            "digest": self.digest,
            "connection": self.connection,
            "asked_from": self.asked_from,
            "asked_to": self.asked_to,
            "source": self.source,
            "source_version": self.source_version,
            "why": self.why,
            "rows": self.rows,
            "kept": self.kept,
            "dropped": self.dropped,
            "rejected": self.rejected,
            "reasons": orjson.dumps(self.reasons, option=orjson.OPT_SORT_KEYS).decode(),
            "fields_dropped": orjson.dumps(sorted(self.fields_dropped)).decode(),
            "first_day": self.first_day,
            "last_day": self.last_day,
            "arrived_at": arrived_at,
        }

    @classmethod
    def of_arrival(cls, row: Mapping[str, Any]) -> "FileReport":
        """The report that a row of the table `arrival` tells."""
        names = ("path", "digest", "source", "source_version", "why", "rows", "dropped", "rejected", "first_day", "last_day")
        report = cls(**{name: row[name] for name in names}, failed=row["source"] is None)
        report.reasons = orjson.loads(row["reasons"])
        report.fields_dropped = set(orjson.loads(row["fields_dropped"]))
        return report

    def to_json(self) -> dict[str, object]:
        """The file as `clearspan run --json` prints it."""
        return {
            "path": self.path,
            "source": self.source,
            "why": self.why,
            "rows": self.rows,
            "kept": self.kept,
            "dropped": self.dropped,
            "rejected": self.rejected,
            "reasons": self.reasons,
            "examples": self.examples,
            "unchanged": self.unchanged,
        }
