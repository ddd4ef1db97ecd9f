"""What people did with the library: steps, answers to drills, questions that come back, and how they want to be reached."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from clearspan.application.store import Application
from clearspan.application.tables import DRILL_ATTEMPT, PRACTICE_STEP, PREFERENCE, RECALL_CARD
from clearspan.practice.choosing import Choice
from clearspan.practice.library import Library
from clearspan.practice.pacing import Preferences
from clearspan.practice.recall import Schedule
from clearspan.skills.drills.drill import USUAL_PAYOFFS, Action, Severity
from clearspan.skills.judgment.attempt import Attempt


class Step(StrEnum):
    """What somebody did with an item."""

    OFFERED = "offered"
    OPENED = "opened"
    TRIED = "tried"
    DONE = "done"
    SHARED = "shared"


@dataclass(frozen=True)
class Opened:
    """A drill's output that somebody has before them: its number, whether it holds the error, and how it looks."""

    number: int
    item: str
    seeded: bool
    polished: bool
    ai_free: bool


@dataclass(frozen=True)
class DrillAnswer:
    """An answer to one output: the confidence (step 0 to 5), the action before anything was looked up, whether place and fix were
    right, and the minutes that it won or lost."""

    item: str
    seeded: bool
    polished: bool
    ai_free: bool
    confidence: int
    action: Action
    located: bool
    fixed: bool
    minutes: int
    answered_at: int


