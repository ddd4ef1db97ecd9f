"""What a team changed after an exercise, in the application store: one entry for each team and exercise, kept for a year."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from clearspan.application.store import Application
from clearspan.application.team_tables import TEAM_CHANGE
from clearspan.errors import UsageError

KEPT_DAYS = 365
"""Days after which an entry is deleted."""

LONGEST = 600
"""Characters of an entry."""


@dataclass(frozen=True)
class TeamChange:
    """What a team changed after an exercise (its name), the day number on which it looks again, and that of writing it down."""

    exercise: str
    changed: str
    again_day: int
    written_day: int


class TeamChanges:
    """The entries of teams, by the team's key; nothing in them says who wrote them or who was there."""

    def __init__(self, store: Application) -> None:
        self._store = store

    def keep(self, team: str, change: TeamChange) -> None:
        """Nothing; keeps an entry in the place of the team's former one on this exercise.

        Raises UsageError where it is empty or too long, or looks again today or earlier, or after more than a year.
        """
        words = change.changed.strip()
        if not words or len(words) > LONGEST:
            raise UsageError(f"write what you changed, in at most {LONGEST} characters", where="what we changed")
        if not 0 < change.again_day - change.written_day <= KEPT_DAYS:
            raise UsageError("name a day after today, within a year", where="when we look again")
        columns = TEAM_CHANGE.c
        with self._store.writing() as connection:
            connection.execute(delete(TEAM_CHANGE).where(columns.team == team, columns.exercise == change.exercise))
            row = {"team": team, "exercise": change.exercise, "changed": words, "again_day": change.again_day}
            connection.execute(insert(TEAM_CHANGE).values(**row, written_day=change.written_day))

    def remove(self, team: str, exercise: str) -> None:
        """Nothing; deletes the team's entry on an exercise."""
        with self._store.writing() as connection:
            connection.execute(delete(TEAM_CHANGE).where(TEAM_CHANGE.c.team == team, TEAM_CHANGE.c.exercise == exercise))

    def of(self, team: str, today: int) -> dict[str, TeamChange]:
        """exercise -> the team's entry; those that have outlived their year are not among them."""
        columns = TEAM_CHANGE.c
        asked = select(columns.exercise, columns.changed, columns.again_day, columns.written_day)
        with self._store.reading() as connection:
            rows = connection.execute(asked.where(columns.team == team, columns.written_day > today - KEPT_DAYS)).all()
        return {row.exercise: TeamChange(*row) for row in rows}

    def forget_old(self, today: int) -> int:
        """How many entries had outlived their year and are deleted."""
        with self._store.writing() as connection:
            return connection.execute(delete(TEAM_CHANGE).where(TEAM_CHANGE.c.written_day <= today - KEPT_DAYS)).rowcount
