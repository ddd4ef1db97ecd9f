"""The registrations that one learning system keeps, one by one, as they stand on the last day."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

from clearspan.simulator.families import FAMILIES
from clearspan.simulator.keepers import keeper_of_course
from clearspan.simulator.training import Course, Training
from clearspan.simulator.writer import Scene

_TITLES = {
    "AI-100": "Working with AI: the first hour",
    "AI-150": "AI refresher",
    "AI-300": "Prompting in twelve minutes",
    "SAFETY-1": "Safety at work",
    "PRIVACY-2": "Handling personal data",
}


@dataclass(frozen=True)
class CourseRecord:
    """A person's registration for a course. Days are None where they have not come by the last day; `minutes` is None until the
    person has begun."""

    course: Course
    person: int
    assigned: int | None
    started: int | None
    completed: int | None
    minutes: float | None
    attempt: int


def title_of(course: Course) -> str:
    """The title of a course in a learning system's catalogue."""
    family = course.code.removeprefix("AI-ROLE-")
    return _TITLES.get(course.code) or (f"AI in {FAMILIES[int(family)].title}" if family.isdigit() else course.code)


def course_records(scene: Scene, name: str) -> Iterator[CourseRecord]:
    """The registrations that a format keeps and that were made by the last day; asked when the simulation is over."""
    last = scene.organisation.plan.until

    def come(day: int) -> int | None:
        return day if day <= last else None

    for one in Training(scene.organisation).registrations(scene.treatments):
        if keeper_of_course(one.course, scene.written) != name:
            continue
        columns = (one.people, one.assigned, one.started, one.completed, one.minutes, one.attempt)
        for person, assigned, started, completed, minutes, attempt in zip(*(column.tolist() for column in columns), strict=True):
            if min(assigned, started) <= last:
                spent = None if come(started) is None or isnan(minutes) else minutes
                yield CourseRecord(one.course, person, come(assigned), come(started), come(completed), spent, attempt)
