"""GitHub Copilot seats: the list of each week's Sunday, as the API tells it for an enterprise."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.clocks import local
from clearspan.simulator.copilot_record import IDES
from clearspan.simulator.dates import iso
from clearspan.simulator.families import COPILOT
from clearspan.simulator.json_file import write_json
from clearspan.simulator.names import SHORTCODE
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

TWICE = 12
"""One person in so many has the seat from two organisations of the enterprise, and is listed twice."""
RETENTION = 90
"""Days for which the vendor remembers the last activity."""
CANCELLED = 14
"""Days before its end at which the end of a seat is announced."""


class GithubCopilotSeats(Writing):
    """Writes the seats as they stand at the end of a week; the day stands in the file's name."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._last = np.zeros(len(self._org.people), dtype=np.int64)

    def write(self, week: Week) -> None:
        """Writes the list of the week's last day."""
        for at, day in enumerate(week.days):
            self._last[week.active[:, COPILOT, at]] = day
        day = week.start + 6
        held = np.flatnonzero(self._org.licences.held_on(day)[:, COPILOT]).tolist()
        seats = [seat for person in held for seat in self._seats(person, day)]
        if seats:
            seats.append({**seats[0], "assignee": None})
        write_json(self._folder / f"copilot-seats-{iso(day)}.json", {"total_seats": len(held), "seats": seats})

    def _seats(self, person: int, day: int) -> Iterator[dict[str, Any]]:
        """A person's seat, twice where two organisations give it; the second came later."""
        licences, names, people = self._org.licences, self._org.identity, self._org.people
        since, until = int(licences.since[person, COPILOT]), int(licences.until[person, COPILOT])
        last = int(self._last[person]) if day - self._last[person] < RETENTION else 0
        ide, version = IDES[person % len(IDES)]
        seat = {
            "created_at": f"{iso(since)}T09:00:00Z",
            "updated_at": f"{iso(since)}T09:00:00Z",
            "pending_cancellation_date": iso(until) if until - day <= CANCELLED else None,
            "last_activity_at": local(last * 1440 + 17 * 60, int(people.location[person])) if last else None,
            "last_activity_editor": f"{ide}/{version}/copilot-chat/0.45.0" if last else None,
            "last_authenticated_at": f"{iso(last)}T07:00:00Z" if last else None,
            "plan_type": "enterprise",
            "assignee": {"login": names.login[person], "id": names.github_id(person), "type": "User"},
            "organization": {"login": SHORTCODE},
        }
        yield seat
        if person % TWICE == 0 and since < day:
            yield {**seat, "created_at": f"{iso(since + 1)}T09:00:00Z", "organization": {"login": f"{SHORTCODE}-labs"}}


WRITER = Writer(name="github_copilot_seats", folder="github-copilot/seats", begin=GithubCopilotSeats)
