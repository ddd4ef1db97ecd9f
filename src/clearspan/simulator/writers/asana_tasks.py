"""Asana: tasks with their stories as the API tells them on the last day of the simulation, one task a line, a file a week."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from clearspan.simulator.arrays import Floats
from clearspan.simulator.dates import iso
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.item_marks import LABELS
from clearspan.simulator.week import Week
from clearspan.simulator.work_systems import ASANA, Workforce
from clearspan.simulator.writer import Scene, Writer, Writing

MOST = 3
"""So many tasks at most does a person begin in a week."""
BEGINS = 0.42
"""How likely each of them is."""
TAGGED = 0.5
"""Share of the tasks done with AI that say so in a tag."""
FIRST_NUMBER = 1_209_000_000_000_000

_EXISTS, _DAY, _START, _LENGTH, _TAG, _TASK, _SIZE, _BACK = range(8)


class Asana(Writing):
    """Writes the tasks of each week from the day on which the export began; those that nobody has begun stay open."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        organisation = scene.organisation
        self._org = organisation
        self._folder = folder
        self._workforce = Workforce(organisation, ASANA)
        self._accounts = self._workforce.accounts()
        self._worked: dict[int, set[int]] = {}

    def write(self, week: Week) -> None:
        """Writes the tasks that were made in a week."""
        if week.start < self._workforce.since:
            return
        draws = self._org.streams.uniform((len(self._org.people), MOST, 8), "asana", week.start)
        there = self._accounts & week.member
        person, slot = np.nonzero((draws[:, :, _EXISTS] < BEGINS) & there[:, None])
        self._folder.mkdir(parents=True, exist_ok=True)
        tasks = self._tasks(week, person.tolist(), slot.tolist(), draws)
        lines = b"".join(orjson.dumps(task) + b"\n" for task in tasks)
        self._folder.joinpath(f"tasks-{iso(week.start)}.ndjson").write_bytes(lines)
        worked = np.zeros(len(self._org.people), dtype=np.bool_)
        worked[sorted(self._worked.pop(week.start, set()))] = True
        self._workforce.note(week, worked)

    def _tasks(self, week: Week, people: list[int], slots: list[int], draws: Floats) -> Iterator[dict[str, Any]]:
        names = self._org.identity
        for person, slot in zip(people, slots, strict=True):
            draw = draws[person, slot].tolist()
            made = week.start + int(draw[_DAY] * 5)
            begun = made + int(draw[_START] * 3)
            done = begun + int(draw[_LENGTH] * 6)
            back = draw[_BACK] < 0.06 and done > begun
            number = FIRST_NUMBER + week.number * 10_000_000 + person * 10 + slot
            self._note(person, begun, done)
            yield {
                "gid": str(number),
                "name": f"{FAMILIES[self._org.people.family[person]].title} task {slot + 1}",
                "resource_subtype": "default_task",
                "created_at": _moment(made, 8),
                "modified_at": _moment(min(done, self._org.plan.until), 18),
                "completed": done <= self._org.plan.until,
                "completed_at": _moment(done, 16) if done <= self._org.plan.until else None,
                "start_on": None,
                "assignee": {"gid": str(1_201_000_000_000_000 + person), "email": names.email[person]},
                "tags": [{"name": text} for text in self._tags(week, person, draw)],
                "custom_fields": [{"name": "Story points", "number_value": (1, 2, 3, 5)[int(draw[_SIZE] * 4)]}],
                "stories": [
                    story for story in _stories(begun, done, back) if story["created_at"][:10] <= iso(self._org.plan.until)
                ],
            }

    def _note(self, person: int, *days: int) -> None:
        """Notes in which weeks a person worked: where a task of theirs was begun or finished."""
        for day in days:
            if day <= self._org.plan.until:
                self._worked.setdefault(day - (day + 3) % 7, set()).add(person)

    def _tags(self, week: Week, person: int, draw: list[float]) -> list[str]:
        tools = np.flatnonzero(week.used[person])
        if not len(tools) or draw[_TAG] >= TAGGED:
            return []
        tasks = FAMILIES[self._org.people.family[person]].work.tasks
        return [LABELS[int(tools[0])], f"task:{tasks[int(draw[_TASK] * len(tasks))]}"]

    def truth(self) -> dict[str, Any]:
        """Who worked here, and with AI, by week."""
        return {"work_systems": {"asana": self._workforce.truth()}}


WRITER = Writer(name="asana_tasks", folder="asana", begin=Asana, usual=True)


def _stories(begun: int, done: int, back: bool) -> list[dict[str, Any]]:
    """What was done with a task; one that came `back` was marked complete a day too early."""
    stories = [{"resource_subtype": "section_changed", "created_at": _moment(begun, 9), "new_section": {"name": "Doing"}}]
    if back:
        stories += [
            {"resource_subtype": "marked_complete", "created_at": _moment(done - 1, 15)},
            {"resource_subtype": "marked_incomplete", "created_at": _moment(done - 1, 17)},
        ]
    return [*stories, {"resource_subtype": "marked_complete", "created_at": _moment(done, 16)}]


def _moment(day: int, hour: int) -> str:
    return f"{iso(day)}T{hour:02d}:00:00.000Z"
