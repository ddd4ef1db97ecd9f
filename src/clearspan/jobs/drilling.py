"""A person at a drill, or at the item of a lesson: opening it, the first answer, and what came of it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from clearspan import clock
from clearspan.application.store import Application
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.lesson import Lesson
from clearspan.practice.record import Opened, PracticeRecord
from clearspan.settings import load_settings
from clearspan.skills.drills.drill import USUAL_PAYOFFS, Action, Document, Drill, Severity
from clearspan.skills.drills.marking import mark, passages
from clearspan.skills.judgment.attempt import STEPS, Attempt
from clearspan.skills.judgment.form import Form, drawn_form

LESSON_SHARE = 0.5
"""Share of lessons whose item is shown with its error."""


@dataclass(frozen=True)
class Shown:
    """An output as it lies before a person: the item, the output (Markdown), its passages, and what may be looked up."""

    opened: Opened
    item: Drill | Lesson
    output: str
    passages: Sequence[str]
    packet: Sequence[Document]


@dataclass(frozen=True)
class Outcome:
    """What came of an answer: the output as it was shown, the attempt, the action that would have been best, and its minutes."""

    shown: Shown
    attempt: Attempt
    best: Action
    best_minutes: int


class Drilling:
    """The drills of one person of a directory; each output is answered once, and its twin is never shown to the same person."""

    def __init__(self, directory: Path, person: int) -> None:
        self._directory, self._person = directory, person
        self._library = PersonPractice(directory, person).library

    def show(self, link: str, ai_free: bool = False) -> Shown | None:
        """The output that the person sees for a drill (or a lesson's item); None where the library has no such item, or it was
        answered before."""
        item = self._item(link)
        if item is None:
            return None
        with self._store() as store:
            record = PracticeRecord(store)
            answered = record.answers(self._person)
            if any(answer.item == link for answer in answered):
                return None
            form = self._drawn(link, item, [Form(answer.seeded, answer.polished) for answer in answered])
            opened = record.open_drill(self._person, link, form.seeded, form.polished, ai_free, int(clock.now().timestamp()))
        return _shown(opened, item)

    def first(self, link: str, step: int, action: Action) -> Shown:
        """The same output after the person said how sure they are and what they do. The first answer stands. Raises UsageError
        where there is nothing open, or the step is none."""
        shown = self.show(link)
        if shown is None or step not in STEPS:
            raise UsageError("is not open, or was answered without a confidence", where=link, remedy="Open the drill again.")
        with self._store() as store:
            PracticeRecord(store).first_answer(self._person, shown.opened.number, step, action)
        return shown

    def close(self, link: str, passage: int | None, written: str) -> Outcome:
        """What came of the answer: `passage` is the place pointed at (None: nothing is wrong), `written` what belongs there.

        The words are marked and not kept. Raises UsageError where there was no first answer.
        """
        shown = self.show(link)
        with self._store() as store:
            record = PracticeRecord(store)
            told = record.first_told(self._person, shown.opened.number) if shown else None
            if shown is None or told is None:
                raise UsageError("has no open answer", where=link, remedy="Open the drill again.")
            attempt = self._attempt(shown, told, passage, written)
            record.close_drill(self._person, shown.opened.number, attempt, int(clock.now().timestamp()))
        payoff = attempt.payoff
        best = max(Action, key=lambda action: payoff.of(action, attempt.seeded))
        return Outcome(shown, attempt, best, payoff.of(best, attempt.seeded))

    def _attempt(self, shown: Shown, told: tuple[int, Action], passage: int | None, written: str) -> Attempt:
        twin, opened = shown.item.twin, shown.opened
        marked = mark(twin, shown.output, opened.seeded, passage, written)
        confidence, action = told
        return Attempt(
            person=self._person,
            drill=opened.item,
            day=int(clock.now().timestamp()) // 86400,
            seeded=opened.seeded,
            polished=opened.polished,
            error=twin.error if opened.seeded else None,
            confidence=confidence,
            action=action,
            located=bool(marked.located),
            fixed=bool(marked.fixed),
            payoff=getattr(shown.item, "payoff", USUAL_PAYOFFS[Severity.MEDIUM]),
        )

    def _item(self, link: str) -> Drill | Lesson | None:
        item = self._library.item(link)
        return item if isinstance(item, Drill | Lesson) else None

    def _drawn(self, link: str, item: Drill | Lesson, done: Sequence[Form]) -> Form:
        """How the output is shown: seeded by the hidden share of its set, raw and polished in turns."""
        drills = self._library.drill_sets.get(item.family) if isinstance(item, Drill) else None
        return drawn_form(drills.seeded_share if drills else LESSON_SHARE, done, f"{self._person}:{link}")

    def _store(self) -> AbstractContextManager[Application]:
        return open_application(self._directory, load_settings(self._directory))


def _shown(opened: Opened, item: Drill | Lesson) -> Shown:
    if isinstance(item, Drill):
        output, packet = item.output(seeded=opened.seeded, polished=opened.polished), item.packet
    else:
        output, packet = item.twin.output(item.output, opened.seeded), (Document("What AI was given", item.given),)
    return Shown(opened, item, output, passages(output), packet)
