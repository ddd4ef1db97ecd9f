"""Questions on fluency: one right answer among four, and tasks for which the best kind of help is to be named."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clearspan.errors import UsageError

RIGHT = 0
"""The position of the right choice, before choices are shown in an order of their own."""

TASK_COMPETENCY = "fluency.choosing"
"""To what the map of tools and tasks counts."""


class Expected(StrEnum):
    """How hard an author expects a question to be for people at large, before anyone has answered it."""

    VERY_EASY = "very_easy"
    EASY = "easy"
    MIDDLE = "middle"
    HARD = "hard"


@dataclass(frozen=True)
class Question:
    """One question: to which competency it counts, the families that it is for (none: everyone), the words of the choices (the
    right one first), and why it is right and the others are not."""

    name: str
    competency: str
    families: tuple[str, ...]
    stem: str
    choices: tuple[str, ...]
    why: str
    expected: Expected

    def shown(self, seed: int) -> tuple[int, ...]:
        """The positions of the choices in the order in which somebody sees them; the same for the same seed."""
        order = list(range(len(self.choices)))
        random.Random(f"{self.name}:{seed}").shuffle(order)
        return tuple(order)

    def mark(self, position: int) -> int:
        """1 for the right choice, 0 for another. Raises UsageError for a position that it does not have."""
        if not 0 <= position < len(self.choices):
            raise UsageError(f"the question {self.name} has no choice {position}", where="fluency")
        return int(position == RIGHT)


@dataclass(frozen=True)
class Help:
    """A kind of help with a task."""

    name: str
    title: str
    meaning: str


@dataclass(frozen=True)
class ToolTask:
    """A task of a role with the kind of help that fits best, those that do in a pinch, and why."""

    name: str
    family: str
    task: str
    best: str
    fair: tuple[str, ...]
    why: str

    def mark(self, kind: str) -> int:
        """2 for the best kind of help, 1 for one that does, 0 for another."""
        return 2 if kind == self.best else int(kind in self.fair)


@dataclass(frozen=True)
class FluencyPack:
    """Every question, every task of the map, and the kinds of help; each by name."""

    questions: Mapping[str, Question]
    tasks: Mapping[str, ToolTask]
    kinds: Mapping[str, Help]

    def of_family(self, family: str) -> tuple[str, ...]:
        """The names of what somebody of a family may be asked."""
        questions = [each.name for each in self.questions.values() if not each.families or family in each.families]
        return (*questions, *(each.name for each in self.tasks.values() if each.family == family))
