"""Where people can be written to in a chat service that allows it only after they wrote first, or installed the app."""

from sqlalchemy import delete, insert, select

from clearspan import clock
from clearspan.application.store import Application
from clearspan.application.tables import CONVERSATION


class Conversations:
    """The conversations of one service in the application store."""

    def __init__(self, store: Application, channel: str) -> None:
        self._store, self._channel = store, channel

    def keep(self, person: int, reference: str) -> None:
        """Nothing; keeps where a person can be written to, as the service states it."""
        mine = (CONVERSATION.c.person == person, CONVERSATION.c.channel == self._channel)
        row = {"person": person, "channel": self._channel, "reference": reference, "at": int(clock.now().timestamp())}
        with self._store.writing() as connection:
            connection.execute(delete(CONVERSATION).where(*mine))
            connection.execute(insert(CONVERSATION).values(**row))

    def of(self, person: int) -> str | None:
        """Where a person can be written to; None where they never wrote."""
        mine = (CONVERSATION.c.person == person, CONVERSATION.c.channel == self._channel)
        with self._store.reading() as connection:
            return connection.execute(select(CONVERSATION.c.reference).where(*mine)).scalar()
