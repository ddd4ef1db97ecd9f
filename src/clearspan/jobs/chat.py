"""What chat services ask of Clearspan: the next message after an answer, today's message, stopping, and sharing."""

from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from clearspan import clock
from clearspan.application.tables import CHAT_EVENT
from clearspan.delivery.conversations import Conversations
from clearspan.delivery.conversing import Conversing
from clearspan.delivery.message import Message, Reply
from clearspan.delivery.outbox import Outbox
from clearspan.jobs.conversation import answer
from clearspan.jobs.listen import open_application
from clearspan.jobs.nudge import todays
from clearspan.jobs.practice import PersonPractice
from clearspan.jobs.sign_in import employed_as
from clearspan.practice.record import Step
from clearspan.settings import load_settings
from clearspan.vocabulary.identifier import IdentifierKind

REMEMBERED_SECONDS = 7 * 86400
"""For how long an event that a service told is remembered: Slack tells again for hours, not for weeks."""


class Chat:
    """A chat service at one directory; `kind` is the kind of the ids by which it knows people, `channel` its name."""

    def __init__(self, directory: Path, channel: str, kind: IdentifierKind) -> None:
        self._directory, self._channel, self._kind = directory, channel, kind
        self._settings = load_settings(directory)
        self._base = self._settings.text("public_address").rstrip("/")

    def conversing(self) -> Conversing:
        """The functions that the service's app calls."""
        return Conversing(self.answered, self.today, self.stop, self.once, self.share)

    def message(self, token: str) -> Message | None:
        """The message that came with a token; None where there is none."""
        with open_application(self._directory, self._settings) as store:
            outgoing = Outbox(store).of_token(token)
        return outgoing.message if outgoing else None

    def answered(self, reply: Reply) -> Message | None:
        """The next message after an answer; None where the token is of no message."""
        with open_application(self._directory, self._settings) as store:
            outgoing = Outbox(store).of_token(reply.token)
        if outgoing is None:
            return None
        return answer(self._directory, outgoing.person, outgoing.message.item, reply, self._base)

    def today(self, user: str) -> tuple[Message, str] | None:
        """Today's message of a person and the token with which answers to it come back; None where nothing waits."""
        person = employed_as(self._directory, self._kind, user)
        message = todays(self._directory, person, self._base) if person is not None else None
        if person is None or message is None:
            return None
        now = int(clock.now().timestamp())
        with open_application(self._directory, self._settings) as store:
            return message, Outbox(store).shown(person, self._channel, f"asked:{now}:{person}", message, now)

    def met(self, user: str, reference: str) -> bool:
        """Whether somebody who wrote is known here; where they can be written to is kept."""
        person = employed_as(self._directory, self._kind, user)
        if person is None:
            return False
        with open_application(self._directory, self._settings) as store:
            Conversations(store, self._channel).keep(person, reference)
        return True

    def stop(self, user: str) -> bool:
        """Whether nudges were stopped: not where the person is unknown."""
        person = employed_as(self._directory, self._kind, user)
        if person is None:
            return False
        practice = PersonPractice(self._directory, person)
        practice.prefer(practice.preferences().stopped())
        return True

    def once(self, key: str) -> bool:
        """Whether an event is told for the first time."""
        now = int(clock.now().timestamp())
        try:
            with open_application(self._directory, self._settings) as store, store.writing() as connection:
                if connection.execute(select(CHAT_EVENT.c.key).where(CHAT_EVENT.c.key == key)).first():
                    return False
                connection.execute(delete(CHAT_EVENT).where(CHAT_EVENT.c.at < now - REMEMBERED_SECONDS))
                connection.execute(insert(CHAT_EVENT).values(key=key, at=now))
        except IntegrityError:
            return False
        return True

    def share(self, token: str) -> tuple[str, str] | None:
        """Title and address of the use case that a message is about, noted as shared; None where it is about none."""
        with open_application(self._directory, self._settings) as store:
            outgoing = Outbox(store).of_token(token)
        link = outgoing.message.item if outgoing else ""
        if outgoing is None or not link.startswith("use_cases/"):
            return None
        practice = PersonPractice(self._directory, outgoing.person)
        item = practice.library.item(link)
        if item is None:
            return None
        practice.step(link, Step.SHARED, self._channel)
        return item.title, f"{self._base}/library/{item.name}"
