"""Moveworks users: what the Data API answers on the last day, its pages one a line; service accounts have no address."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.moveworks_number import moveworks_number
from clearspan.simulator.paging import pages_of
from clearspan.simulator.tool_use import MOVEWORKS, FurtherTools
from clearspan.simulator.writer import Scene, Writer, Writing

PAGE = 500


class MoveworksUsers(Writing):
    """Writes everyone employed by the last day."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._path = folder / "users.ndjson"
        self._holds = FurtherTools(scene.organisation, scene.gamers).holders(MOVEWORKS)

    def finish(self) -> None:
        """Writes the users."""
        users = [*self._users(), {"id": "7000", "email_addr": None, "access_to_bot": False}]
        LinesFile(self._path).add({"value": page} for page, _ in pages_of(users, PAGE))

    def _users(self) -> Iterator[dict[str, Any]]:
        names = self._org.identity
        for person in np.flatnonzero(self._org.people.hired <= self._org.plan.until).tolist():
            first, _, last = names.name[person].partition(" ")
            yield {
                "id": moveworks_number(person),
                "email_addr": names.email[person],
                "first_name": first,
                "last_name": last,
                "access_to_bot": bool(self._holds[person]),
                "user_preferred_language": "en",
                "external_ids": [{"connector_name": "okta", "external_id": f"00u{names.token[person]}", "source": "okta"}],
            }


WRITER = Writer(name="moveworks_users", folder="moveworks/users", begin=MoveworksUsers)
