"""GitHub Copilot usage metrics: NDJSON by day, parts with repeated rows, days pulled again, and the 28-day report."""

from pathlib import Path

import numpy as np
import orjson

from clearspan.simulator.arrays import NEVER
from clearspan.simulator.copilot_record import (
    AVAILABLE,
    CODE_REVIEW,
    CREDITS,
    LANGUAGES,
    SERVER_SIDE,
    Coder,
    Day,
    by_feature,
    record,
    styles,
)
from clearspan.simulator.dates import iso
from clearspan.simulator.families import COPILOT
from clearspan.simulator.interaction_style import lean_of
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import is_working_day
from clearspan.simulator.writer import Scene, Writer, Writing

RESTATED_DAYS = 4
"""The newest days whose first pull lacks late rows, and that are pulled again."""
PULLED_LATER = 5
"""Days after the last day on which the second pull is made."""
LATE, LOW = 0.15, 0.3
"""Shares of rows that the first pull lacks, and whose first counts are half of the final ones."""
PARTS_EVERY, REPEATED = 11, 20
"""One day in so many comes in two parts, and one row in so many stands in both."""
UNMEASURED = 0.05
"""Share of people whose editor sends no telemetry."""
CREDITS_ONLY, REVIEWED_ONLY = 0.07, 0.04
WINDOW = 28


class GithubCopilot(Writing):
    """Writes the reports day by day."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        organisation = scene.organisation
        self._org = organisation
        self._style = scene.style
        self._acts = np.zeros((len(organisation.people), 2), dtype=np.int64)
        self._days = folder / "users-1-day"
        self._days.mkdir(parents=True, exist_ok=True)
        self._gaming = {gamer.person: gamer.since for gamer in scene.gamers if gamer.tool == COPILOT}
        self._coders = _coders(organisation)
        last = organisation.plan.until
        window = folder / "users-28-day"
        window.mkdir(exist_ok=True)
        self._window = (window / f"users-28-day-{iso(last)}.ndjson").open("wb")
        self._span = {"report_start_day": iso(last - WINDOW + 1), "report_end_day": iso(last)}

    def write(self, week: Week) -> None:
        """Writes the days of a week."""
        for at, day in enumerate(week.days):
            if day >= AVAILABLE:
                self._day(week, at, day)
        self._style.add(week, COPILOT, self._acts[:, 0], self._acts[:, 1])
        self._acts[:] = 0

    def finish(self) -> None:
        """Closes the 28-day report."""
        self._window.close()

    def _day(self, week: Week, at: int, day: int) -> None:
        org, last = self._org, self._org.plan.until
        draws = org.streams.uniform((len(org.people), 5), "copilot", day)
        final = self._records(week, at, day, draws)
        if not final:
            return
        if day > last - WINDOW:
            self._window.write(_lines([{**row, **self._span} for _, row in final]))
        if day > last - RESTATED_DAYS:
            again = self._days / f"pulled-{iso(last + PULLED_LATER)}"
            again.mkdir(exist_ok=True)
            (again / f"{iso(day)}.ndjson").write_bytes(_lines([row for _, row in final]))
            early = self._records(week, at, day, draws, early=True)
            (self._days / f"{iso(day)}.ndjson").write_bytes(_lines([row for _, row in early]))
        elif day % PARTS_EVERY == 0:
            self._in_parts(day, [row for _, row in final])
        else:
            (self._days / f"{iso(day)}.ndjson").write_bytes(_lines([row for _, row in final]))

    def _in_parts(self, day: int, rows: list[dict[str, object]]) -> None:
        folder = self._days / iso(day)
        folder.mkdir(exist_ok=True)
        half = -(-len(rows) // 2)
        for number, part in enumerate((rows[:half], rows[half:] + rows[:half:REPEATED])):
            (folder / f"part-{number:05d}.ndjson").write_bytes(_lines(part))

    def _records(
        self, week: Week, at: int, day: int, draws: np.ndarray, *, early: bool = False
    ) -> list[tuple[int, dict[str, object]]]:
        """The day's records by person; `early` as the first pull has them."""
        active = week.active[:, COPILOT, at]
        traces = self._org.licences.held_on(day)[:, COPILOT] & (week.member & is_working_day(day))
        credited = traces & (day >= CREDITS) & (draws[:, 0] < CREDITS_ONLY)
        reviewed = traces & (day >= CODE_REVIEW) & (draws[:, 1] < REVIEWED_ONLY)
        found: list[tuple[int, dict[str, object]]] = []
        for person in np.flatnonzero(active | credited | reviewed).tolist():
            coder = self._coders[person]
            late, low = draws[person, 2] < LATE, draws[person, 3] < LOW
            if (not coder.measured and day < SERVER_SIDE) or (early and late):
                continue
            actions = int(week.actions[person, COPILOT, at]) if active[person] else 0
            if early and low:
                actions = -(-actions // 2)
            spent = round(actions * 0.06 + (0.75 if credited[person] else 0.0), 2)
            show = self._gaming.get(person, NEVER) <= day
            of = Day(day, actions, show, bool(reviewed[person]), spent, float(draws[person, 4]))
            features = by_feature(coder, of)
            if not (early or show):
                self._acts[person] += styles(features)
            found.append((person, record(coder, of, features)))
        return found


WRITER = Writer(name="github_copilot_users", folder="github-copilot", begin=GithubCopilot, usual=True)


def _coders(organisation: Organisation) -> dict[int, Coder]:
    """What does not change about everyone who ever holds a licence."""
    names = organisation.identity
    draws = organisation.streams.uniform((len(organisation.people), 6), "coder")
    lean = lean_of(organisation)
    found: dict[int, Coder] = {}
    for person in np.flatnonzero(organisation.licences.since[:, COPILOT] < NEVER).tolist():
        ide, language, agent, cli, measured, chattiness = draws[person].tolist()
        found[person] = Coder(
            login=names.login[person],
            github_id=names.github_id(person),
            ide=0 if ide < 0.6 else 1 if ide < 0.9 else 2,
            language=LANGUAGES[int(language * len(LANGUAGES))],
            agent=agent < lean.agent[person],
            cli=cli < lean.command_line[person],
            measured=measured >= UNMEASURED,
            chattiness=0.15 + 0.5 * chattiness,
        )
    return found


def unmeasured(organisation: Organisation) -> list[int]:
    """The people whose use is in no report before server-side telemetry began."""
    return [person for person, coder in _coders(organisation).items() if not coder.measured]


def _lines(rows: list[dict[str, object]]) -> bytes:
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)
