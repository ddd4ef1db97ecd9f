"""GitHub Copilot user-teams-1-day: NDJSON, which user is in which GitHub team, on the Friday of each week.

Everyone is in the team of their own and in the department's; teams of fewer than five seats are not told of.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.copilot_record import ENTERPRISE_ID, ORGANISATION_ID
from clearspan.simulator.dates import iso
from clearspan.simulator.families import COPILOT
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.names import plain
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

FEWEST = 5
FRIDAY = 4


class GithubCopilotUserTeams(Writing):
    """Writes the memberships of those who hold a seat."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the report of the week's Friday."""
        day = week.start + FRIDAY
        LinesFile(self._folder / f"user-teams-{iso(day)}.ndjson").add(self._rows(day))

    def _rows(self, day: int) -> Iterator[dict[str, Any]]:
        org, structure = self._org, self._org.structure
        held = np.flatnonzero(org.licences.held_on(day)[:, COPILOT])
        team = org.people.team_on(day)[held]
        department = structure.team_department[team]
        sizes = [np.bincount(group, minlength=1) for group in (team, department)]
        for person, *groups in zip(held.tolist(), team.tolist(), department.tolist(), strict=True):
            for kind, group in enumerate(groups):
                if sizes[kind][group] < FEWEST:
                    continue
                key = structure.department_key(group) if kind else structure.team_key(group)
                yield {
                    "user_id": org.identity.github_id(person),
                    "user_login": org.identity.login[person],
                    "day": iso(day),
                    "organization_id": ORGANISATION_ID,
                    "enterprise_id": ENTERPRISE_ID,
                    "team_id": 2 * group + kind,
                    "slug": "-".join(filter(None, map(plain, key.split()))),
                }


WRITER = Writer(name="github_copilot_user_teams", folder="github-copilot/user-teams-1-day", begin=GithubCopilotUserTeams)
