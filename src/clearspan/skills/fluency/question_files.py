"""Reads the questions on fluency and the map of tools and tasks from their files."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from clearspan.skills.fluency.question import Expected, FluencyPack, Help, Question, ToolTask
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.trouble import Trouble
from clearspan.skills.shipped import shipped
from clearspan.vocabulary.licence import OPEN_LICENCES

NAME = r"[a-z][a-z0-9_]{1,63}"
WORDS = r"[\s\S]{1,300}"
WRONG = 3
LONGEST_STEM = 320

T = TypeVar("T", Question, Help, ToolTask)


@cache
def fluency_pack() -> FluencyPack:
    """What comes with Clearspan. Raises ShelfError where a file does not do."""
    questions = shipped("fluency", "questions.toml", read_questions)
    kinds, tasks = shipped("fluency", "tool_task_map.toml", read_map)
    return FluencyPack(questions, tasks, kinds)


def read_questions(path: Path) -> tuple[dict[str, Question], tuple[Trouble, ...]]:
    """The questions in a file by name, and everything that is wrong with it."""
    file = FactsFile(path)
    _read_source(file.fields)
    found = _named(file.fields.each("question", 1), _question)
    return found, file.troubles()


def read_map(path: Path) -> tuple[tuple[dict[str, Help], dict[str, ToolTask]], tuple[Trouble, ...]]:
    """The kinds of help and the tasks in a file by name, and everything that is wrong with it."""
    file = FactsFile(path)
    _read_source(file.fields)
    kinds = _named(file.fields.each("kind", 2), lambda fields, name: Help(name, fields.text("title"), fields.text("meaning")))
    tasks = _named(file.fields.each("task", 1), lambda fields, name: _task(fields, name, set(kinds)))
    return (kinds, tasks), file.troubles()


def _read_source(fields: Fields) -> None:
    for name in ("title", "source"):
        fields.text(name)
    if fields.text("licence") not in OPEN_LICENCES:
        fields.note("licence", "The licence is not known to allow changes.", f"Known: {', '.join(sorted(OPEN_LICENCES))}.")
    if fields.day("review_by") <= fields.day("reviewed"):
        fields.note("review_by", "`review_by` must come after `reviewed`.")


def _named(written: Iterable[Fields], read: Callable[[Fields, str], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for fields in written:
        name = fields.text("id")
        if not re.fullmatch(NAME, name):
            fields.note("id", "`id` must be small letters, digits and underscores.")
        if name in found:
            fields.note("id", f"There are two of the name {name}.")
        found[name] = read(fields, name)
    return found


def _question(fields: Fields, name: str) -> Question:
    wrong = fields.names("wrong", WORDS, "The price, if the assistant says that it is certain", WRONG)
    question = Question(
        name=name,
        competency=fields.text("competency"),
        families=fields.names("families", NAME, "sales", 0),
        stem=fields.text("stem"),
        choices=(fields.text("right"), *wrong),
        why=fields.text("why"),
        expected=fields.choice("expected", Expected),
    )
    if question.competency not in {each.name for each in framework().of_layer("fluency")}:
        fields.note("competency", "`competency` must be one of the layer of fluency.")
    if len(wrong) != WRONG or len(set(question.choices)) != WRONG + 1:
        fields.note("wrong", f"There must be {WRONG} wrong choices, each different.")
    if len(question.stem) > LONGEST_STEM:
        fields.note("stem", f"The question is longer than {LONGEST_STEM} characters.")
    _note_families(fields, "families", question.families)
    return question


def _task(fields: Fields, name: str, kinds: set[str]) -> ToolTask:
    task = ToolTask(
        name=name,
        family=fields.text("family"),
        task=fields.text("task"),
        best=fields.text("best"),
        fair=fields.names("fair", NAME, "chat", 0),
        why=fields.text("why"),
    )
    if unknown := {task.best, *task.fair} - kinds:
        fields.note("best", f"There is no kind of help called {', '.join(sorted(unknown))}.")
    if task.best in task.fair:
        fields.note("fair", "The best kind of help stands among the others.")
    _note_families(fields, "family", (task.family,))
    return task


def _note_families(fields: Fields, field: str, families: Iterable[str]) -> None:
    for name in set(families) - set(framework().families):
        fields.note(field, f"There is no family {name}.")
