"""The record of reviews of work: what was handed in, who rates it blind, and what both gave."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from clearspan.application.review_tables import REVIEW_TASK, WORK_PIECE
from clearspan.application.skill_tables import RATING
from clearspan.application.store import Application
from clearspan.errors import UsageError
from clearspan.skills.interview.kit import KitName
from clearspan.skills.interview.rating import RATERS

NUMBERS = range(100_000, 1_000_000)
"""From where numbers are drawn: by chance, so that they say nothing of when a piece was handed in."""

_KIT = KitName.WORK_REVIEW.value


@dataclass(frozen=True)
class Waiting:
    """A piece of work that waits for a rater: its number, where it lies, and the day (number) since when. Whose it is, it does
    not say."""

    number: int
    lies_at: str
    since_day: int


@dataclass(frozen=True)
class UnderReview:
    """A piece of work that is not rated twice yet: its number, the day (number) on which it was handed in, how many rated it,
    and how many raters it has."""

    number: int
    since_day: int
    done: int
    raters: int


class ReviewRecord:
    """The record of reviews in the application store."""

    def __init__(self, store: Application) -> None:
        self._store = store

    def hand_in(self, author: int, raters: Sequence[int], lies_at: str, day: int) -> int:
        """The number of a piece of work that now waits for its raters."""
        with self._store.writing() as connection:
            taken = {*connection.execute(select(WORK_PIECE.c.number)).scalars(), *connection.execute(_things()).scalars()}
            chance = random.SystemRandom()
            number = next(each for each in iter(lambda: chance.choice(NUMBERS), None) if each not in taken)
            row = {"number": number, "person": author, "lies_at": lies_at, "handed_in_day": day}
            connection.execute(insert(WORK_PIECE).values(**row))
            tasks = [{"piece": number, "person": rater, "given_day": day} for rater in raters]
            connection.execute(insert(REVIEW_TASK), tasks)
        return number

    def waiting(self, rater: int) -> list[Waiting]:
        """What waits for a rater, the longest first."""
        asked = (
            select(WORK_PIECE.c.number, WORK_PIECE.c.lies_at, REVIEW_TASK.c.given_day)
            .join(REVIEW_TASK, REVIEW_TASK.c.piece == WORK_PIECE.c.number)
            .where(REVIEW_TASK.c.person == rater, REVIEW_TASK.c.done_day.is_(None))
            .order_by(REVIEW_TASK.c.given_day, WORK_PIECE.c.number)
        )
        with self._store.reading() as connection:
            return [Waiting(*row) for row in connection.execute(asked)]

    def of_author(self, people: Sequence[int]) -> list[tuple[int, int]]:
        """The number of each piece of the author who has, or had, these numbers, and the day (number) when it was handed in."""
        asked = select(WORK_PIECE.c.number, WORK_PIECE.c.handed_in_day).where(WORK_PIECE.c.person.in_(people))
        with self._store.reading() as connection:
            return [(row.number, row.handed_in_day) for row in connection.execute(asked.order_by(WORK_PIECE.c.handed_in_day))]

    def take_back(self, number: int, people: Sequence[int]) -> bool:
        """Whether the piece was that author's; nothing of it is left."""
        with self._store.writing() as connection:
            mine = select(WORK_PIECE.c.number).where(WORK_PIECE.c.number == number, WORK_PIECE.c.person.in_(people))
            found = list(connection.execute(mine).scalars())
            _delete(connection, found)
        return bool(found)

    def author(self, number: int) -> int | None:
        """Whose a piece is, for the log of looks at a person's data; None where there is none."""
        with self._store.reading() as connection:
            return connection.execute(select(WORK_PIECE.c.person).where(WORK_PIECE.c.number == number)).scalar()

    def keep(self, number: int, rater: int, levels: Mapping[str, int], day: int) -> None:
        """Nothing; keeps what a rater gave on each question, once. With the last rater, where the piece lies is emptied. Raises
        UsageError for a piece that does not wait for them."""
        mine = (REVIEW_TASK.c.piece == number, REVIEW_TASK.c.person == rater, REVIEW_TASK.c.done_day.is_(None))
        with self._store.writing() as connection:
            if connection.execute(update(REVIEW_TASK).where(*mine).values(done_day=day)).rowcount == 0:
                raise UsageError("does not wait for you", where=f"piece {number}")
            key = {"kit": _KIT, "thing": number, "person": rater, "rated_day": day}
            rows = [{**key, "question": question, "level": level} for question, level in levels.items()]
            connection.execute(insert(RATING), rows)
            done = select(func.count()).where(REVIEW_TASK.c.piece == number, REVIEW_TASK.c.done_day.is_not(None))
            if (connection.execute(done).scalar() or 0) >= RATERS:
                connection.execute(update(WORK_PIECE).where(WORK_PIECE.c.number == number).values(lies_at=""))

    def done(self, rater: int) -> int:
        """How many pieces a rater rated."""
        mine = (REVIEW_TASK.c.person == rater, REVIEW_TASK.c.done_day.is_not(None))
        with self._store.reading() as connection:
            return connection.execute(select(func.count()).select_from(REVIEW_TASK).where(*mine)).scalar() or 0

    def under_review(self) -> list[UnderReview]:
        """What is not rated twice yet, the longest first."""
        asked = (
            select(
                WORK_PIECE.c.number,
                WORK_PIECE.c.handed_in_day,
                func.count(REVIEW_TASK.c.done_day),
                func.count(REVIEW_TASK.c.person),
            )
            .join(REVIEW_TASK, REVIEW_TASK.c.piece == WORK_PIECE.c.number, isouter=True)
            .group_by(WORK_PIECE.c.number, WORK_PIECE.c.handed_in_day)
            .having(func.count(REVIEW_TASK.c.done_day) < RATERS)
            .order_by(WORK_PIECE.c.handed_in_day, WORK_PIECE.c.number)
        )
        with self._store.reading() as connection:
            return [UnderReview(*row) for row in connection.execute(asked)]

    def withdraw(self, number: int) -> bool:
        """Whether there was such a piece that is not rated twice yet; nothing of it is left."""
        if number not in {each.number for each in self.under_review()}:
            return False
        with self._store.writing() as connection:
            _delete(connection, [number])
        return True

    def rated_twice(self, before: int) -> list[int]:
        """The numbers of what two people rated before a day (number), in the order of days: pieces that were handed in, and
        those that were rated at the command line."""
        last, asked = func.max(RATING.c.rated_day), select(RATING.c.thing).where(RATING.c.kit == _KIT).group_by(RATING.c.thing)
        twice = asked.having(func.count(RATING.c.person.distinct()) == RATERS, last < before).order_by(last, RATING.c.thing)
        with self._store.reading() as connection:
            return list(connection.execute(twice).scalars())

    def authors(self) -> dict[int, int]:
        """number -> author of each piece, for what is said of groups."""
        with self._store.reading() as connection:
            return {row.number: row.person for row in connection.execute(select(WORK_PIECE.c.number, WORK_PIECE.c.person))}

    def levels_of(self, people: Sequence[int]) -> list[dict[str, Any]]:
        """What was given to the work of the author who has, or had, these numbers, for that author: number, question, level,
        day. By whom, it does not say."""
        shown = (RATING.c.thing.label("number"), RATING.c.question, RATING.c.level, RATING.c.rated_day)
        asked = (
            select(*shown)
            .join(WORK_PIECE, WORK_PIECE.c.number == RATING.c.thing)
            .where(RATING.c.kit == _KIT, WORK_PIECE.c.person.in_(people))
            .order_by(RATING.c.thing, RATING.c.question, RATING.c.level)
        )
        with self._store.reading() as connection:
            return [{str(name): value for name, value in row.items()} for row in connection.execute(asked).mappings()]

    def forget(self, people: Sequence[int]) -> None:
        """Nothing; deletes the work of the author who has, or had, these numbers, with what raters gave to it."""
        with self._store.writing() as connection:
            mine = select(WORK_PIECE.c.number).where(WORK_PIECE.c.person.in_(people))
            _delete(connection, list(connection.execute(mine).scalars()))


def _things() -> Select[int]:
    """Numbers that ratings at the command line took."""
    return select(RATING.c.thing).where(RATING.c.kit == _KIT).distinct()


def _delete(connection: Connection, numbers: Sequence[int]) -> None:
    connection.execute(delete(RATING).where(RATING.c.kit == _KIT, RATING.c.thing.in_(numbers)))
    connection.execute(delete(REVIEW_TASK).where(REVIEW_TASK.c.piece.in_(numbers)))
    connection.execute(delete(WORK_PIECE).where(WORK_PIECE.c.number.in_(numbers)))
