"""What a person's day with Cursor consists of: requests, accepted changes and accepted tabs, the same in every feed of it."""

from dataclasses import dataclass

FIRST_NUMBER = 120_000
"""Cursor numbers its users from here."""


@dataclass(frozen=True)
class CursorDay:
    """A day with so many actions: about half of them requests, of which there is at least one."""

    actions: int

    @property
    def requests(self) -> int:
        """How often the model was asked."""
        return -(-self.actions // 2)

    @property
    def by_way(self) -> tuple[int, int, int, int]:
        """The requests of the agent, in chat, in the composer and inline."""
        agent, chat, composer = self.requests // 2, self.requests // 4, self.requests // 8
        return agent, chat, composer, self.requests - agent - chat - composer

    @property
    def accepted(self) -> int:
        """Accepted changes."""
        return (self.actions - self.requests) // 2

    @property
    def tabs(self) -> int:
        """Accepted tabs."""
        return self.actions - self.requests - self.accepted
