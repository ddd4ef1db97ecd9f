"""What people say is wrong about what is stored of them, and what is answered."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select, update

from clearspan import clock
from clearspan.application.tables import CONTEST
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.settings import load_settings

LONGEST = 2000
"""Characters of what is said, and of an answer."""


@dataclass(frozen=True)
class Contest:
    """One thing that a person contests: what it is about, what they say, and the answer; times in seconds since 1970."""

    number: int
    about: str
    said: str
    at: int
    answer: str | None
    answered_at: int | None


def contest(directory: Path, person: int, about: str, said: str) -> None:
    """Nothing; keeps what the person says. Raises UsageError where nothing is said or it is too long."""
    text = said.strip()
    if not text or len(text) > LONGEST:
        raise UsageError(f"say what is wrong in 1 to {LONGEST} characters", where="contest")
    row = {"person": person, "about": about[:64], "said": text, "at": int(clock.now().timestamp())}
    with open_application(directory, load_settings(directory)) as store, store.writing() as connection:
        connection.execute(insert(CONTEST).values(**row))


def contests(directory: Path, open_only: bool = False) -> list[Contest]:
    """What is contested, the earliest first; nothing in it says who contests but what they wrote themselves."""
    asked = select(*(CONTEST.c[name] for name in ("number", "about", "said", "at", "answer", "answered_at")))
    asked = asked.where(CONTEST.c.answer.is_(None)) if open_only else asked
    with open_application(directory, load_settings(directory)) as store, store.reading() as connection:
        return [Contest(*row) for row in connection.execute(asked.order_by(CONTEST.c.number))]


def answer_contest(directory: Path, number: int, answer: str) -> None:
    """Nothing; the person reads the answer beside what they said. Raises UsageError where there is no such contest."""
    values = {"answer": answer.strip()[:LONGEST], "answered_at": int(clock.now().timestamp())}
    with open_application(directory, load_settings(directory)) as store, store.writing() as connection:
        done = connection.execute(update(CONTEST).where(CONTEST.c.number == number).values(**values)).rowcount
    if not done:
        raise UsageError("there is no contest of that number", where=str(number), remedy="List them: clearspan privacy contests.")
