"""A message goes out once: however often it is put, whoever dies in between, whatever the service says."""

import pytest

from clearspan.application.store import Application
from clearspan.delivery.message import Button, Message, Question
from clearspan.delivery.outbox import MOST_TRIES, STUCK_SECONDS, Outbox, Outgoing, State
from clearspan.errors import DeliveryFailed, DeliveryRefused

MESSAGE = Message("Hello", ("One *idea*.",), "out", (Question("step", "How sure?", (("0", "Sure"),)),), (Button("done", "Done"),))
NOW = 1_790_000_000
LADDER = (30, 60, 120, 240, 480, 960, 1920, 3600)


class Recording:
    """A channel that keeps what it was given, and fails as it is told."""

    def __init__(self, *troubles: Exception | None, known: str | None = None) -> None:
        self.sent: list[Outgoing] = []
        self._troubles, self._known = list(troubles), known

    def send(self, outgoing: Outgoing) -> str:
        if self._troubles and (trouble := self._troubles.pop(0)):
            raise trouble
        self.sent.append(outgoing)
        return "remote"

    def was_sent(self, outgoing: Outgoing) -> str | None:
        return self._known


def put(outbox: Outbox) -> Outgoing:
    assert outbox.put(7, "slack", "nudge:1", MESSAGE, NOW)
    return outbox.due(NOW)[0]


def test_a_message_is_taken_in_once_and_comes_out_as_it_was(outbox: Outbox) -> None:
    outgoing = put(outbox)
    assert not outbox.put(7, "slack", "nudge:1", MESSAGE, NOW) and outgoing.message == MESSAGE
    assert outbox.of_token(outgoing.token) == outgoing and outbox.of_token("x" * 22) is None
    channel = Recording()
    assert outbox.send(outgoing, channel, NOW) is State.SENT and outbox.send(outgoing, channel, NOW) is State.SENDING
    assert len(channel.sent) == 1 and not outbox.due(NOW + 10**6)
    settled = outbox.of_token(outgoing.token)
    assert settled is not None and settled.message == MESSAGE and settled.token == ""


def test_trouble_puts_off_longer_each_time_and_gives_up(outbox: Outbox) -> None:
    channel, at, waits = Recording(*[DeliveryFailed("busy")] * MOST_TRIES), NOW, []
    put(outbox)
    while due := outbox.due(at):
        state = outbox.send(due[0], channel, at)
        nexts = [wait for wait in (29, *LADDER) if outbox.due(at + wait)] if state is State.WAITING else []
        waits += nexts[:1]
        at += nexts[0] if nexts else 1
    assert waits == list(LADDER[: MOST_TRIES - 1]) and outbox.counted()["lost"] == 1 and not channel.sent


def test_a_service_that_names_a_time_is_waited_for(outbox: Outbox) -> None:
    channel = Recording(DeliveryFailed("limited", after_seconds=900))
    assert outbox.send(put(outbox), channel, NOW) is State.WAITING
    assert not outbox.due(NOW + 899) and outbox.send(outbox.due(NOW + 900)[0], channel, NOW + 900) is State.SENT


def test_what_is_refused_is_not_tried_again(outbox: Outbox) -> None:
    assert outbox.send(put(outbox), Recording(DeliveryRefused("no such user")), NOW) is State.REFUSED
    assert not outbox.due(NOW + 10**6)


@pytest.mark.parametrize(("known", "state"), [("remote", State.SENT), (None, State.LOST)])
def test_who_dies_while_sending_leaves_no_message_that_goes_out_twice(
    store: Application, outbox: Outbox, known: str | None, state: State
) -> None:
    class Killed(BaseException):
        """Stands for the end of the process."""

    class Dying(Recording):
        def send(self, outgoing: Outgoing) -> str:
            super().send(outgoing)
            raise Killed

    outgoing, dying = put(outbox), Dying()
    with pytest.raises(Killed):
        outbox.send(outgoing, dying, NOW)
    again = Outbox(store)
    assert not again.due(NOW + 10**6) and not again.stuck(NOW + STUCK_SECONDS - 1)
    stuck = again.stuck(NOW + STUCK_SECONDS)
    assert [each.key for each in stuck] == ["nudge:1"]
    channel = Recording(known=known)
    assert again.settle_stuck(stuck[0], channel, NOW + STUCK_SECONDS) is state and not channel.sent


def test_old_messages_go_and_their_tokens_with_them(outbox: Outbox) -> None:
    outgoing = put(outbox)
    outbox.send(outgoing, Recording(), NOW)
    outbox.sweep(NOW)
    assert outbox.of_token(outgoing.token) is not None
    outbox.sweep(NOW + 1)
    assert outbox.of_token(outgoing.token) is None
