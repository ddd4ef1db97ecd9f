"""A course by text message, with days on the calendar, for whichever gateway an organisation has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clearspan.practice.industry import Industry, TextMessage

SATURDAY = 5


@dataclass(frozen=True)
class DatedMessage:
    """A text message, the day (number) on which it goes out, and the answer that the gateway gives to any reply."""

    day: int
    text: str
    reply: str


def dated(pack: Industry, start: int, every_day: bool = False) -> tuple[DatedMessage, ...]:
    """The messages of a pack from a day (number) on, none on a weekend unless on `every_day`; never two on a day.

    A message that falls on a weekend goes out on the Monday after, and those behind it keep their distance from it.
    """
    return tuple(_dated(sorted(pack.messages, key=lambda message: message.day), start, every_day))


def _dated(messages: Iterable[TextMessage], start: int, every_day: bool) -> Iterator[DatedMessage]:
    day, before = start - 1, 0
    for message in messages:
        day += max(message.day - before, 1)
        while not every_day and _weekday(day) >= SATURDAY:
            day += 1
        before = message.day
        yield DatedMessage(day, message.text, message.reply)


def _weekday(day: int) -> int:
    """0 for Monday; 1970-01-01 was a Thursday."""
    return (day + 3) % 7
