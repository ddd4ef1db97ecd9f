"""Windsurf UserPageAnalytics: the answer for a week, which the file's name alone says; numbers are text, zeros left out."""

from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import write_json
from clearspan.simulator.tool_use import WINDSURF, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing


class WindsurfUsers(Writing):
    """Writes the members of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)

    def write(self, week: Week) -> None:
        """Writes the answer for a week."""
        days = self._tools.use(week, WINDSURF).active.sum(axis=1).tolist()
        members = self._tools.holders(WINDSURF) & (week.member | (np.array(days) > 0))
        path = self._folder / f"windsurf-users-{iso(week.start)}-to-{iso(week.start + 6)}.json"
        stats = [self._member(week, person, days[person]) for person in np.flatnonzero(members).tolist()]
        write_json(path, {"userTableStats": stats, "billingCycleStart": iso(week.start)})

    def _member(self, week: Week, person: int, days: int) -> dict[str, Any]:
        names = self._org.identity
        member = {
            "name": names.name[person],
            "email": names.email[person],
            "apiKey": f"ws-{names.token[person]}",
            "role": "member",
        }
        return member | ({"activeDays": str(days), "lastUpdateTime": f"{iso(week.start + 6)}T20:00:00Z"} if days else {})


WRITER = Writer(name="windsurf_users", folder="windsurf/users", begin=WindsurfUsers)
