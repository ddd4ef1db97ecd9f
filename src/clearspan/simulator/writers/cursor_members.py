"""Cursor team members: what the Admin API answers on each week's Sunday; who left is listed as removed for a while."""

from pathlib import Path

import numpy as np

from clearspan.simulator.cursor_day import FIRST_NUMBER
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import write_json
from clearspan.simulator.names import DOMAIN
from clearspan.simulator.tool_use import CURSOR, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

REMEMBERED = 60
"""Days for which somebody who was removed is listed."""
OWNER = {"id": FIRST_NUMBER - 1, "name": "Purchasing", "email": f"purchasing@{DOMAIN}", "role": "free-owner", "isRemoved": False}


class CursorMembers(Writing):
    """Writes the members; the day stands in the file's name alone."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._holds = FurtherTools(scene.organisation, scene.gamers).holders(CURSOR)

    def write(self, week: Week) -> None:
        """Writes the list of the week's last day."""
        day, people, names = week.start + 6, self._org.people, self._org.identity
        employed = people.employed_on(day)
        listed = self._holds & (employed | ((people.left < day) & (day - people.left <= REMEMBERED)))
        members = [
            {
                "id": FIRST_NUMBER + person,
                "name": names.name[person],
                "email": names.email[person],
                "role": "member",
                "isRemoved": not employed[person],
            }
            for person in np.flatnonzero(listed).tolist()
        ]
        write_json(self._folder / f"cursor-members-{iso(day)}.json", {"teamMembers": [OWNER, *members]})


WRITER = Writer(name="cursor_members", folder="cursor/members", begin=CursorMembers)
