"""xAPI statements: the answers of a learning record store, one a line, with statements told twice, taken back, or of no course.

A store does not number attempts, and does not say for whom a course was made.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from clearspan.simulator.accounts import known_by_number, learner_id
from clearspan.simulator.course_records import CourseRecord, course_records, title_of
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.names import DOMAIN
from clearspan.simulator.paging import pages_of
from clearspan.simulator.writer import Scene, Writer, Writing

NAME = "xapi_statements"
A_PAGE = 500
VERBS = "http://adlnet.gov/expapi/verbs"
TWICE_EVERY, VOIDED_EVERY = 9, 13
"""One person's course in so many has its statements told twice; one in so many has a completion that was taken back."""

Statement = dict[str, Any]


class XapiStatements(Writing):
    """Writes the statements at the end."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._scene = scene
        self._file = LinesFile(folder / "statements.ndjson")

    def finish(self) -> None:
        """Writes what is stated of every registration made by the last day, and that a group watched a film."""
        for number, (page, more) in enumerate(pages_of(self._statements(), A_PAGE), 1):
            self._file.add([{"statements": page, "more": f"/xapi/statements?more={number}" if more else ""}])

    def _statements(self) -> Iterator[Statement]:
        day = self._scene.organisation.plan.first
        group = {"objectType": "Group", "mbox": f"mailto:everyone@{DOMAIN}"}
        yield _statement("group", group, "completed", (f"https://learn.{DOMAIN}/films/1", "A film"), day)
        for number, record in enumerate(course_records(self._scene, NAME)):
            told = list(self._told(record))
            yield from told * 2 if number % TWICE_EVERY == 0 else told
            yield from self._taken_back(record) if number % VOIDED_EVERY == 0 else ()

    def _told(self, record: CourseRecord) -> Iterator[Statement]:
        """The statements of a registration: assigned, begun, and completed or got on with."""
        who, what = self._actor(record.person), _course(record)
        number = f"{record.course.code}/{record.person}/{record.attempt}"
        if record.assigned is not None:
            yield _statement(f"{number}/registered", who, "registered", what, record.assigned)
        if record.started is not None:
            yield _statement(f"{number}/initialized", who, "initialized", what, record.started)
            yield _statement(f"{number}/experienced", who, "experienced", what, record.started)
            done = record.completed is not None
            verb, day = ("completed", record.completed) if done else ("progressed", record.started)
            told = _statement(f"{number}/{verb}", who, verb, what, day or record.started)
            yield told | {"result": {"completion": done, "duration": f"PT{round(60 * (record.minutes or 0))}S"}}

    def _taken_back(self, record: CourseRecord) -> list[Statement]:
        """A completion on the last day, and the statement that voids it."""
        who, number = self._actor(record.person), f"{record.course.code}/{record.person}/mistake"
        day = self._scene.organisation.plan.until
        wrong = _statement(number, who, "completed", _course(record), day)
        voids = {"objectType": "StatementRef", "id": wrong["id"]}
        return [wrong, _statement(f"{number}/voided", who, "voided", ("", ""), day) | {"object": voids}]

    def _actor(self, person: int) -> dict[str, Any]:
        names = self._scene.organisation.identity
        if known_by_number(person):
            return {"account": {"homePage": f"https://learn.{DOMAIN}", "name": learner_id(names, person)}}
        return {"objectType": "Agent", "name": names.name[person], "mbox": f"mailto:{names.email[person]}"}


def course_address(code: str) -> str:
    """The address that stands for a course."""
    return f"https://learn.{DOMAIN}/courses/{code.lower()}"


def _course(record: CourseRecord) -> tuple[str, str]:
    return course_address(record.course.code), title_of(record.course)


def _statement(number: str, who: dict[str, Any], verb: str, what: tuple[str, str], day: int) -> Statement:
    address, title = what
    return {
        "id": str(uuid5(NAMESPACE_URL, number)),
        "actor": who,
        "verb": {"id": f"{VERBS}/{verb}"},
        "object": {"objectType": "Activity", "id": address, "definition": {"name": {"en-GB": title}}},
        "timestamp": f"{iso(day)}T12:00:00.000Z",
        "version": "1.0.3",
    }


WRITER = Writer(name=NAME, folder="xapi", begin=XapiStatements)
