"""Use in plain forms: by week a log-odds that habit lifts, then by day; people take up tools, form a habit and lapse."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, sigmoid
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.people import TEAM_HEAD
from clearspan.simulator.pull import lasting_pull
from clearspan.simulator.strain import TeamCauses
from clearspan.simulator.use_process import Chance, Use
from clearspan.simulator.working_days import WEEKDAY_PATTERN

DRIFT = 0.012
"""Rise of the log-odds of use in a week, each week, for everyone but the teams whose mean use is set."""
HABIT_HOLDS = 1.3
"""How far full habit lifts the log-odds above no habit, either side of half."""
HABIT_RATE = 0.22
"""How fast habit follows use, a week."""
BEGINNING = -0.9
"""How much harder it is to begin than to go on, in log-odds."""


@dataclass
class _World:
    """The state of one world: habit (0 to 1) and whether the person ever began, by person and tool."""

    habit: Floats
    begun: Flags


class HabitProcess:
    """Steps use by week, with a state of habit for each person and tool."""

    def __init__(self, organisation: Organisation) -> None:
        self._org = organisation
        self._pull = lasting_pull(organisation)
        self._cause = TeamCauses(organisation)
        people, shape = len(organisation.people), self._pull.shape
        steady = sigmoid(self._pull)
        tried = organisation.streams.uniform((people, shape[1]), "begun") < np.minimum(steady * 1.6, 0.95)
        early = organisation.licences.since < organisation.plan.first
        even = np.isin(organisation.people.team, list(organisation.plants.even))
        begun = tried & early & ~organisation.licences.idle
        begun |= even[:, None] & early
        self._actual = _World(np.where(begun, steady, 0.0), begun.copy())
        self._without = _World(np.where(begun, steady, 0.0), begun.copy())
        self._drifts = np.ones(len(organisation.structure.teams))
        self._drifts[list(organisation.plants.even)] = 0.0

    @property
    def habit(self) -> Floats:
        """How firm each person's use of each tool is after the week: 0 to 1."""
        return self._actual.habit

    def blocked_on(self, day: int) -> Flags:
        """Which tools are blocked in which team on a day."""
        return self._cause.blocked_on(day)

    def step(self, chance: Chance, shift: Floats, strain: tuple[Floats, Floats]) -> Use:
        """The next week. `shift` (log-odds) is what the programmes do, `strain` mood and workload; all are by team."""
        draw = self._org.streams.uniform(self._pull.shape, "use", chance.start)
        base = self._log_odds(chance, strain)
        without = self._advance(self._without, base, chance, draw)
        log_odds = base + shift[chance.team][:, None]
        used = self._advance(self._actual, log_odds, chance, draw)
        return self._days(chance, used, log_odds, without)

    def _log_odds(self, chance: Chance, strain: tuple[Floats, Floats]) -> Floats:
        """The log-odds of use in the week before habit and programmes, by person and tool."""
        cause, people = self._cause, self._org.people
        (mood, load), holds = strain, cause.holds_on(chance.start)
        burden = cause.use - cause.load * np.maximum(load + 0.5, 0.0) + cause.spike_on(chance.start)
        shift = mood + DRIFT * chance.number * self._drifts + burden * holds
        leader = np.where(people.heads == TEAM_HEAD, (cause.leader_use * holds)[chance.team], 0.0)
        return self._pull + (shift[chance.team] + leader)[:, None]

    def _advance(self, world: _World, log_odds: Floats, chance: Chance, draw: Floats) -> Flags:
        """Who uses what in the week; moves the world's habits on."""
        team = self._org.people.team
        lift = HABIT_HOLDS * (2 * self._cause.habit[team][:, None] * world.habit - 1)
        going = sigmoid(log_odds + lift)
        beginning = sigmoid(log_odds + BEGINNING + self._cause.start[team][:, None])
        used = chance.could & ~self._org.licences.idle & (draw < np.where(world.begun, going, beginning))
        world.begun |= used
        followed = world.habit + HABIT_RATE * (used - world.habit)
        world.habit = np.where(chance.could, followed, world.habit)
        return used

    def _days(self, chance: Chance, used: Flags, log_odds: Floats, without: Flags) -> Use:
        """On which days of the week people used what, and how many actions they took."""
        org, working = self._org, chance.working
        possible = chance.held & chance.there[:, None, :]
        draw = org.streams.uniform((*used.shape, 7), "day", chance.start)
        pattern = np.array(WEEKDAY_PATTERN) * np.where(working | (np.arange(7) > 4), 1.0, 0.06)
        eager = 0.12 + 0.62 * sigmoid(log_odds + 0.8 * (2 * self._actual.habit - 1))
        active = possible & used[..., None] & (draw < eager[..., None] * pattern)
        best = np.where(possible & working, draw, 2.0).argmin(axis=2)
        missed = used & ~active.any(axis=2)
        active |= missed[..., None] & (np.arange(7) == best[..., None])
        depth = self._cause.depth[chance.team]
        usual = np.array([family.actions for family in FAMILIES])[org.people.family] * depth[:, None]
        own = 0.45 * org.streams.normal(used.shape, "appetite")
        noise = 0.55 * org.streams.normal((*used.shape, 7), "actions", chance.start)
        amount = usual[..., None] * np.exp((own + 0.9 * (eager - 0.45))[..., None] + noise)
        return Use(active, np.where(active, np.maximum(np.rint(amount), 1), 0).astype(np.int64), without)
