"""The tasks in which AI is seen at work, by job family, for planning: names alone, kept beside the facts."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from clearspan.arrow import pc
from clearspan.jobs.programme_facts import ProgrammeFacts
from clearspan.jobs.programme_past import FOLDER
from clearspan.warehouse import durable

FILE = "tasks.json"

Tasks = Mapping[str, tuple[str, ...]]
"""job family -> names of tasks: the one that most people do with AI first, the others by name."""


def write_tasks(directory: Path, facts: ProgrammeFacts, least: int) -> None:
    """Nothing; keeps which tasks evidence names, of at least so many people of a job family."""
    members = facts.members()
    if not members.num_rows:
        return
    last = members.filter(pc.equal(members["start"], pc.max(members["start"])))
    roles = dict(zip(last["person"].to_pylist(), last["role"].to_pylist(), strict=True))
    people = Counter((roles.get(row["person"]), row["task"]) for row in facts.tasks().to_pylist())
    found: dict[str, list[str]] = {}
    for (role, task), count in sorted(people.items(), key=lambda item: (-item[1], str(item[0]))):
        if role and count >= least:
            found.setdefault(role, []).append(task)
    told = {role: [tasks[0], *sorted(tasks[1:])] for role, tasks in found.items()}
    (directory / FOLDER).mkdir(parents=True, exist_ok=True)
    durable.write(directory / FOLDER / FILE, json.dumps(told, indent=1, sort_keys=True).encode())


def read_tasks(directory: Path) -> Tasks:
    """The tasks that were kept; none where there are none yet."""
    try:
        kept = json.loads((directory / FOLDER / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {role: tuple(tasks) for role, tasks in kept.items()}
