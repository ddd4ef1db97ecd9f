"""Which truths are planted in which teams, departments, divisions and people."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.causes import CANNOT_TELL, CAUSES
from clearspan.simulator.families import CHATGPT, COPILOT, FAMILIES, LEAD, M365
from clearspan.simulator.licences import Licences
from clearspan.simulator.people import NOBODY, People
from clearspan.simulator.plan import Plan
from clearspan.simulator.streams import Streams
from clearspan.simulator.structure import Structure

GAP_POINTS = 20.0
"""How many points of 100 leaders answer above staff where a perception gap is planted."""
ABSORBED_SHARE = 0.6
"""Share of juniors' learner-grade items that seniors finish instead, where work is absorbed."""
VOLUME_LEFT = 0.6
"""Share of work items that is left for everyone in departments whose volume falls."""
TURNING_WEEK = 14
"""Week of the story in which absorption and falling volume begin."""
GAMING_WEEK = 12
GAMING_KINDS = ("burst", "loop", "agents_without_output")
CHAT_FAMILIES = (1, 2, 3, 4, 7, 8)
"""Families that chat much, so that a policy that blocks chat tools is felt."""


@dataclass(frozen=True)
class Plants:
    """The planted truths. `cause` is by team, empty where nothing is planted; `islands` are rows of (team with two
    camps, team with the same mean and one camp); `absorbed` and `falling` are by department, `gap` (points) by division."""

    cause: tuple[str, ...]
    islands: Ints
    absorbed: Flags
    falling: Flags
    gap: Floats
    turning: int

    @property
    def even(self) -> set[int]:
        """The teams whose mean use is set: islands and their twins."""
        return set(self.islands.ravel().tolist())


@dataclass(frozen=True)
class Gamer:
    """A person whose use of a tool is for show from a day on: in bursts, in empty loops, or by idle agents."""

    person: int
    tool: int
    kind: str
    since: int


def plant(plan: Plan, structure: Structure, streams: Streams) -> Plants:
    """The planted truths of an organisation, in numbers that fit its size."""
    count = int((~structure.leadership).sum())
    order = np.argsort(streams.uniform(count, "plant order")).tolist()
    stuck = max(min(len(CAUSES), round(0.45 * count)), round(0.18 * count))
    pairs = max(1, round(0.03 * count)) if count >= 6 else 0
    cause = _causes(structure, order, stuck, streams)
    free = [team for team in order if not cause[team]]
    islands = np.array(free[: 2 * pairs], dtype=np.int64).reshape(-1, 2)
    departments = _departments(structure, streams)
    absorbed = max(1, round(0.15 * len(departments)))
    falling = max(1, round(0.1 * len(departments))) if len(departments) > 1 else 0
    divisions = len(structure.divisions)
    ranked = np.argsort(streams.uniform(divisions, "plant gap"))
    return Plants(
        cause=tuple(cause),
        islands=islands,
        absorbed=_marked(structure, departments[:absorbed]),
        falling=_marked(structure, departments[absorbed : absorbed + falling]),
        gap=np.where(np.argsort(ranked) < -(-divisions // 2), GAP_POINTS, 0.0),
        turning=plan.story_day(TURNING_WEEK),
    )


def plant_gamers(plan: Plan, people: People, licences: Licences, plants: Plants, streams: Streams) -> tuple[Gamer, ...]:
    """The people who game a tool, among those who hold its licence early and are in no other plant."""
    since = plan.story_day(GAMING_WEEK)
    quiet = np.array([not cause for cause in plants.cause])
    quiet[list(plants.even)] = False
    stays = (people.left > since) & (people.moved > since)
    plain = quiet[people.team] & (people.heads == NOBODY) & (people.level < LEAD) & stays
    plain[plan.people :] = False
    order = np.argsort(streams.uniform(len(people), "gamer"))
    wanted = max(3, round(0.006 * plan.people))
    gamers: list[Gamer] = []
    for person in order[plain[order]].tolist():
        kind = GAMING_KINDS[len(gamers) % len(GAMING_KINDS)]
        tools = (COPILOT,) if kind == "agents_without_output" else (COPILOT, CHATGPT, M365)
        held = [tool for tool in tools if licences.since[person, tool] <= since <= licences.until[person, tool]]
        if held and len(gamers) < wanted:
            gamers.append(Gamer(person, held[0], kind, since))
    return tuple(gamers)


def _causes(structure: Structure, order: list[int], stuck: int, streams: Streams) -> list[str]:
    """The cause of each team: every reason once before any comes twice, the undeterminable one among the first."""
    reasons = [name for name in CAUSES if name != CANNOT_TELL]
    ranked = [reasons[at] for at in np.argsort(streams.uniform(len(reasons), "plant cause")).tolist()]
    ranked.insert(2, CANNOT_TELL)
    cause = [""] * len(structure.teams)
    left = list(order)
    for number in range(stuck):
        reason = ranked[number % len(ranked)]
        fitting = [team for team in left if structure.team_family[team] in CHAT_FAMILIES]
        team = fitting[0] if CAUSES[reason].blocked and fitting else left[0]
        left.remove(team)
        cause[team] = reason
    return cause


def _departments(structure: Structure, streams: Streams) -> list[int]:
    """The departments with teams that do learner-grade work, in a random order."""
    working = np.unique(structure.team_department[~structure.leadership])
    return working[np.argsort(streams.uniform(len(working), "plant department"))].tolist()


def _marked(structure: Structure, departments: list[int]) -> Flags:
    marked = np.zeros(len(structure.departments), dtype=bool)
    marked[departments] = True
    return marked


def main_tool(family: int) -> int:
    """The tool that most people of a family hold."""
    return int(np.argmax(FAMILIES[family].licensed))
