"""SCORM completions: the registrations of an engine in the cloud as its API answers them, page by page in one file."""

from pathlib import Path
from typing import Any

from clearspan.simulator.accounts import learner_id
from clearspan.simulator.course_records import CourseRecord, course_records, title_of
from clearspan.simulator.dates import iso
from clearspan.simulator.identity import Identity
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.paging import pages_of
from clearspan.simulator.writer import Scene, Writer, Writing

NAME = "scorm_completions"
A_PAGE = 500
BY_ADDRESS_EVERY = 6
"""One learner in so many is known by the address alone, in place of a number."""


class ScormCompletions(Writing):
    """Writes the registrations at the end; an engine does not say for whom a course was made."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._scene = scene
        self._file = LinesFile(folder / "registrations.ndjson")

    def finish(self) -> None:
        """Writes every registration made by the last day."""
        names = self._scene.organisation.identity
        found = (_registration(names, record) for record in course_records(self._scene, NAME))
        for number, (page, more) in enumerate(pages_of(found, A_PAGE), 1):
            self._file.add([{"registrations": page, "more": f"m{number}" if more else ""}])


def _registration(names: Identity, record: CourseRecord) -> dict[str, Any]:
    email, begun, done = names.email[record.person], record.started is not None, record.completed is not None
    by_address = record.person % BY_ADDRESS_EVERY == 0
    learner = {"id": email} if by_address else {"id": learner_id(names, record.person), "email": email}
    return {
        "id": f"reg-{record.course.code}-{record.person}-{record.attempt}",
        "instance": record.attempt - 1,
        "registrationCompletion": "COMPLETED" if done else "INCOMPLETE" if begun else "UNKNOWN",
        "registrationSuccess": "PASSED" if done else "UNKNOWN",
        "totalSecondsTracked": None if record.minutes is None else round(60 * record.minutes, 1),
        "createdDate": _moment(record.assigned if record.assigned is not None else record.started),
        "firstAccessDate": _moment(record.started),
        "completedDate": _moment(record.completed),
        "course": {"id": record.course.code, "title": title_of(record.course), "version": 1},
        "learner": {**learner, "firstName": names.name[record.person].split()[0]},
    }


def _moment(day: int | None) -> str | None:
    return None if day is None else f"{iso(day)}T10:00:00.000Z"


WRITER = Writer(name=NAME, folder="scorm", begin=ScormCompletions)
