"""How people work with AI: asking and deciding themselves (augmenting), or handing work over to an agent (automating)."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Floats, Ints, sigmoid
from clearspan.simulator.families import TOOL_NAMES
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.quarters import QuarterCounts
from clearspan.simulator.week import Week

NAMES = ("augmenting", "automating")


@dataclass(frozen=True)
class Lean:
    """How likely each person has taken to agents, to the command line, and to handing over office work."""

    agent: Floats
    command_line: Floats
    cowork: Floats


def lean_of(organisation: Organisation) -> Lean:
    """How likely each person has taken to handing work over: alike in plain forms, by team in others."""
    people = organisation.people
    if not organisation.plan.other:
        return Lean(*(np.full(len(people), share) for share in (0.45, 0.15, 0.2)))
    draws = organisation.streams.normal((len(organisation.structure.teams), 3), "lean")[people.team]
    return Lean(*(sigmoid(usual + draws[:, at]) for at, usual in enumerate((-0.2, -1.8, -1.3))))


class InteractionStyle:
    """Counts acts of either style by tool, team and quarter, where a vendor's file tells them apart; a show is no act."""

    def __init__(self, organisation: Organisation) -> None:
        self._structure = organisation.structure
        self._counts: dict[str, QuarterCounts] = {}

    def add(self, week: Week, tool: int, augmenting: Floats | Ints, automating: Floats | Ints) -> None:
        """Adds a week of a tool; both counts are by person."""
        name = TOOL_NAMES[tool]
        counts = self._counts.setdefault(name, QuarterCounts(self._structure, NAMES))
        counts.add(week.start, week.team, (augmenting, automating))

    def truth(self) -> dict[str, Any]:
        """The counts by tool, quarter and team."""
        return {tool: counts.truth() for tool, counts in self._counts.items()}
