"""What each person did with ChatGPT in a period of a report, and what the messages went to."""

from collections.abc import Sequence

import numpy as np

from clearspan.simulator.arrays import Floats, Ints
from clearspan.simulator.organisation import Organisation

ACCOUNT = "3f0c1a52-7b1e-4d64-9a0f-5e2d8c6b1a90"
GPT, PROJECT = "g-planner", "p-board"
"""The GPT and the project to which messages to any of them go."""


class Period:
    """What each person did in one period so far: messages, first and last active day (0 where none)."""

    def __init__(self, people: int, start: int) -> None:
        self.start = start
        self.messages = np.zeros(people, dtype=np.int64)
        self.first = np.zeros(people, dtype=np.int64)
        self.last = np.zeros(people, dtype=np.int64)

    def add(self, day: int, messages: Ints) -> None:
        """Adds a day."""
        active = messages > 0
        self.messages += messages
        self.first = np.where(active & (self.first == 0), day, self.first)
        self.last = np.where(active, day, self.last)


def period_draws(organisation: Organisation, start: int) -> Floats:
    """Draws for the period that starts on a day, three a person."""
    return organisation.streams.uniform((len(organisation.people), 3), "chatgpt", start)


def shares(messages: int, draws: Sequence[float]) -> tuple[int, int, int]:
    """How many of a person's messages in a period went to GPTs, to tools and to projects; `draws` are the person's."""
    gpt, tool, project = (int(messages * share * 0.4) for share in draws)
    return gpt, tool, project


def created(messages: int, draws: Sequence[float]) -> int:
    """How many projects a person made in a period."""
    return int(draws[0] > 0.9 and messages > 0)
