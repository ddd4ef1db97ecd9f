"""A simulated programme whose effect is known: teams with courses of their own, picked in a bad spell, and drawn into two
arms."""

from dataclasses import dataclass, field

import numpy as np

from clearspan.proof.arrays import Bools, Floats
from clearspan.proof.panel import NEVER, Columns, Panel

WEEKS_BEFORE, WEEKS_AFTER, WEEKS_EARLIER = 24, 12, 52
"""Weeks of a trial before and after the start, and of the past before those, on which it was planned."""
PERIOD = 4
PICKED_BY = 4
"""Weeks by which teams were picked for being low; a trial leaves them out of what is before."""
CANDIDATES = 3
"""Teams that there are for each that is picked."""
GROWS = 6.0
"""Weeks in which an effect grows to its full size."""


@dataclass(frozen=True)
class Truth:
    """What is planted: the mean `effect` over teams and weeks, how much of it spills over to those not treated, and when teams
    begin (weeks after the first; several for a staggered start). Effects differ between teams by half of their mean."""

    teams: int
    effect: float = 0.0
    spills: float = 0.0
    waves: tuple[int, ...] = (0,)
    lot: bool = True


@dataclass(frozen=True)
class Trial:
    """The outcomes of the picked teams (teams, weeks) from the first week before to the last after, when each begins (NEVER for
    those that do not), and the effect that a comparison of the two arms is to find. `past` (all teams, weeks) is what came
    before."""

    outcome: Floats
    starts: np.ndarray
    estimand: float
    past: Floats = field(repr=False)

    @property
    def treated(self) -> Bools:
        """By team, whether it begins."""
        return self.starts != NEVER

    @property
    def before_after(self) -> float:
        """What those report who have no comparison: the treated teams' change since the spell by which they were picked."""
        before = self.outcome[self.treated, WEEKS_BEFORE - PICKED_BY : WEEKS_BEFORE]
        return float(self.outcome[self.treated, WEEKS_BEFORE:].mean() - before.mean())

    def panel(self, weeks_after: int = WEEKS_AFTER) -> Panel:
        """The panel by team and four weeks, as it is known so many weeks after the first start."""
        weeks = self.outcome[:, : WEEKS_BEFORE + weeks_after]
        kept = np.r_[0 : WEEKS_BEFORE - PICKED_BY, WEEKS_BEFORE : WEEKS_BEFORE + weeks_after]
        periods = weeks[:, kept].reshape(len(weeks), -1, PERIOD).mean(axis=2)
        first = (WEEKS_BEFORE - PICKED_BY) // PERIOD
        cohort = np.where(self.treated, first + np.where(self.treated, self.starts, 0) // PERIOD, NEVER)
        return team_panel(periods, cohort)


def past_of(trial: Trial, teams: int) -> Panel:
    """The past on which a trial of so many teams is planned: nobody knows yet which of the candidates will be picked."""
    weeks = trial.past.shape[1] // PERIOD * PERIOD
    periods = trial.past[:teams, -weeks:].reshape(teams, -1, PERIOD).mean(axis=2)
    return team_panel(periods, np.full(teams, NEVER))


def team_panel(outcome: Floats, cohort: np.ndarray) -> Panel:
    """A panel of teams (teams, periods), each its own cluster."""
    teams, periods = outcome.shape
    unit, time = np.repeat(np.arange(teams), periods), np.tile(np.arange(periods), teams)
    columns = Columns("team", "period", "start", "outcome", "team")
    return Panel(unit, time, outcome.ravel(), cohort.astype(np.int64), np.arange(teams), np.arange(periods), columns=columns)


def simulate(truth: Truth, seed: int) -> Trial:
    """A trial. The tenant drifts and has seasons; teams differ in level and size, and wander; those in a bad spell are picked."""
    random = np.random.default_rng(seed)
    candidates = round(CANDIDATES * truth.teams)
    weeks = WEEKS_EARLIER + WEEKS_BEFORE + WEEKS_AFTER
    week = np.arange(weeks)
    wander = np.zeros((candidates, weeks))
    wander[:, 0] = random.normal(0, 0.35 / np.sqrt(1 - 0.7**2), candidates)
    for at in week[1:]:
        wander[:, at] = 0.7 * wander[:, at - 1] + random.normal(0, 0.35, candidates)
    members = random.integers(4, 17, candidates)
    people = random.normal(0, 1, (candidates, weeks)) * np.sqrt(1.0 / members)[:, None]
    tenant = 0.01 * week + 0.2 * np.sin(2 * np.pi * week / 52)
    outcome = random.normal(0, 1, candidates)[:, None] + tenant + wander + people
    begins = WEEKS_EARLIER + WEEKS_BEFORE
    recent = outcome[:, begins - PICKED_BY : begins].mean(axis=1)
    usual = outcome[:, : begins - PICKED_BY].mean(axis=1)
    picked = np.argsort(recent - usual)[: truth.teams]
    starts = _starts(truth, random, recent[picked])
    own = truth.effect * (1 + 0.5 * random.normal(0, 1, truth.teams))
    chosen = outcome[picked, WEEKS_EARLIER:]
    return _with_effect(chosen, starts, own, truth, outcome[:, :begins])


def _starts(truth: Truth, random: np.random.Generator, recent: Floats) -> np.ndarray:
    """When each team begins; one share of the waves never does. Without a lot, the lowest begin first."""
    order = random.permutation(truth.teams) if truth.lot else np.argsort(recent)
    shares = np.array_split(order, len(truth.waves) + 1)
    starts = np.full(truth.teams, NEVER)
    for wave, mine in zip(truth.waves, shares, strict=False):
        starts[mine] = wave
    return starts


def _with_effect(outcome: Floats, starts: np.ndarray, own: Floats, truth: Truth, past: Floats) -> Trial:
    treated = starts != NEVER
    since = np.arange(outcome.shape[1]) - WEEKS_BEFORE - np.where(treated, starts, 0)[:, None]
    course = np.clip((since + 1) / GROWS, 0, 1)
    course = course / np.clip((np.arange(WEEKS_AFTER) + 1) / GROWS, 0, 1).mean()
    gained = own[:, None] * np.where(since >= 0, course, 0.0)
    if len(truth.waves) == 1:
        estimand = (1 - truth.spills) * float(gained[:, WEEKS_BEFORE:].mean())
    else:
        estimand = float(gained[(since >= 0) & treated[:, None]].mean())
    felt = np.where(treated[:, None], gained, truth.spills * gained)
    return Trial(outcome + felt, starts, estimand, past)
