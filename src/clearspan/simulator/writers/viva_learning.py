"""Viva Learning course activities: Graph's answers, a person with any activity a line.

Graph says neither how long somebody learned nor what a course is about or for whom it was made.
"""

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from clearspan.simulator.course_records import CourseRecord, course_records
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.writer import Scene, Writer, Writing

NAME = "viva_learning"


class VivaLearning(Writing):
    """Writes the activities at the end."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._scene = scene
        self._file = LinesFile(folder / "learning-course-activities.ndjson")

    def finish(self) -> None:
        """Writes every registration made by the last day."""
        found: dict[int, list[dict[str, Any]]] = {}
        for record in course_records(self._scene, NAME):
            found.setdefault(record.person, []).append(self._activity(record))
        context = "https://graph.microsoft.com/v1.0/$metadata#learningCourseActivities"
        self._file.add({"@odata.context": context, "value": found[person]} for person in sorted(found))

    def _activity(self, record: CourseRecord) -> dict[str, Any]:
        done, begun = record.completed is not None, record.started is not None
        learner = self._scene.organisation.identity.guid(record.person, "entra")
        kind = "learningSelfInitiatedCourse" if record.assigned is None else "learningAssignment"
        activity = {
            "@odata.type": f"#microsoft.graph.{kind}",
            "id": str(uuid5(NAMESPACE_URL, f"{record.course.code}/{record.person}/{record.attempt}")),
            "learnerUserId": learner,
            "learningContentId": content_id(record.course.code),
            "status": "completed" if done else "inProgress" if begun else "notStarted",
            "completionPercentage": 100 if done else 30 if begun else 0,
            "startedDateTime": _moment(record.started),
            "completedDateTime": _moment(record.completed),
        }
        return activity if record.assigned is None else {**activity, "assignedDateTime": _moment(record.assigned)}


def content_id(code: str) -> str:
    """The number of a course in the catalogue."""
    return str(uuid5(NAMESPACE_URL, code))


def _moment(day: int | None) -> str | None:
    return None if day is None else f"{iso(day)}T11:00:00+00:00"


WRITER = Writer(name=NAME, folder="viva-learning", begin=VivaLearning)
