"""A person's day with Claude Code: how its prompts lie on sessions, and what became of them, the same in every feed of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from clearspan.simulator.claude_products import CENTS, CODE, REQUESTS

PROMPTS_A_SESSION = 8
TERMINALS = ("vscode", "iTerm.app")
CENTS_A_PROMPT = CENTS[CODE] * int(REQUESTS[CODE])


@dataclass(frozen=True)
class CodeSession:
    """What was done in one session, or in several."""

    prompts: int
    edited: int
    rejected: int
    written: int
    commits: int
    pull_requests: int

    def decisions(self) -> tuple[tuple[str, str, int], ...]:
        """The tool, the decision on what it wanted to change, and how often it was taken."""
        return (("Edit", "accept", self.edited), ("Edit", "reject", self.rejected), ("Write", "accept", self.written))

    @property
    def cents(self) -> Decimal:
        """What it cost, by the vendor's estimate."""
        return self.prompts * CENTS_A_PROMPT


@dataclass(frozen=True)
class CodeDay:
    """A day with so many prompts; `draw` says how many edits were rejected."""

    prompts: int
    draw: float

    @property
    def sessions(self) -> int:
        """How many sessions there were."""
        return -(-self.prompts // PROMPTS_A_SESSION)

    @property
    def whole(self) -> CodeSession:
        """The whole day."""
        rejected = int(self.prompts * 2 * 0.2 * self.draw)
        edited = self.prompts * 2 - rejected
        return CodeSession(self.prompts, edited, rejected, self.prompts // 3, self.prompts // 6, self.prompts // 15)

    def parts(self) -> Iterator[CodeSession]:
        """Each session; together they are the whole."""
        whole = self.whole
        totals = (whole.prompts, whole.edited, whole.rejected, whole.written, whole.commits, whole.pull_requests)
        before = 0
        while before < self.prompts:
            after = min(before + PROMPTS_A_SESSION, self.prompts)
            yield CodeSession(*(total * after // self.prompts - total * before // self.prompts for total in totals))
            before = after


def terminal(person: int, session: int) -> str:
    """Where a person runs a session: one person in three in the editor alone."""
    return TERMINALS[(person + session) % 2 if person % 3 else 0]
