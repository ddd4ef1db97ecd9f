"""The life of a programme: draft, assigned, running, read out, closed, and which step leads where."""

from enum import StrEnum

from clearspan.errors import UsageError


class Stage(StrEnum):
    """Where a programme stands."""

    DRAFT = "draft"
    ASSIGNED = "assigned"
    RUNNING = "running"
    READ_OUT = "read out"
    CLOSED = "closed"


NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.ASSIGNED, Stage.CLOSED}),
    Stage.ASSIGNED: frozenset({Stage.RUNNING, Stage.CLOSED}),
    Stage.RUNNING: frozenset({Stage.READ_OUT, Stage.CLOSED}),
    Stage.READ_OUT: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
}
"""The stages that may follow each; what was assigned is never assigned again."""


def step(now: Stage, to: Stage, where: str) -> Stage:
    """The stage after a step. Raises UsageError, naming the programme, where it does not follow."""
    if to in NEXT[now]:
        return to
    follows = " or ".join(sorted(each.value for each in NEXT[now])) or "nothing"
    raise UsageError(f"is {now.value}, and {to.value} does not follow", where=where, remedy=f"After {now.value} comes {follows}.")
