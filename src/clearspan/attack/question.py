"""What can be asked of a surface that answers, and what comes back."""

from dataclasses import dataclass

from clearspan.attack.observed import Observed

ANSWERED, REFUSED, BROKEN = 200, 400, 500
"""Lowest status of each kind of reply, as HTTP counts."""


@dataclass(frozen=True)
class Question:
    """One request for a metric's cells; `extra` are parameters that the surface may not know.

    `verb` is the HTTP verb and `path` stands for a page other than the metric's; the command line ignores both.
    """

    metric: str
    by: str | None = None
    period: str | None = None
    tool: str | None = None
    extra: tuple[tuple[str, str], ...] = ()
    verb: str = "GET"
    path: str | None = None

    @property
    def label(self) -> str:
        """The question in words."""
        asked = [("by", self.by), ("period", self.period), ("tool", self.tool), *self.extra]
        parameters = " ".join(f"{name}={value}" for name, value in asked if value is not None)
        return f"{self.verb} {self.path or self.metric} {parameters}".strip()


@dataclass(frozen=True)
class Reply:
    """What a surface said: `status` as HTTP counts (200 answered, 4xx refused, 5xx broken), and its cells."""

    status: int
    text: str
    cells: tuple[Observed, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the question was answered and not refused."""
        return ANSWERED <= self.status < 300
