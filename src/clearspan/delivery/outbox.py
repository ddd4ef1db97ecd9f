"""The outbox: every message that goes out lies here first, and goes out once, even where the program dies in between.

A message is marked as being sent before it is handed over. Where the program died after that, nobody knows whether it went out:
the channel is asked where it can tell, and otherwise the message is settled as lost. A nudge that is missed does less harm
than one that comes twice.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from clearspan.application.store import Application
from clearspan.application.tables import OUTBOX
from clearspan.delivery.message import Message, message_from
from clearspan.errors import DeliveryFailed, DeliveryRefused
from clearspan.privacy.token import new_token, token_hash

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 30, 3600
MOST_TRIES = 8
"""Tries before a message is given up: about two hours in all."""

STUCK_SECONDS = 300
"""After so long, whoever was sending a message is dead."""


class State(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    LOST = "lost"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outgoing:
    """A message on its way: its number, to whom (a person's number), by which channel, the key that makes it one, and the token
    with which answers come back, empty once it is settled: from then on only its hash is kept."""

    number: int
    person: int
    channel: str
    key: str
    message: Message
    token: str
    tries: int


class Channel(Protocol):
    """A way to reach people."""

    def send(self, outgoing: Outgoing) -> str:
        """The channel's own name of the message. Raises DeliveryFailed where trying again may help, DeliveryRefused where not."""
        ...

    def was_sent(self, outgoing: Outgoing) -> str | None:
        """The channel's own name of a message that may have gone out before, None where it did not or the channel cannot tell."""
        ...


class Outbox:
    """The outbox in the application store."""

    def __init__(self, store: Application) -> None:
        self._store = store

    def put(self, person: int, channel: str, key: str, message: Message, now: int) -> bool:
        """Whether the message was taken in: one of the same key is taken once, however often it is put."""
        row = {"person": person, "channel": channel, "key": key, "message": json.dumps(message.to_json())}
        token = new_token()
        states = {"state": State.WAITING.value, "tries": 0, "next_at": now, "token": token, "token_hash": token_hash(token)}
        try:
            with self._store.writing() as connection:
                if connection.execute(select(OUTBOX.c.number).where(OUTBOX.c.key == key)).first():
                    return False
                connection.execute(insert(OUTBOX).values(**row, **states, made_at=now))
        except IntegrityError:
            return False
        return True

    def shown(self, person: int, channel: str, key: str, message: Message, now: int) -> str:
        """The token of a message that is shown at once, in answer to somebody who asked: it is settled, and answers find it."""
        token = new_token()
        row = {"person": person, "channel": channel, "key": key[:140] + token[:8], "message": json.dumps(message.to_json())}
        states = {"state": State.SENT.value, "tries": 1, "next_at": now, "token": "", "token_hash": token_hash(token)}
        with self._store.writing() as connection:
            connection.execute(insert(OUTBOX).values(**row, **states, made_at=now, settled_at=now))
        return token

    def due(self, now: int, most: int = 100) -> list[Outgoing]:
        """The messages that are to go out now, the oldest first; those of a sender who died are among the settled ones."""
        waiting = (OUTBOX.c.state == State.WAITING.value, OUTBOX.c.next_at <= now)
        return self._read(select(OUTBOX).where(*waiting).order_by(OUTBOX.c.number).limit(most))

    def stuck(self, now: int) -> list[Outgoing]:
        """The messages whose sender died."""
        dead = (OUTBOX.c.state == State.SENDING.value, OUTBOX.c.next_at <= now - STUCK_SECONDS)
        return self._read(select(OUTBOX).where(*dead).order_by(OUTBOX.c.number))

    def send(self, outgoing: Outgoing, channel: Channel, now: int) -> State:
        """What became of a message that was handed to its channel; SENDING where somebody else is at it."""
        if not self._claim(outgoing, now):
            return State.SENDING
        try:
            remote = channel.send(outgoing)
        except DeliveryFailed as failure:
            return self._put_off(outgoing, now, failure.after_seconds)
        except DeliveryRefused:
            return self._settle(outgoing, State.REFUSED, "", now)
        return self._settle(outgoing, State.SENT, remote, now)

    def settle_stuck(self, outgoing: Outgoing, channel: Channel, now: int) -> State:
        """What became of a message whose sender died: SENT where the channel knows it, LOST where it does not or cannot tell."""
        try:
            remote = channel.was_sent(outgoing)
        except (DeliveryFailed, DeliveryRefused):
            return State.SENDING
        return self._settle(outgoing, State.SENT if remote else State.LOST, remote or "", now)

    def of_token(self, token: str) -> Outgoing | None:
        """The message that came with a token; None where there is none."""
        if (hashed := token_hash(token)) is None:
            return None
        found = self._read(select(OUTBOX).where(OUTBOX.c.token_hash == hashed))
        return found[0] if found else None

    def last_sent(self, person: int, prefix: str) -> int | None:
        """When a message whose key begins so last went out to a person, or is about to (seconds since 1970)."""
        mine = (
            OUTBOX.c.person == person,
            OUTBOX.c.key.startswith(prefix, autoescape=True),
            OUTBOX.c.state != State.REFUSED.value,
        )
        with self._store.reading() as connection:
            return connection.execute(select(OUTBOX.c.made_at).where(*mine).order_by(OUTBOX.c.made_at.desc()).limit(1)).scalar()

    def counted(self) -> dict[str, int]:
        """state -> how many messages, for data health."""
        with self._store.reading() as connection:
            states: Sequence[str] = connection.execute(select(OUTBOX.c.state)).scalars().all()
        return {state.value: states.count(state.value) for state in State}

    def sweep(self, before: int) -> None:
        """Nothing; deletes settled messages that are older."""
        settled = OUTBOX.c.state.in_([State.SENT.value, State.LOST.value, State.REFUSED.value])
        with self._store.writing() as connection:
            connection.execute(delete(OUTBOX).where(settled, OUTBOX.c.made_at < before))

    def _claim(self, outgoing: Outgoing, now: int) -> bool:
        mine = (OUTBOX.c.number == outgoing.number, OUTBOX.c.state == State.WAITING.value)
        with self._store.writing() as connection:
            values = {"state": State.SENDING.value, "next_at": now, "tries": outgoing.tries + 1}
            return connection.execute(update(OUTBOX).where(*mine).values(**values)).rowcount == 1

    def _put_off(self, outgoing: Outgoing, now: int, asked: int | None) -> State:
        if outgoing.tries + 1 >= MOST_TRIES:
            return self._settle(outgoing, State.LOST, "", now)
        wait = max(asked or 0, min(FIRST_WAIT_SECONDS * 2**outgoing.tries, LONGEST_WAIT_SECONDS))
        with self._store.writing() as connection:
            values = {"state": State.WAITING.value, "next_at": now + wait}
            connection.execute(update(OUTBOX).where(OUTBOX.c.number == outgoing.number).values(**values))
        return State.WAITING

    def _settle(self, outgoing: Outgoing, state: State, remote: str, now: int) -> State:
        with self._store.writing() as connection:
            values = {"state": state.value, "remote": remote[:200], "settled_at": now, "token": ""}
            connection.execute(update(OUTBOX).where(OUTBOX.c.number == outgoing.number).values(**values))
        return state

    def _read(self, asked: object) -> list[Outgoing]:
        with self._store.reading() as connection:
            rows = connection.execute(asked).mappings().all()  # pyright: ignore[reportArgumentType, reportCallIssue]
        shown = ("number", "person", "channel", "key", "token", "tries")
        return [Outgoing(message=message_from(json.loads(row["message"])), **{name: row[name] for name in shown}) for row in rows]
