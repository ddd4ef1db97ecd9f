"""Team practice: what a team does together in twenty minutes on its own work. What the team changed is recorded, who did what
is not."""

import re
from dataclasses import dataclass
from enum import StrEnum

from clearspan.skills.item_files.item_file import ItemFile
from clearspan.skills.item_files.upkeep import SKILL, Upkeep, read_upkeep

HEADINGS = ("What it is for", "Bring", "Steps", "What the team changed", "How it goes wrong", "If you are few or far apart")
MINUTES = 20

_STEP = re.compile(r"\((\d+) min\)\s*(.+)", re.DOTALL)


class Exercise(StrEnum):
    """What a team does."""

    GENERATE = "generate"
    STRESS_TEST = "stress_test"
    PROTOTYPE = "prototype"
    REVIEW = "review"
    REDESIGN = "redesign"


EXERCISE_WORDS = {
    Exercise.GENERATE: "generate options",
    Exercise.STRESS_TEST: "stress-test a decision",
    Exercise.PROTOTYPE: "build a first version",
    Exercise.REVIEW: "review an AI output together",
    Exercise.REDESIGN: "redesign one process",
}
"""Each kind, as people read it."""


@dataclass(frozen=True)
class Step:
    """One step: how many minutes, and what the team does."""

    minutes: int
    text: str


@dataclass(frozen=True)
class TeamPractice:
    """One exercise for `least` to `most` people. `name` is its file. `causes` are causes and patterns of the diagnosis for
    which it is prescribed. `asks` are the questions about what the team changed; they are answered by the team as one."""

    name: str
    title: str
    exercise: Exercise
    least: int
    most: int
    skills: tuple[str, ...]
    causes: tuple[str, ...]
    purpose: str
    bring: str
    steps: tuple[Step, ...]
    asks: tuple[str, ...]
    failures: tuple[str, ...]
    apart: str
    upkeep: Upkeep


def read_team_practice(file: ItemFile) -> TeamPractice | None:
    """The exercise in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    practice = TeamPractice(
        name=file.path.stem,
        title=fields.text("title"),
        exercise=fields.choice("exercise", Exercise),
        least=fields.number("least", 2, 12),
        most=fields.number("most", 3, 30),
        skills=fields.names("skills", SKILL, "human.collaborating"),
        causes=fields.names("causes", r"[a-z][a-z_]+", "islands", least=0),
        purpose=file.section("What it is for").text,
        bring=file.section("Bring").text,
        steps=_steps(file),
        asks=file.points(file.section("What the team changed"), 2, 4),
        failures=file.points(file.section("How it goes wrong"), 2, 5),
        apart=file.section("If you are few or far apart").text,
        upkeep=read_upkeep(file),
    )
    if practice.most <= practice.least:
        fields.note("most", "`most` must be more than `least`.")
    return None if file.troubles() else practice


def _steps(file: ItemFile) -> tuple[Step, ...]:
    section = file.section("Steps")
    found: list[Step] = []
    for entry in section.points():
        if step := _STEP.fullmatch(entry.text):
            found.append(Step(int(step[1]), step[2].strip()))
        else:
            file.note(entry.line, "A step must begin with its minutes, as in `1. (3 min) Each person writes …`.")
    total = sum(step.minutes for step in found)
    if section.title and found and total != MINUTES:
        file.note(section.line, f"The steps take {total} minutes together, and must take {MINUTES}.")
    if section.title and not 3 <= len(section.points()) <= 8:
        file.note(section.line, "`Steps` must be a numbered list of 3 to 8 steps.")
    return tuple(found)
