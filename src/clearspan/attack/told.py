"""What an outsider reads about groups in words: findings, as a surface gives them to programs."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind, parse_period

JOINED = " + "
"""Joins the keys of groups that are spoken of together."""

ABOUT = "statement"
"""The detail that tells apart several findings of one kind about one group."""

SILENT = frozenset({"too few people"})
"""Outcomes that say nothing of a group but its size."""


@dataclass(frozen=True)
class Told:
    """One finding as seen from outside; `details` is JSON in a fixed order, `about` what tells it apart from others of its kind
    about the group."""

    kind: str
    dimension: str
    group: str
    period: str
    outcome: str
    sensitive: bool
    details: str
    about: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What makes two looks the same finding."""
        return self.kind, self.dimension, self.group, self.period, self.about

    @property
    def content(self) -> tuple[str, str]:
        """What is said."""
        return self.outcome, self.details

    @property
    def silent(self) -> bool:
        """Whether nothing is said of the group's people."""
        return self.outcome in SILENT

    @property
    def percentages(self) -> frozenset[int]:
        """The numbers that it tells, read as points of 100 and as shares."""
        numbers = [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", self.details)]
        return frozenset(round(times * number) for number in numbers for times in (1, 100))

    @property
    def label(self) -> str:
        """The finding in words, for a report."""
        return f"{self.kind} of {self.dimension} {self.group}, {self.period}"

    @property
    def quarter(self) -> tuple[str, int] | None:
        """Kind and first day of its period; None where it names none."""
        try:
            period = parse_period(self.period)
        except ValueError:
            return None
        return PeriodKind(period.kind).value, period.start


def told_from(rows: Iterable[object]) -> tuple[Told, ...]:
    """The findings in a list of objects; what is no finding is left out."""
    return tuple(_told(row) for row in rows if isinstance(row, Mapping) and {"kind", "group", "outcome"} <= row.keys())


def told_in(text: str) -> tuple[Told, ...]:
    """The findings in a JSON list; none where the text is something else."""
    try:
        rows = json.loads(text)
    except ValueError:
        return ()
    return told_from(rows) if isinstance(rows, list) else ()


def told_in_csv(text: str) -> tuple[Told, ...]:
    """The findings in a CSV whose column `details` is JSON."""
    return told_from({**row, "details": _read(row.get("details"))} for row in csv.DictReader(io.StringIO(text)))


def _told(row: Mapping[Any, Any]) -> Told:
    details = row.get("details")
    about = str(details.get(ABOUT, "")) if isinstance(details, Mapping) else ""
    return Told(
        kind=str(row["kind"]),
        dimension=str(row.get("dimension") or Dimension.TEAM.value),
        group=str(row["group"]),
        period=str(row.get("period") or ""),
        outcome=str(row["outcome"]),
        sensitive=str(row.get("sensitive")).lower() == "true",
        details=json.dumps(details, sort_keys=True),
        about=about,
    )


def _read(text: str | None) -> object:
    try:
        return json.loads(text or "null")
    except ValueError:
        return text
