"""How each team learns about AI: which training it gets, through which channels, and how it is finished."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from clearspan.simulator.felt import Felt
from clearspan.simulator.plan import Plan
from clearspan.simulator.streams import Streams
from clearspan.simulator.structure import Structure

USUAL, DEADLINE, LATE = "usual", "deadline", "late"
"""How courses are finished: in people's own time; by everybody in the last days before the deadline; late or not at all."""
KICK_OFF = 0.25
"""Share of teams that had a kick-off event beside all else."""
KICK_OFF_WEEKS = (2, 20)
ROLE_WEEKS = (4, 18)
"""Weeks of the story between which events, and trainings for a role, begin."""


@dataclass(frozen=True)
class Way:
    """How one team learns, after the course that everybody had when the tools were rolled out.

    `role`, `refresher` and `optional` are shares of people who take the training for their role (from week `role_week` of the
    story), the refresher for all, and an optional video; `live` says whether the training for the role is held live; `practice`
    is the number of short practices in the flow of work that a person has in the story; `event_week` is the week of a kick-off
    event, None without one; nothing is given from week `until_week` on; `onboarding`: joiners have the first course too.
    """

    role: float = 0.75
    role_week: int = 8
    live: bool = True
    refresher: float = 0.65
    optional: float = 0.12
    practice: float = 3.0
    event_week: int | None = None
    until_week: int | None = None
    onboarding: bool = True
    finish: str = USUAL


_NOTHING = Way(role=0.0, refresher=0.0, optional=0.0, practice=0.0, onboarding=False)
WAYS: dict[str, Way] = {
    "training_too_generic": Way(role=0.0, practice=0.0, refresher=0.8),
    "training_outdated": Way(role_week=-6, refresher=0.0, optional=0.0, practice=2.0, until_week=14),
    "no_use_cases": Way(role=0.4),
    "workload": Way(practice=1.5, finish=LATE),
    "training_too_rare": _NOTHING,
    "one_time_event": replace(_NOTHING, event_week=0),
    "training_apart_from_work": Way(live=False, practice=0.0, refresher=0.75),
    "completion_as_goal": Way(role=1.0, refresher=1.0, optional=0.05, practice=1.2, finish=DEADLINE),
    "training_unsupported": Way(practice=1.0, optional=0.03, finish=LATE),
}
"""How a team learns for which a reason is planted; the usual way for all others."""


def learn(plan: Plan, structure: Structure, felt: Sequence[Felt], streams: Streams) -> tuple[Way, ...]:
    """How each team learns, by team."""
    draws = streams.uniform((len(structure.teams), 6), "learning").tolist()
    return tuple(_way(plan, one, draw) for one, draw in zip(felt, draws, strict=True))


def way_truth(way: Way) -> dict[str, Any]:
    """How a team learns, as truth.json holds it."""
    return asdict(way)


def _way(plan: Plan, felt: Felt, draws: list[float]) -> Way:
    way = WAYS.get(felt.name, Way()) if felt.training_shows else Way()
    if way.event_week is not None:
        way = replace(way, event_week=felt.cause.spike_week)
    elif way.onboarding and draws[0] < KICK_OFF:
        way = replace(way, event_week=_between(KICK_OFF_WEEKS, draws[1]))
    if way.role_week >= 0:
        way = replace(way, role_week=_between(ROLE_WEEKS, draws[2]))
    if way.live:
        way = replace(way, live=draws[3] < 0.6)
    if not plan.other:
        return way
    role, practice = (float(np.exp(0.5 * (draw - 0.5))) for draw in draws[4:6])
    return replace(way, role=round(min(way.role * role, 1.0), 4), practice=round(way.practice * practice**2, 4))


def _between(weeks: tuple[int, int], draw: float) -> int:
    return weeks[0] + int(draw * (weeks[1] - weeks[0] + 1))
