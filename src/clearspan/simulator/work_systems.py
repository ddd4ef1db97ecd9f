"""The work systems beside the AI tools: who works in them, from when on they are exported, and who did so with AI."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Flags
from clearspan.simulator.dates import iso
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week

SINCE = 23
"""Week of the story from which work systems are exported: the organisation began to with its third quarter."""

SLACK = ("Engineering", "Product", "Sales", "Marketing", "Customer Service")
ASANA = ("Product", "Marketing", "Operations", "Human Resources", "Learning & Development")
TEAMS = ("Operations", "Finance", "Human Resources", "Learning & Development", "Management & Legal")
GOOGLE = SLACK
"""Job families that work in the system; who chats in Slack has mail, files and calendar at Google, the others at Microsoft."""


@dataclass
class Workforce:
    """The people who have an account in a system, and what is true of them: `weeks` holds, for each week exported, how many
    members of the organisation worked in it and how many of these used AI in the week."""

    organisation: Organisation
    families: tuple[str, ...]
    weeks: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])

    @property
    def since(self) -> int:
        """The first day that is exported, a Monday."""
        return self.organisation.plan.story_day(SINCE)

    def accounts(self) -> Flags:
        """Whether each person has an account."""
        chosen = np.array([family.title in self.families for family in FAMILIES])
        return chosen[self.organisation.people.family]

    def note(self, week: Week, worked: Flags) -> None:
        """Counts a week; `worked` is by person."""
        there = worked & week.member
        with_ai = there & np.any(week.used, axis=1)
        self.weeks.append((week.start, int(there.sum()), int(with_ai.sum())))

    def truth(self) -> dict[str, Any]:
        """The counts as truth.json holds them."""
        return {
            "families": list(self.families),
            "weeks": [iso(start) for start, _, _ in self.weeks],
            "at_work": [there for _, there, _ in self.weeks],
            "with_ai": [with_ai for _, _, with_ai in self.weeks],
        }
