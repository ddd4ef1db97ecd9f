"""What a chat service's app asks of Clearspan."""

from collections.abc import Callable
from dataclasses import dataclass

from clearspan.delivery.message import Message, Reply


@dataclass(frozen=True)
class Conversing:
    """The functions that an app calls.

    `answered` turns a reply into the next message; `today` gives a person's message of today by their id at the service, with its
    token; `stop` stops nudges; `once` is true for the first time that a key is told; `share` gives the words of a use case for a
    channel.
    """

    answered: Callable[[Reply], Message | None]
    today: Callable[[str], tuple[Message, str] | None]
    stop: Callable[[str], bool]
    once: Callable[[str], bool]
    share: Callable[[str], tuple[str, str] | None]