class PracticeRecord:
    """The record of practice in the application store; every question is about one person."""

    def __init__(self, store: Application) -> None:
        self._store = store

    def note(self, person: int, item: str, step: Step, now: int, channel: str = "web", choice: Choice | None = None) -> None:
        """Nothing; writes down a step, with the chance and the reason of the choice where the item was chosen."""
        chance = {"propensity": choice.propensity, "among": choice.among, "reason": choice.reason} if choice else {}
        with self._store.writing() as connection:
            connection.execute(
                insert(PRACTICE_STEP).values(person=person, item=item, step=step.value, channel=channel, at=now, **chance)
            )

    def last(self, person: int, step: Step) -> dict[str, int]:
        """item -> when (seconds since 1970) the person last took that step with it."""
        steps = PRACTICE_STEP.c
        asked = select(steps.item, func.max(steps.at)).where(steps.person == person, steps.step == step.value)
        with self._store.reading() as connection:
            return {item: at for item, at in connection.execute(asked.group_by(steps.item))}

    def open_drill(self, person: int, item: str, seeded: bool, polished: bool, ai_free: bool, now: int) -> Opened:
        """The output that the person sees: the one that they have open already, so that reloading shows no twin, or a new one."""
        columns = DRILL_ATTEMPT.c
        mine = (columns.person == person, columns.item == item, columns.answered_at.is_(None))
        row = {"person": person, "item": item, "seeded": seeded, "polished": polished, "ai_free": ai_free, "opened_at": now}
        with self._store.writing() as connection:
            if not connection.execute(select(columns.number).where(*mine)).first():
                connection.execute(insert(DRILL_ATTEMPT).values(**row))
            shown = (columns.number, columns.item, columns.seeded, columns.polished, columns.ai_free)
            return Opened(*connection.execute(select(*shown).where(*mine)).one())

    def first_answer(self, person: int, number: int, step: int, action: Action) -> bool:
        """Whether confidence and action were kept: they are kept once, before any source is seen."""
        mine = (DRILL_ATTEMPT.c.number == number, DRILL_ATTEMPT.c.person == person, DRILL_ATTEMPT.c.action.is_(None))
        with self._store.writing() as connection:
            values = {"confidence": step, "action": action.value}
            return connection.execute(update(DRILL_ATTEMPT).where(*mine).values(**values)).rowcount > 0

    def first_told(self, person: int, number: int) -> tuple[int, Action] | None:
        """The confidence and action that were kept for an open drill; None where there are none."""
        mine = (DRILL_ATTEMPT.c.number == number, DRILL_ATTEMPT.c.person == person, DRILL_ATTEMPT.c.action.is_not(None))
        with self._store.reading() as connection:
            row = connection.execute(select(DRILL_ATTEMPT.c.confidence, DRILL_ATTEMPT.c.action).where(*mine)).first()
        return None if row is None else (row.confidence, Action(row.action))

    def close_drill(self, person: int, number: int, attempt: Attempt, now: int) -> bool:
        """Whether the answer was kept: once, after its first part."""
        columns = DRILL_ATTEMPT.c
        mine = (columns.number == number, columns.person == person, columns.answered_at.is_(None), columns.action.is_not(None))
        values = {"answered_at": now, "minutes": attempt.minutes, "located": attempt.located, "fixed": attempt.fixed}
        with self._store.writing() as connection:
            return connection.execute(update(DRILL_ATTEMPT).where(*mine).values(**values)).rowcount > 0

    def answers(self, person: int) -> list[DrillAnswer]:
        """Every answer of the person, the earliest first."""
        return self._answers(DRILL_ATTEMPT.c.person == person).get(person, [])

    def everyone(self, until: int) -> dict[int, list[DrillAnswer]]:
        """person -> their answers before a moment (seconds since 1970), the earliest first: for what is said of groups."""
        return self._answers(DRILL_ATTEMPT.c.answered_at < until)

    def _answers(self, which: ColumnElement[bool]) -> dict[int, list[DrillAnswer]]:
        columns = DRILL_ATTEMPT.c
        shown = ("item", "seeded", "polished", "ai_free", "confidence", "action", "located", "fixed", "minutes", "answered_at")
        asked = select(columns.person, *(columns[name] for name in shown)).where(which, columns.answered_at.is_not(None))
        found: dict[int, list[DrillAnswer]] = {}
        with self._store.reading() as connection:
            for row in connection.execute(asked.order_by(columns.number)).mappings():
                told: dict[str, Any] = {name: row[name] for name in shown}
                told["action"] = Action(row["action"])
                found.setdefault(row["person"], []).append(DrillAnswer(**told))
        return found

    def keep_card(self, person: int, item: str, schedule: Schedule) -> None:
        """Nothing; keeps when a question comes back."""
        mine = (RECALL_CARD.c.person == person, RECALL_CARD.c.item == item)
        row = {"person": person, "item": item, "card": schedule.card, "due_at": int(schedule.due.timestamp())}
        with self._store.writing() as connection:
            connection.execute(delete(RECALL_CARD).where(*mine))
            connection.execute(insert(RECALL_CARD).values(**row))

    def cards(self, person: int) -> dict[str, Schedule]:
        """item -> schedule of each question that comes back to the person, the one due first ahead."""
        columns = RECALL_CARD.c
        asked = select(columns.item, columns.card, columns.due_at).where(columns.person == person).order_by(columns.due_at)
        with self._store.reading() as connection:
            rows = connection.execute(asked).all()
        return {row.item: Schedule(row.card, datetime.fromtimestamp(row.due_at, UTC)) for row in rows}

    def prefer(self, person: int, preferences: Preferences) -> None:
        """Nothing; keeps how the person wants to be reached."""
        with self._store.writing() as connection:
            connection.execute(delete(PREFERENCE).where(PREFERENCE.c.person == person))
            connection.execute(insert(PREFERENCE).values(person=person, **asdict(preferences)))

    def preferences(self, person: int) -> Preferences:
        """How the person wants to be reached: not at all, where they chose nothing."""
        with self._store.reading() as connection:
            row = connection.execute(select(PREFERENCE).where(PREFERENCE.c.person == person)).mappings().first()
        return Preferences() if row is None else Preferences(**{name: row[name] for name in row if name != "person"})

    def reachable(self) -> Mapping[int, Preferences]:
        """person -> how, for everyone who wants to be reached."""
        with self._store.reading() as connection:
            rows: Sequence[Mapping[str, object]] = [
                dict(row) for row in connection.execute(select(PREFERENCE).where(PREFERENCE.c.nudges)).mappings()
            ]
        return {int(str(row["person"])): Preferences(**{k: v for k, v in row.items() if k != "person"}) for row in rows}  # pyright: ignore[reportArgumentType]


def attempt_of(library: Library, person: int, answer: DrillAnswer) -> Attempt | None:
    """An answer with all that its scores need; None where its drill or lesson is no longer in the library."""
    item = library.item(answer.item)
    if item is None:
        return None
    return Attempt(
        person=person,
        drill=answer.item,
        day=answer.answered_at // 86400,
        seeded=answer.seeded,
        polished=answer.polished,
        error=item.twin.error if answer.seeded else None,
        confidence=answer.confidence,
        action=answer.action,
        located=answer.located,
        fixed=answer.fixed,
        payoff=getattr(item, "payoff", USUAL_PAYOFFS[Severity.MEDIUM]),
    )
