"""Use in other forms: a renewal process by day. The hazard of use (complementary log-log) is high after recent use and falls
with the days since; tails are heavy; use drifts up by team, and levels off."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.people import TEAM_HEAD
from clearspan.simulator.pull import lasting_hazard
from clearspan.simulator.strain import TeamCauses
from clearspan.simulator.use_process import Chance, Use
from clearspan.simulator.working_days import WEEKDAY_PATTERN

RECENT, FADES = 1.5, 9.0
"""How far use on the day before lifts the log of the hazard, and after how many days 1/e of that is left."""
BEGINNING = -0.35
SCALE = 0.8
"""What a unit of log-odds in a planted truth or a programme is as a log of the hazard."""
RISE, LEVELS_OFF = 0.35, 30.0
"""By how much use rises in the end (about: teams differ), and after how many weeks 1 - 1/e of that is reached."""
FOLLOWS = 0.06
"""How fast the share of days with use, which habit is read from, follows use, a day."""
FULL = 0.45
"""Share of days with use at which habit is full."""
DAY_SPREAD, FARTHEST = 0.4, 2.8
"""How far the log of the actions on a day strays (a stretched bell, with heavy tails), and how far at most."""


@dataclass
class _World:
    """The state of one world: days since the last use, whether the person ever began, share of days with use."""

    since: Floats
    begun: Flags
    share: Floats


class RenewalProcess:
    """Steps use by day, with the days since the last use for each person and tool."""

    def __init__(self, organisation: Organisation) -> None:
        self._org = organisation
        self._hazard = lasting_hazard(organisation)
        self._cause = TeamCauses(organisation)
        streams, licences = organisation.streams, organisation.licences
        steady = 1 - np.exp(-5 * np.exp(self._hazard + 0.5))
        even = np.isin(organisation.people.team, list(organisation.plants.even))[:, None]
        early = licences.since < organisation.plan.first
        begun = (streams.uniform(self._hazard.shape, "begun") < steady) & early & ~licences.idle
        begun |= even & early
        since = np.where(begun, -7 * np.log1p(-streams.uniform(self._hazard.shape, "since")), 1e3)
        share = np.where(begun, FULL * steady, 0.0)
        self._actual = _World(since.copy(), begun.copy(), share.copy())
        self._without = _World(since, begun, share)
        teams = len(organisation.structure.teams)
        steady_teams = np.isin(np.arange(teams), list(organisation.plants.even))
        self._rise = np.where(steady_teams, 0.0, RISE * (1 + 0.6 * streams.normal(teams, "rise")))
        self._recent = np.where(even, 0.0, RECENT * self._cause.habit[organisation.people.team][:, None])

    @property
    def habit(self) -> Floats:
        """How firm each person's use of each tool is after the week: 0 to 1."""
        return np.minimum(self._actual.share / FULL, 1.0)

    def blocked_on(self, day: int) -> Flags:
        """Which tools are blocked in which team on a day."""
        return self._cause.blocked_on(day)

    def step(self, chance: Chance, shift: Floats, strain: tuple[Floats, Floats]) -> Use:
        """The next week. `shift` is what the programmes do, `strain` mood and workload; all are by team."""
        org = self._org
        shape = self._hazard.shape
        draw = org.streams.uniform((*shape, 7), "use", chance.start)
        base = self._log_hazard(chance, strain)
        helped = base + SCALE * shift[chance.team][:, None]
        rhythm = np.array(WEEKDAY_PATTERN) * np.where(chance.working | (np.arange(7) > 4), 1.0, 0.05)
        blocked = self.blocked_on(chance.start)[chance.team]
        possible = chance.held & chance.there[:, None, :] & ~(org.licences.idle | blocked)[..., None]
        active = np.zeros((*shape, 7), dtype=bool)
        without = np.zeros(shape, dtype=bool)
        for day in range(7):
            today = (possible[..., day], rhythm[day], draw[..., day])
            active[..., day] = self._day(self._actual, helped, today)
            without |= self._day(self._without, base, today)
        return Use(active, self._actions(chance, active), without)

    def _log_hazard(self, chance: Chance, strain: tuple[Floats, Floats]) -> Floats:
        """The log of the hazard in the week before recent use and programmes, by person and tool."""
        cause, people = self._cause, self._org.people
        (mood, load), holds = strain, cause.holds_on(chance.start)
        burden = cause.use - cause.load * np.maximum(load + 0.5, 0.0) + cause.spike_on(chance.start)
        rise = self._rise * (1 - np.exp(-chance.number / LEVELS_OFF))
        shift = SCALE * (mood + burden * holds) + rise
        leader = np.where(people.heads == TEAM_HEAD, SCALE * (cause.leader_use * holds)[chance.team], 0.0)
        return self._hazard + (shift[chance.team] + leader)[:, None]

    def _day(self, world: _World, log_hazard: Floats, today: tuple[Flags, float, Floats]) -> Flags:
        """Who uses what on a day; moves the world on."""
        possible, rhythm, draw = today
        start = BEGINNING + SCALE * self._cause.start[self._org.people.team][:, None]
        lifted = np.where(world.begun, self._recent * np.exp(-world.since / FADES), start)
        used = possible & (draw < -np.expm1(-rhythm * np.exp(log_hazard + lifted)))
        world.begun |= used
        world.since = np.where(used, 0.0, world.since + 1.0)
        if rhythm > 0.5:
            world.share = np.where(possible, world.share + FOLLOWS * (used - world.share), world.share)
        return used

    def _actions(self, chance: Chance, active: Flags) -> Ints:
        """How many actions people took: about their own usual number, more where use is firm."""
        org = self._org
        depth = self._cause.depth[chance.team]
        usual = np.array([family.actions for family in FAMILIES])[org.people.family] * depth[:, None]
        own = 0.55 * org.streams.normal(self._hazard.shape, "appetite") + 0.5 * (self.habit - 0.5)
        spread = DAY_SPREAD * np.sinh(org.streams.normal(active.shape, "actions", chance.start)[active])
        level = np.broadcast_to((np.log(usual) + own)[..., None], active.shape)[active]
        amount = np.zeros(active.shape, dtype=np.int64)
        amount[active] = np.maximum(np.rint(np.exp(level + np.clip(spread, -FARTHEST, FARTHEST))), 1).astype(np.int64)
        return amount
