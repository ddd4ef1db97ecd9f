"""Cornerstone transcripts: a custom report in CSV with dates as Americans write them.

The report has the hours of the catalogue and not those that people spent, and does not say for whom a course was made.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clearspan.simulator.accounts import learner_id
from clearspan.simulator.course_records import CourseRecord, course_records, title_of
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import day_of

NAME = "cornerstone_transcripts"
COLUMNS = (
    "User ID", "User Full Name", "User Email", "Training Title", "Training Object ID", "Training Type", "Training Hours",
    "Transcript Status", "Transcript Assigned Date", "Transcript Registration Date", "Transcript Start Date",
    "Transcript Completed Date",
)  # fmt: skip
NO_ADDRESS_EVERY = 8
"""One record in so many lacks the address; the learner's number is in others of the same person, or in the identity file."""
OLDER = ("Fire drill", "FIRE-1", "Session", "1", "Withdrawn", "", "1/31/2024", "", "")
"""What everyone's list has from before: it also shows that the month stands first."""


class CornerstoneTranscripts(Writing):
    """Writes the transcripts at the end."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._scene = scene
        self._path = folder / "transcripts.csv"

    def finish(self) -> None:
        """Writes every registration made by the last day, and one from before for everybody who is on the list."""
        file = CsvFile(self._path, COLUMNS, newline="\r\n")
        records = list(course_records(self._scene, NAME))
        file.add((*self._who(person), *OLDER) for person in sorted({record.person for record in records}))
        file.add(self._rows(records))
        file.close()

    def _rows(self, records: list[CourseRecord]) -> Iterator[tuple[Any, ...]]:
        for number, record in enumerate(records):
            number_, name, email = self._who(record.person)
            done, begun = record.completed is not None, record.started is not None
            yield (
                number_,
                name,
                email if number % NO_ADDRESS_EVERY else "",
                title_of(record.course),
                record.course.code,
                "Online Class",
                round(record.course.minutes / 60, 4),
                "Completed" if done else "In Progress" if begun else "Registered",
                _american(record.assigned),
                _american(record.assigned if record.assigned is not None else record.started),
                _american(record.started),
                _american(record.completed),
            )

    def _who(self, person: int) -> tuple[str, str, str]:
        names = self._scene.organisation.identity
        return learner_id(names, person), names.name[person], names.email[person]


def _american(day: int | None) -> str:
    if day is None:
        return ""
    at = day_of(day)
    return f"{at.month}/{at.day}/{at.year} 9:00 AM"


WRITER = Writer(name=NAME, folder="cornerstone", begin=CornerstoneTranscripts)
