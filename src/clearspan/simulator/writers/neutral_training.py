"""Training records in the neutral CSV: one row a registration for a course that no other system keeps, as it stands on the last
day of the simulation."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from clearspan.simulator.arrays import NEVER, Ints
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.keepers import TRAINING, keeper_of_course
from clearspan.simulator.training import Registrations, Training
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = (
    "email", "course", "kind", "channel", "about_ai", "assigned", "started", "completed", "status", "minutes", "attempt",
)  # fmt: skip


class TrainingRecords(Writing):
    """Writes the records at the end: they are exported once, on the last day."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._scene = scene
        self._path = folder / "training.csv"

    def finish(self) -> None:
        """Writes every registration made by the last day."""
        file = CsvFile(self._path, COLUMNS)
        for one in Training(self._org).registrations(self._scene.treatments):
            if keeper_of_course(one.course, self._scene.written) == TRAINING:
                file.add(self._rows(one))
        file.close()

    def _rows(self, one: Registrations) -> Iterable[tuple[object, ...]]:
        last, email, course = self._org.plan.until, self._org.identity.email, one.course
        known = np.minimum(one.assigned, one.started) <= last
        started, completed = one.started[known] <= last, one.completed[known] <= last
        status = np.select([completed, started], ["completed", "in progress"], "registered")
        minutes = [f"{spent:.0f}" if begun else "" for spent, begun in zip(one.minutes[known], started, strict=True)]
        return zip(
            (email[person] for person in one.people[known].tolist()),
            *([value] * int(known.sum()) for value in (course.code, course.kind, course.channel, int(course.about_ai))),
            _dates(one.assigned[known], last),
            _dates(one.started[known], last),
            _dates(one.completed[known], last),
            status.tolist(),
            minutes,
            one.attempt[known].tolist(),
            strict=True,
        )


WRITER = Writer(name="neutral_training", folder="neutral", begin=TrainingRecords, usual=True)


def _dates(days: Ints, last: int) -> list[str]:
    """Days as ISO dates; nothing where they have not come."""
    texts = np.datetime_as_string(np.where(days < NEVER, days, 0).astype("datetime64[D]")).tolist()
    return [text if day <= last else "" for text, day in zip(texts, days.tolist(), strict=True)]
