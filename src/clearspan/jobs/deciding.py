"""A person at exercises in two steps: alone, then with AI's advice; and what they say of how the person takes advice."""

import random
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from clearspan import clock
from clearspan.application.store import Application
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.decision_record import DecisionAnswer, DecisionRecord
from clearspan.practice.freshness import offered
from clearspan.settings import load_settings
from clearspan.skills.drills.decision import RIGHT, Decision
from clearspan.skills.judgment.reliance import Switching, TwoStep, told_switching
from clearspan.vocabulary.period import day_number

RIGHT_SHARE = 0.5
"""Share of exercises in which the advice is right; it is not told."""

SHELF = "decisions"


@dataclass(frozen=True)
class Deciding:
    """An exercise as it lies before a person: the item, how far they are with it, and the places of the options in the order
    shown."""

    item: Decision
    answer: DecisionAnswer
    order: Sequence[int]


@dataclass(frozen=True)
class Listed:
    """An exercise in a person's list, and whether it is done."""

    item: Decision
    done: bool


class PersonDecisions:
    """The exercises in two steps of one person of a directory; each is done once."""

    def __init__(self, directory: Path, person: int) -> None:
        self._directory, self._person = directory, person
        self._practice = PersonPractice(directory, person)

    def listed(self) -> list[Listed]:
        """What may be done today: of the person's own job first, then of others."""
        library = offered(self._practice.library, day_number(clock.now().date()))
        own = self._practice.family()
        done = {each.item for each in self._answers() if each.final is not None}
        items = sorted(library.decisions.values(), key=lambda item: (item.family != own, item.name))
        return [Listed(item, f"{SHELF}/{item.name}" in done) for item in items]

    def family(self) -> str | None:
        """The family of the person's job, None where the library has none for it."""
        return self._practice.family()

    def show(self, name: str) -> Deciding | None:
        """An exercise, begun or not; None where the library has none of that name."""
        item = self._practice.library.decisions.get(name)
        if item is None:
            return None
        right = random.Random(f"{self._person}:{SHELF}/{name}").random() < RIGHT_SHARE
        with self._store() as store:
            answer = DecisionRecord(store).open(self._person, f"{SHELF}/{name}", right, int(clock.now().timestamp()))
        return Deciding(item, answer, item.shown(self._person))

    def decide(self, name: str, choice: int, again: bool) -> None:
        """Nothing; keeps what the person chose alone, or `again` after the advice; each counts once. Raises UsageError for what
        was not offered."""
        shown = self.show(name)
        if shown is None or choice not in shown.order:
            raise UsageError("is no exercise, or no option of it, that you were offered", where=name)
        with self._store() as store:
            record, number = DecisionRecord(store), shown.answer.number
            if again:
                record.decide_again(self._person, number, choice, choice == RIGHT, int(clock.now().timestamp()))
            else:
                record.decide(self._person, number, choice, choice == RIGHT)

    def said(self) -> Switching:
        """What the exercises say of the person so far, nothing before there are enough."""
        steps = [
            TwoStep(bool(each.own_right), each.advice_right, bool(each.final_right))
            for each in self._answers()
            if each.final is not None
        ]
        return told_switching(steps)

    def _answers(self) -> list[DecisionAnswer]:
        with self._store() as store:
            return DecisionRecord(store).answers(self._person)

    def _store(self) -> AbstractContextManager[Application]:
        return open_application(self._directory, load_settings(self._directory))
