"""What an installation knows of occupations: kept as three small tables in its data folder, and joined when asked."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from clearspan.practice.occupations.reading import Found
from clearspan.practice.occupations.record import Occupation, OccupationTask, TaskUse, text_key

FOLDER = "occupations"
"""Folder of a data directory."""

Record = TypeVar("Record", OccupationTask, Occupation, TaskUse)


@dataclass(frozen=True)
class Occupations:
    """Tasks by occupation and number, occupations by code, use by the key of a task's text."""

    tasks: dict[tuple[str, str], OccupationTask]
    occupations: dict[str, Occupation]
    uses: dict[str, TaskUse]

    def tasks_of(self, codes: Sequence[str]) -> list[tuple[OccupationTask, TaskUse | None]]:
        """The tasks of some occupations with their use, most used first, then by exposure, then core before others.

        Each text stands once, under the first of the occupations that has it.
        """
        found: dict[str, tuple[OccupationTask, TaskUse | None]] = {}
        for task in self.tasks.values():
            key = text_key(task.text)
            if task.code in codes:
                found.setdefault(key, (task, self.uses.get(key)))
        return sorted(found.values(), key=_rank)


def read_occupations(directory: Path) -> Occupations:
    """What was imported into a data folder; empty where nothing was."""
    folder = directory / FOLDER
    return Occupations(
        {(task.code, task.task_id): task for task in map(_task, _rows(folder / "tasks.csv"))},
        {each.code: each for each in map(_occupation, _rows(folder / "occupations.csv"))},
        {use.text: use for use in map(_use, _rows(folder / "task_use.csv"))},
    )


def write_occupations(directory: Path, known: Occupations) -> None:
    """Keep what is known of occupations in a data folder."""
    folder = directory / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "tasks.csv", OccupationTask, known.tasks.values())
    _write(folder / "occupations.csv", Occupation, known.occupations.values())
    _write(folder / "task_use.csv", TaskUse, known.uses.values())


def joined(known: Occupations, found: Found) -> Occupations:
    """What is known, with what a file held.

    A file of tasks takes the place of all tasks, since releases drop some, and keeps ratings that it does not hold itself; other
    values are taken over where the file has them.
    """
    tasks = {(task.code, task.task_id): _over(known.tasks.get((task.code, task.task_id)), task) for task in found.tasks}
    occupations = known.occupations | {each.code: _over(known.occupations.get(each.code), each) for each in found.occupations}
    uses = known.uses | {use.text: _over(known.uses.get(use.text), use) for use in found.uses}
    return Occupations(tasks or known.tasks, occupations, uses)


def _over(old: Record | None, new: Record) -> Record:
    if old is None:
        return new
    return replace(old, **{name: value for name, value in asdict(new).items() if value not in (None, "")})


def _rank(pair: tuple[OccupationTask, TaskUse | None]) -> tuple[float, float, bool, str]:
    task, use = pair
    return (-(use.share or 0.0) if use else 0.0, -(task.exposure or 0.0), task.core is not True, task.text)


def _write(path: Path, kind: type[Any], records: Iterable[Any]) -> None:
    names = [field.name for field in fields(kind)]
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows([_written(getattr(record, name)) for name in names] for record in records)
    beside.replace(path)


def _written(value: Any) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)


def _task(row: dict[str, str]) -> OccupationTask:
    core = {"1": True, "0": False}.get(row["core"])
    return OccupationTask(row["code"], row["task_id"], row["text"], core, _number(row["exposure"]))


def _occupation(row: dict[str, str]) -> Occupation:
    return Occupation(row["code"], row["title"], _number(row["exposure"]), _number(row["observed"]))


def _use(row: dict[str, str]) -> TaskUse:
    return TaskUse(row["text"], _number(row["share"]), _number(row["automation"]), _number(row["penetration"]))


def _number(text: str) -> float | None:
    return float(text) if text else None
