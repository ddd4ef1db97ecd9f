"""A target: so many in a hundred use a tool for a named task, at least so often a week, by a day; and where it stands."""

import re
from dataclasses import dataclass
from enum import StrEnum

from clearspan.errors import UsageError
from clearspan.vocabulary.tool import ANY_TOOL, TOOLS

ANY_TASK = "any"
"""Stands for whichever named task of a participant's own work."""


class TargetStatus(StrEnum):
    """Where a target stands."""

    MET = "met"
    AT_RISK = "at risk"
    MISSED = "missed"
    ON_COURSE = "on course"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Target:
    """`share` (above 0 to 1) of the participants use `tool` for `task` at least `times` a week by `day` days after the start."""

    tool: str
    task: str
    times: int = 2
    share: float = 0.8
    day: int = 30

    def __post_init__(self) -> None:
        if not self.task:
            raise UsageError("names no task", where="target", remedy="Name the work for which the tool is to be used.")
        if not 0 < self.share <= 1 or not 1 <= self.times <= 70 or not 7 <= self.day <= 366:
            raise UsageError("cannot be reached", where="target", remedy="Use a share up to 1, 1 to 70 times, day 7 to 366.")

    def sentence(self) -> str:
        """The target as people read it."""
        often = {1: "once", 2: "twice"}.get(self.times, f"{self.times} times")
        tool = "an AI tool" if self.tool == ANY_TOOL else TOOLS.get(self.tool, self.tool)
        task = "a named task of their work" if self.task == ANY_TASK else f"“{self.task}”"
        return f"{self.share:.0%} of participants use {tool} at least {often} a week for {task} by day {self.day}."


_WRITTEN = re.compile(
    r"(?P<share>\d{1,3})\s*%\s*(?:of\s+participants\s+)?use\s+(?P<tool>\w+)\s+(?P<times>\d+)\s*(?:times\s+)?a\s+week\s+"
    r"for\s+(?P<task>.+?)\s+by\s+day\s+(?P<day>\d+)",
    re.IGNORECASE,
)


def read_target(text: str) -> Target:
    """The target that a text such as '80% use any 2 a week for draft reply by day 30' names. Raises UsageError."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        remedy = "Write: 80% use any 2 a week for draft reply by day 30."
        raise UsageError("is no target", where="target", remedy=remedy)
    tool = match["tool"].lower()
    return Target(tool, match["task"].strip("\"'").lower(), int(match["times"]), int(match["share"]) / 100, int(match["day"]))
