"""A simulation on disk, and readers of what it wrote."""

import csv
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from clearspan.simulator.plan import Plan
from clearspan.simulator.simulate import simulate


@dataclass(frozen=True)
class Written:
    """A simulation on disk."""

    plan: Plan
    root: Path
    truth: dict[str, Any]

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    def rows(self, pattern: str) -> list[dict[str, str]]:
        """All rows of the CSV files that match, in the order of file names."""
        return _rows(self.exports, pattern)

    def records(self, pattern: str) -> list[dict[str, Any]]:
        """All records of the NDJSON files that match."""
        return _records(self.exports, pattern)

    def pages(self, pattern: str) -> list[tuple[str, dict[str, Any]]]:
        """All JSON files that match: the day in the name, and the page."""
        paths = sorted(self.exports.glob(pattern))
        return [(path.name[len("users-") :][:10], json.loads(path.read_text())) for path in paths]

    def digests(self) -> dict[str, str]:
        """The digest of every file by its path."""
        return {
            str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def share(self, teams: list[str], weeks: slice = slice(None), counted: str = "active") -> float:
        """The true share of people of some teams who were active in a week, over some weeks."""
        of = self.truth["weekly"]["teams"]
        active = sum(sum(of[team][counted][weeks]) for team in teams)
        return active / sum(sum(of[team]["members"][weeks]) for team in teams)

    def team_of(self) -> dict[str, str]:
        """The last known team of everyone, by e-mail address (aliases too)."""
        found: dict[str, str] = {}
        for row in self.rows("roster/*.csv"):
            team = " / ".join((row["Division"], row["Department"], row["Supervisory_Organization"]))
            for email in (row["Email_-_Work"], row["Additional_Emails"]):
                if email:
                    found[email] = team
        return found

    def stuck(self) -> dict[str, list[str]]:
        """The stuck teams by planted cause."""
        found: dict[str, list[str]] = {}
        for one in self.truth["stuck"]:
            found.setdefault(one["cause"], []).append(one["team"])
        return found

    def healthy(self) -> list[str]:
        """The teams in which no cause is planted, without leadership teams."""
        stuck = {one["team"] for one in self.truth["stuck"]}
        return [one["team"] for one in self.truth["teams"] if one["team"] not in stuck and not one["leadership"]]


Run = Callable[..., Written]


def run(root: Path, plan: Plan, assignment: Path | None = None) -> Written:
    """A simulation written below `root`."""
    simulate(plan, root, assignment)
    return Written(plan, root, json.loads((root / "truth.json").read_text()))


def monday(day: str) -> str:
    """The Monday of a day's week; both as ISO dates."""
    at = date.fromisoformat(day)
    return (at - timedelta(days=at.weekday())).isoformat()


@cache
def _rows(exports: Path, pattern: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in sorted(exports.glob(pattern)):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += csv.DictReader(file)
    return found


@cache
def _records(exports: Path, pattern: str) -> list[dict[str, Any]]:
    paths = sorted(exports.glob(pattern))
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]
