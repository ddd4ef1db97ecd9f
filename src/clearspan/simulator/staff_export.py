"""Staff lists as files: one for each day on which lists are exported."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import write_json
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.staff_list import Listed, list_days, staff_list
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writing

Answer = Callable[[Organisation, Sequence[Listed]], Any]
"""The system's answer with everyone on a list."""


class StaffExport(Writing):
    """Writes a system's answer for each list; the day stands in the file's name, as an administrator saves it."""

    def __init__(self, scene: Scene, folder: Path, stem: str, answer: Answer) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._stem = stem
        self._answer = answer
        self._before = scene.organisation.plan.first

    def write(self, week: Week) -> None:
        """Writes the lists that fall in a week."""
        for day in list_days(self._org.plan, week):
            listed = list(staff_list(self._org, day, self._before))
            write_json(self._folder / f"{self._stem}-{iso(day)}.json", self._answer(self._org, listed))
            self._before = day
