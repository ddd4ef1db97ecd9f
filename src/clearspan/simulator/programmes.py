"""What is done about it: programmes with and without a true effect, how the effect grows, and where it spills over."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import NEVER, Flags, Floats, Ints
from clearspan.simulator.causes import CANNOT_TELL, CAUSES
from clearspan.simulator.plan import Plan
from clearspan.simulator.plants import Plants
from clearspan.simulator.streams import Streams
from clearspan.simulator.structure import Structure, mean_over_ties

EFFECT = 1.1
"""Full effect of a fitting arm on the log-odds of use in a week, before teams differ."""
RAMP_WEEKS = 4.0
"""After so many weeks, 1 - 1/e of the full effect is reached."""
SPILL = 0.25
"""Share of the mean effect of tied teams that reaches a team."""
RELIEF = 0.6
"""Share of a cause's marks in answers and work that its own remedy takes away in the end."""
FIT, GENERAL, MISFIT = 1.4, 0.8, 0.25
"""Multiples of the effect: the remedy of the team's cause; practice where no cause is planted; anything else."""

REMEDIES = tuple(sorted({cause.remedy for cause in CAUSES.values() if cause.remedy}))
NO_EFFECT = ("generic_course", "control", "waitlist")
ARMS = ("treatment", *REMEDIES, *NO_EFFECT)
"""The arms of an assignment: `treatment` is whatever fits the team's cause; the last three do nothing."""

WAVE_WEEKS = (16, 19, 22)
"""Weeks of the story in which the waves of the programme with an effect begin."""
COURSE_WEEK = 20
PUSH_WEEK = 22
BASELINE_WEEKS = 3


@dataclass(frozen=True)
class Programme:
    """A programme: by team the day it starts (NEVER where it does not) and which teams wait as its control."""

    name: str
    arm: str
    about: str
    starts: Ints
    control: Flags


@dataclass(frozen=True)
class Push:
    """The programme that will pick the teams with the lowest use when it starts, and only seems to work."""

    start: int
    teams: int
    eligible: Flags


@dataclass(frozen=True)
class Effects:
    """Full effects by programme: rows are treatments of a team from a day on, as log-odds and as relief (0 to 1)."""

    team: Ints
    start: Ints
    effect: Floats
    relief: Floats

    def at(self, week_start: int, structure: Structure) -> tuple[Floats, Floats]:
        """By team in the week that starts on a day: the shift of use (with spill-over) and the relief of the cause."""
        weeks = (week_start - self.start) / 7 + 1
        ramp = np.where(week_start >= self.start, 1 - np.exp(-np.maximum(weeks, 0) / RAMP_WEEKS), 0.0)
        teams = len(structure.teams)
        own = np.asarray(np.bincount(self.team, self.effect * ramp, teams), dtype=np.float64)
        relief = np.asarray(np.bincount(self.team, self.relief * ramp, teams), dtype=np.float64)
        return own + SPILL * mean_over_ties(structure, own), np.minimum(relief, RELIEF)


def plan_programmes(plan: Plan, structure: Structure, plants: Plants, streams: Streams) -> tuple[tuple[Programme, ...], Push]:
    """The organisation's own programmes: one with an effect in waves against a waiting list, one course without any,
    and the push that picks its teams later."""
    count = int((~structure.leadership).sum())
    order = [team for team in np.argsort(streams.uniform(count, "programme")).tolist() if team not in plants.even]
    treated = max(1, round(0.12 * count))
    course = max(1, round(0.08 * count))
    waves = [order[at:treated:3] for at in range(3)]
    practice = np.full(len(structure.teams), NEVER)
    for teams, week in zip(waves, WAVE_WEEKS, strict=True):
        practice[teams] = plan.story_day(week)
    waiting = np.isin(np.arange(len(practice)), order[treated : 2 * treated])
    taught = np.full(len(structure.teams), NEVER)
    taught[order[2 * treated : 2 * treated + course]] = plan.story_day(COURSE_WEEK)
    others = order[2 * treated + course :]
    rest = np.isin(np.arange(len(practice)), others)
    healthy = np.isin(np.arange(len(practice)), [team for team in others if not plants.cause[team]] or others)
    programmes = (
        Programme("role_practice", "role_practice", "Practice in the team's own tasks; it works.", practice, waiting),
        Programme("generic_course", "generic_course", "A course for everyone; it does nothing.", taught, rest),
    )
    return programmes, Push(plan.story_day(PUSH_WEEK), max(1, round(0.06 * count)), healthy)


def pick_lowest(push: Push, active: Floats, people: Floats) -> Programme:
    """The push, with the eligible teams whose share of active people was lowest. Both arrays are by team."""
    share = np.where(push.eligible & (people > 0), active / np.maximum(people, 1), np.inf)
    picked = np.argsort(share, kind="stable")[: push.teams]
    picked = picked[np.isfinite(share[picked])]
    starts = np.full(len(share), NEVER)
    starts[picked] = push.start
    control = push.eligible & (starts == NEVER)
    about = "A push for the teams with the lowest use; it only seems to work, because the lowest rise anyway."
    return Programme("lowest_push", "generic_course", about, starts, control)


def effects_of(treatments: list[tuple[int, str, int]], plants: Plants, strength: Floats) -> Effects:
    """The effects of treatments given as (team, arm, start day). `strength` is by team, around 1."""
    working = [one for one in treatments if one[1] not in NO_EFFECT and one[2] < NEVER]
    fits = [_fit(arm, plants.cause[team]) for team, arm, _ in working]
    team = np.array([team for team, _, _ in working], dtype=np.int64)
    return Effects(
        team=team,
        start=np.array([start for _, _, start in working], dtype=np.int64),
        effect=EFFECT * np.array(fits) * strength[team],
        relief=np.array([RELIEF if fit == FIT else 0.0 for fit in fits]),
    )


def _fit(arm: str, cause: str) -> float:
    """The multiple of the full effect that an arm has on a team with a planted cause, or with none."""
    if not cause:
        return GENERAL if arm in ("treatment", "role_practice") else MISFIT
    if cause == CANNOT_TELL:
        return MISFIT
    return FIT if arm in ("treatment", CAUSES[cause].remedy) else MISFIT
