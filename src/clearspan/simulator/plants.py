"""Which truths are planted in which teams, departments, divisions and people."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.causes import CANNOT_TELL, Cause, planted_causes
from clearspan.simulator.families import CHATGPT, COPILOT, FAMILIES, LEAD, M365
from clearspan.simulator.felt import Felt, feel
from clearspan.simulator.licences import Licences
from clearspan.simulator.people import NOBODY, People
from clearspan.simulator.plan import Plan
from clearspan.simulator.streams import Streams
from clearspan.simulator.structure import Structure

STUCK, STUCK_ALL = 0.18, 0.24
"""Share of teams in which a reason is planted, in a large organisation: of the first reasons, or of all."""
GAP_POINTS = 20.0
"""How many points of 100 leaders answer above staff where a perception gap is planted."""
ABSORBED_SHARE = 0.6
"""Share of juniors' learner-grade items that seniors finish instead, where work is absorbed."""
VOLUME_LEFT = 0.6
"""Share of work items that is left for everyone in departments whose volume falls."""
TURNING_WEEK = 14
"""Week of the story in which absorption and falling volume begin."""
GAMING_WEEK = 12
GAMED_ACTIONS = {"burst": 260.0, "loop": 130.0, "agents_without_output": 130.0}
"""Actions on a day of show, about."""
GAMING_KINDS = ("burst", "loop", "agents_without_output")
CHAT_FAMILIES = (1, 2, 3, 4, 7, 8)
"""Families that chat much, so that a policy that blocks chat tools is felt."""


@dataclass(frozen=True)
class Plants:
    """The planted truths. `cause` is by team, empty where nothing is planted, and `felt` what it does there; `islands` are
    rows of (team with two camps, team with the same mean and one camp), `fluent` says by post which camp its holder is of,
    and `camps` by team how likely the fluent and the others use their tool in a week (0 and 0 in plain forms, which set the
    camps apart by log-odds); `absorbed` (share of learners' work that seniors finish) and `left` (share of work that is left)
    are by department, `gap` (points) by division."""

    cause: tuple[str, ...]
    felt: tuple[Felt, ...]
    islands: Ints
    fluent: Flags
    camps: Floats
    absorbed: Floats
    left: Floats
    gap: Floats
    turning: int

    @property
    def even(self) -> set[int]:
        """The teams whose mean use is set: islands and their twins."""
        return set(self.islands.ravel().tolist())


@dataclass(frozen=True)
class Gamer:
    """A person whose use of a tool is for show from a day on: in bursts, in empty loops, or by idle agents, with about so
    many actions on a day of show."""

    person: int
    tool: int
    kind: str
    since: int
    actions: float


def plant(plan: Plan, structure: Structure, streams: Streams) -> Plants:
    """The planted truths of an organisation, in numbers that fit its size."""
    count = int((~structure.leadership).sum())
    order = np.argsort(streams.uniform(count, "plant order")).tolist()
    pool = planted_causes(plan.planted)
    share = STUCK if plan.planted == "first" else STUCK_ALL
    stuck = max(min(len(pool), round(0.45 * count)), round(share * count))
    pairs = max(1, round(0.03 * count)) if count >= 6 else 0
    cause = tuple(_causes(structure, order, stuck, (pool, streams)))
    free = [team for team in order if not cause[team]]
    islands = np.array(free[: 2 * pairs], dtype=np.int64).reshape(-1, 2)
    departments = _departments(structure, streams)
    absorbed = max(1, round(0.15 * len(departments)))
    falling = max(1, round(0.1 * len(departments))) if len(departments) > 1 else 0
    sizes = _sizes(plan, structure, streams)
    return Plants(
        cause=cause,
        felt=feel(plan, cause, streams),
        islands=islands,
        fluent=_fluent(plan, streams),
        camps=_camps(plan, structure, streams),
        absorbed=np.where(_marked(structure, departments[:absorbed]), sizes.absorbed, 0.0),
        left=np.where(_marked(structure, departments[absorbed : absorbed + falling]), sizes.left, 1.0),
        gap=np.where(_gapped(structure, streams), sizes.gap, 0.0),
        turning=plan.story_day(TURNING_WEEK),
    )


@dataclass(frozen=True)
class _Sizes:
    """How large a planted truth is where it is planted: by department, by department, by division."""

    absorbed: Floats
    left: Floats
    gap: Floats


def _sizes(plan: Plan, structure: Structure, streams: Streams) -> _Sizes:
    departments, divisions = len(structure.departments), len(structure.divisions)
    if not plan.other:
        return _Sizes(np.full(departments, ABSORBED_SHARE), np.full(departments, VOLUME_LEFT), np.full(divisions, GAP_POINTS))
    draws = streams.uniform((departments, 2), "plant size")
    return _Sizes(
        absorbed=0.4 + 0.45 * draws[:, 0],
        left=0.4 + 0.35 * draws[:, 1],
        gap=12.0 + 20.0 * streams.uniform(divisions, "gap size"),
    )


def _gapped(structure: Structure, streams: Streams) -> Flags:
    """The divisions in which leaders and staff stand apart: half of them."""
    divisions = len(structure.divisions)
    ranked = np.argsort(streams.uniform(divisions, "plant gap"))
    return np.argsort(ranked) < -(-divisions // 2)


def _fluent(plan: Plan, streams: Streams) -> Flags:
    """By post: whether its holder is of the fluent camp, where the team is an island."""
    if not plan.other:
        return np.arange(plan.people) % 2 == 0
    pair = np.arange(plan.people) // 2
    first = streams.uniform(plan.people, "camp")[pair] < 0.5
    return first == (np.arange(plan.people) % 2 == 0)


def _camps(plan: Plan, structure: Structure, streams: Streams) -> Floats:
    """By team: how likely the fluent and the others would use their tool in a week, were the team an island."""
    draws = streams.uniform((len(structure.teams), 2), "camps")
    return np.array([0.78, 0.02]) + np.array([0.2, 0.16]) * draws if plan.other else np.zeros_like(draws)


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
    scale = np.exp(0.6 * streams.normal(len(people), "gamed actions")) if plan.other else np.ones(len(people))
    gamers: list[Gamer] = []
    for person in order[plain[order]].tolist():
        kind = GAMING_KINDS[len(gamers) % len(GAMING_KINDS)]
        tools = (COPILOT,) if kind == "agents_without_output" else (COPILOT, CHATGPT, M365)
        held = [tool for tool in tools if licences.since[person, tool] <= since <= licences.until[person, tool]]
        if held and len(gamers) < wanted:
            gamers.append(Gamer(person, held[0], kind, since, GAMED_ACTIONS[kind] * float(scale[person])))
    return tuple(gamers)


def _causes(structure: Structure, order: list[int], stuck: int, drawn: tuple[dict[str, Cause], Streams]) -> list[str]:
    """The cause of each team: every reason once before any comes twice, the undeterminable one among the first. `drawn`
    is the pool of reasons and the streams to draw them from."""
    pool, streams = drawn
    reasons = [name for name in pool if name != CANNOT_TELL]
    ranked = [reasons[at] for at in np.argsort(streams.uniform(len(reasons), "plant cause")).tolist()]
    ranked.insert(2, CANNOT_TELL)
    cause = [""] * len(structure.teams)
    left = list(order)
    for number in range(stuck):
        reason = ranked[number % len(ranked)]
        fitting = [team for team in left if structure.team_family[team] in CHAT_FAMILIES]
        team = fitting[0] if pool[reason].blocked and fitting else left[0]
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
