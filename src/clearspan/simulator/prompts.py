"""What people write to AI tools: made-up prompts, each with the task that it asks for, where it asks for one."""

from collections import Counter
from dataclasses import dataclass

from clearspan.simulator.families import ENGINEERING


@dataclass(frozen=True)
class Prompt:
    """A prompt and its task, of vocabulary.task; None where nobody could tell."""

    text: str
    task: str | None


OFFICE = (
    Prompt("Please write an email to the ferry operator about the new timetable", "draft email"),
    Prompt("Summarise the minutes of the harbour meeting in five points", "summarise meeting"),
    Prompt("Translate this notice into Dutch", "translate text"),
    Prompt("Analyse the toll figures of the last quarter", "analyse data"),
    Prompt("Schreibe einen kurzen Bericht über die Wartung der Brücke", "draft text"),
    Prompt("Brainstorm names for the new crossing", "collect ideas"),
    Prompt("Übersetze die Durchsage ins Englische", "translate text"),
    Prompt("Résume ce long texte en trois phrases", "summarise text"),
    Prompt("And what about Tuesday?", None),
    Prompt("Explain how the congestion charge works", "explain topic"),
    Prompt("Thanks, that is good", None),
)
CODE = (
    Prompt("Fix the bug in the toll calculation", "fix defect"),
    Prompt("Write unit tests for the gate controller", "write tests"),
    Prompt("Review this function for the lane scheduler", "review code"),
    Prompt("Explain this SQL query", "explain code"),
    Prompt("Implement a function that rounds fares", "write code"),
    Prompt("Go on", None),
    Prompt("Yes, do that", None),
)
"""What is written in office work, and in work on code."""


class Prompts:
    """Hands out prompts and counts the tasks that they ask for."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def office(self, family: int, moment: int) -> Prompt:
        """A prompt of a person of a family at a moment: engineers ask about code every second time."""
        code = family == ENGINEERING and moment // 1000 % 2 == 0
        return self._one(CODE if code else OFFICE, moment)

    def code(self, moment: int) -> Prompt:
        """A prompt to a tool that writes code."""
        return self._one(CODE, moment)

    def _one(self, among: tuple[Prompt, ...], moment: int) -> Prompt:
        found = among[moment // 1000 % len(among)]
        if found.task:
            self.asked[found.task] += 1
        return found
