"""Who used which tool on which day of a week: the tools that most people hold, and those that an organisation has beside them.

The further tools are never the only ones of a day: whoever uses one on a day uses another too, so that what is true about who
uses AI at all is the same whether the further tools are written or not. A show that somebody puts on is not spread to them.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.families import CLAUDE, ENGINEERING, FAMILIES, TOOL_NAMES
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.plants import Gamer
from clearspan.simulator.week import Week

CLAUDE_CODE = "claude_code"
CODEX, CURSOR, WINDSURF, GEMINI, MOVEWORKS = "codex", "cursor", "windsurf", "gemini", "moveworks"
HOUSE = "house_assistant"
"""The organisation's own assistant, of which nobody but itself keeps a list."""

IDLE = 0.15
"""Share of holders who never use what they hold."""
CODERS = ("Engineering", "Product")
EVERYONE = tuple(family.title for family in FAMILIES)


@dataclass(frozen=True)
class DayUse:
    """What everyone did with a tool in a week. Axes: person, day (Monday first); actions are 0 where nobody is active."""

    active: Flags
    actions: Ints


@dataclass(frozen=True)
class Further:
    """A tool beside the others: which families get it and what share of them, how likely a holder uses it on a day with AI, and
    how many actions then come on one of the other tools' actions."""

    families: tuple[str, ...]
    held: float
    chance: float
    scale: float


FURTHER = {
    CODEX: Further(CODERS, 0.45, 0.4, 0.4),
    CURSOR: Further(CODERS[:1], 0.3, 0.7, 0.8),
    WINDSURF: Further(CODERS, 0.2, 0.6, 0.5),
    GEMINI: Further(EVERYONE, 0.35, 0.35, 0.5),
    MOVEWORKS: Further(EVERYONE, 0.7, 0.12, 0.2),
    HOUSE: Further(EVERYONE, 0.5, 0.25, 0.3),
}


class FurtherTools:
    """Who holds the further tools, and what they do with them."""

    def __init__(self, organisation: Organisation, gamers: tuple[Gamer, ...]) -> None:
        self._org = organisation
        self._honest = np.ones(len(organisation.people), dtype=np.bool_)
        self._honest[[gamer.person for gamer in gamers]] = False

    def holders(self, tool: str) -> Flags:
        """Whether each person holds a tool, as long as they are employed."""
        return self._draws(tool)[:, 0] < self._share(tool)

    def users(self, tool: str) -> Flags:
        """The holders who ever use it."""
        return self.holders(tool) & self._honest & (self._draws(tool)[:, 1] >= IDLE)

    def use(self, week: Week, tool: str) -> DayUse:
        """What everyone did with a further tool in a week."""
        about = FURTHER[tool]
        draws = self._org.streams.uniform((len(self._org.people), 7, 2), f"{tool} use", week.start)
        others = np.where(week.active, week.actions, 0).sum(axis=1)
        active = self.users(tool)[:, None] & (others > 0) & (draws[:, :, 0] < about.chance)
        actions = np.rint(others * about.scale * (0.4 + 1.2 * draws[:, :, 1])).astype(np.int64)
        return DayUse(active, np.where(active, np.maximum(actions, 1), 0))

    def _draws(self, tool: str) -> Floats:
        return self._org.streams.uniform((len(self._org.people), 2), f"{tool} seat")

    def _share(self, tool: str) -> Floats:
        about = FURTHER[tool]
        return np.array([about.held if family.title in about.families else 0.0 for family in FAMILIES])[self._org.people.family]


def use_of(week: Week, tool: int) -> DayUse:
    """What everyone did with one of the tools of TOOL_NAMES."""
    active = week.active[:, tool]
    return DayUse(active, np.where(active, week.actions[:, tool], 0))


def code_use(organisation: Organisation, week: Week) -> DayUse:
    """What engineers did in Claude Code: half of what they do with Claude, the smaller half."""
    coder = organisation.people.family == ENGINEERING
    acts = use_of(week, CLAUDE).actions // 2 * coder[:, None]
    return DayUse(acts > 0, acts)


def all_use(organisation: Organisation, further: FurtherTools, week: Week) -> dict[str, DayUse]:
    """What everyone did with every tool, by its name."""
    found = {name: use_of(week, tool) for tool, name in enumerate(TOOL_NAMES)}
    return found | {CLAUDE_CODE: code_use(organisation, week)} | {tool: further.use(week, tool) for tool in FURTHER}
