"""Work items in the neutral CSV: one row an item that no other system keeps, times with the UTC offset of the owner's place."""

from itertools import compress
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.item_marks import task_of
from clearspan.simulator.keepers import WORK_ITEMS, keeper_of_work
from clearspan.simulator.people import OFFSETS
from clearspan.simulator.rework import Rework
from clearspan.simulator.week import Week
from clearspan.simulator.work import Workplace
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = (
    "item_id", "kind", "owner_email", "job_family", "task", "difficulty", "learner_grade", "created", "started",
    "finished", "reopened", "quality", "ai_assisted",
)  # fmt: skip


class WorkItems(Writing):
    """Writes the items of each week as they stand on the last day of the simulation."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._mine = [keeper_of_work(family, scene.written) == WORK_ITEMS for family in range(len(FAMILIES))]
        self._workplace = Workplace(scene.organisation, scene.gamers)
        self._rework = Rework(scene.organisation, self._workplace.form)
        self._file = CsvFile(folder / "work-items.csv", COLUMNS)

    def write(self, week: Week) -> None:
        """Writes the items created in a week."""
        items = self._workplace.items(week)
        self._rework.add(items)
        org = self._org
        families = org.people.family[items.owner].tolist()
        offsets = [OFFSETS[at] for at in org.people.location[items.owner].tolist()]
        finished = items.finished < self._end
        quality = [
            f"{value:.2f}" if done and not isnan(value) else ""
            for value, done in zip(items.quality.tolist(), finished.tolist(), strict=True)
        ]
        rows = zip(
            items.number,
            [FAMILIES[family].work.kind for family in families],
            [org.identity.email[owner] for owner in items.owner.tolist()],
            [FAMILIES[family].title for family in families],
            [task_of(family, task) for family, task in zip(families, items.task.tolist(), strict=True)],
            items.difficulty.tolist(),
            items.learner.astype(int).tolist(),
            self._moments(items.created, offsets),
            self._moments(items.started, offsets),
            self._moments(items.finished, offsets),
            np.where(finished, items.reopened, 0).tolist(),
            quality,
            ["" if value < 0 else value for value in items.assisted.tolist()],
            strict=True,
        )
        self._file.add(compress(rows, (self._mine[family] for family in families)))

    def finish(self) -> None:
        """Closes the file."""
        self._file.close()

    @property
    def _end(self) -> int:
        return (self._org.plan.until + 1) * 1440

    def _moments(self, minutes: Ints, offsets: list[str]) -> list[str]:
        """Times as ISO text with their offsets; nothing where the simulation has not come so far."""
        texts = np.datetime_as_string(minutes.astype("datetime64[m]"), unit="s").tolist()
        come = (minutes < self._end).tolist()
        return [text + offset if so_far else "" for text, offset, so_far in zip(texts, offsets, come, strict=True)]

    def truth(self) -> dict[str, Any]:
        """How often work came back, and the time that AI saves."""
        return {"rework": self._rework.truth()}


WRITER = Writer(name="work_items", folder="work", begin=WorkItems, usual=True)
