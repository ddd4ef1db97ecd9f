"""What people decided alone and after advice, in the application store; every question is about one person."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from clearspan.application.review_tables import DECISION_ANSWER
from clearspan.application.store import Application


@dataclass(frozen=True)
class DecisionAnswer:
    """An exercise that somebody opened: whether the advice for them is right, and the places of what they chose alone and after
    the advice, None while they did not, with whether each was right."""

    number: int
    item: str
    advice_right: bool
    own: int | None
    own_right: bool | None
    final: int | None
    final_right: bool | None


class DecisionRecord:
    """The record of exercises in two steps."""

    def __init__(self, store: Application) -> None:
        self._store = store

    def open(self, person: int, item: str, advice_right: bool, now: int) -> DecisionAnswer:
        """The exercise as the person has it before them, or new; it is done once."""
        columns = DECISION_ANSWER.c
        mine = (columns.person == person, columns.item == item)
        row = {"person": person, "item": item, "advice_right": advice_right, "opened_at": now}
        with self._store.writing() as connection:
            if not connection.execute(select(columns.number).where(*mine)).first():
                connection.execute(insert(DECISION_ANSWER).values(**row))
        return next(each for each in self.answers(person) if each.item == item)

    def decide(self, person: int, number: int, choice: int, right: bool) -> None:
        """Nothing; keeps what the person chose alone, once."""
        columns = DECISION_ANSWER.c
        mine = (columns.number == number, columns.person == person, columns.own.is_(None))
        with self._store.writing() as connection:
            connection.execute(update(DECISION_ANSWER).where(*mine).values(own=choice, own_right=right))

    def decide_again(self, person: int, number: int, choice: int, right: bool, now: int) -> None:
        """Nothing; keeps what the person chose after the advice, once, and not before they chose alone."""
        columns = DECISION_ANSWER.c
        mine = (columns.number == number, columns.person == person, columns.own.is_not(None), columns.final.is_(None))
        with self._store.writing() as connection:
            values = {"final": choice, "final_right": right, "answered_at": now}
            connection.execute(update(DECISION_ANSWER).where(*mine).values(**values))

    def answers(self, person: int) -> list[DecisionAnswer]:
        """Every exercise that the person opened, the earliest first."""
        columns = DECISION_ANSWER.c
        shown = ("number", "item", "advice_right", "own", "own_right", "final", "final_right")
        asked = select(*(columns[name] for name in shown)).where(columns.person == person).order_by(columns.number)
        with self._store.reading() as connection:
            return [DecisionAnswer(*row) for row in connection.execute(asked)]
