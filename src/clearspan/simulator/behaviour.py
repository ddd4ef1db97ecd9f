"""How people take up tools, form a habit and lapse, week by week, with and without what is done about it."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints, sigmoid
from clearspan.simulator.causes import CAUSES, Cause
from clearspan.simulator.families import FAMILIES, TOOL_NAMES
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.people import TEAM_HEAD
from clearspan.simulator.plants import Gamer
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import SICK_A_DAY, WEEKDAY_PATTERN, away_share, is_working_day
from clearspan.vocabulary.period import month_of

DRIFT = 0.012
"""Rise of the log-odds of use in a week, each week, for everyone but the teams whose mean use is set."""
HABIT_HOLDS = 1.3
"""How far full habit lifts the log-odds above no habit, either side of half."""
HABIT_RATE = 0.22
"""How fast habit follows use, a week."""
BEGINNING = -0.9
"""How much harder it is to begin than to go on, in log-odds."""
TEAM_SPREAD, PERSON_SPREAD, TOOL_SPREAD = 0.45, 0.8, 0.5
SHOCK, SHOCK_LASTS = 0.5, 0.6
"""Standard deviation of a team's passing mood, and how much of it is left a week later."""
CAMP = 2.6
"""How far the two camps of an island stand from the middle, in log-odds."""
LEVEL_PULL = (0.15, 0.0, 0.1, 0.1, -0.1, -0.2, -0.3)


@dataclass
class _World:
    """The state of one world: habit (0 to 1) and whether the person ever began, by person and tool."""

    habit: Floats
    begun: Flags


class _CauseOfTeam:
    """What the planted causes do to use, by team; 0, or 1 for a factor, where nothing is planted."""

    def __init__(self, organisation: Organisation) -> None:
        causes = [CAUSES[name] if name else Cause() for name in organisation.plants.cause]
        self.use = np.array([cause.use for cause in causes])
        self.load = np.array([cause.load for cause in causes])
        self.leader_use = np.array([cause.leader_use for cause in causes])
        self.habit = np.array([cause.habit for cause in causes])
        self.start = np.array([cause.start for cause in causes])
        self.depth = np.array([cause.depth for cause in causes])
        self._blocked = np.array([[tool in cause.blocked for tool in range(len(TOOL_NAMES))] for cause in causes])
        self._since = np.array([organisation.plan.story_day(cause.from_week) for cause in causes])

    def holds_on(self, day: int) -> Flags:
        """Whether each team's cause has begun by a day."""
        return self._since <= day

    def blocked_on(self, day: int) -> Flags:
        """Which tools are blocked in which team on a day."""
        return self._blocked & self.holds_on(day)[:, None]


class Behaviour:
    """Steps an organisation through its weeks, in two worlds that share every random draw."""

    def __init__(self, organisation: Organisation, gamers: tuple[Gamer, ...]) -> None:
        self._org = organisation
        self._gamers = gamers
        self._pull = _pull(organisation)
        self._cause = _CauseOfTeam(organisation)
        people, shape = len(organisation.people), self._pull.shape
        steady = sigmoid(self._pull)
        tried = organisation.streams.uniform((people, shape[1]), "begun") < np.minimum(steady * 1.6, 0.95)
        early = organisation.licences.since < organisation.plan.first
        begun = tried & early & ~organisation.licences.idle
        begun |= np.isin(organisation.people.team, list(organisation.plants.even))[:, None] & early
        self._actual = _World(np.where(begun, steady, 0.0), begun.copy())
        self._without = _World(np.where(begun, steady, 0.0), begun.copy())
        self._shock = np.zeros(len(organisation.structure.teams))
        self._load = np.zeros(len(organisation.structure.teams))
        self._steady = np.ones(len(organisation.structure.teams))
        self._steady[list(organisation.plants.even)] = 0.0

    def step(self, number: int, shift: Floats, relief: Floats) -> Week:
        """The next week. `shift` (log-odds) and `relief` are by team: what the programmes do to use and to causes."""
        org = self._org
        start = org.plan.first + 7 * number
        self._moods(start)
        people, licences, streams = org.people, org.licences, org.streams
        team = people.team_on(start + 6)
        employed = np.stack([people.employed_on(day) for day in range(start, start + 7)], axis=1)
        away = streams.uniform(len(people), "away", start) < away_share(start)
        sick = streams.uniform((len(people), 7), "sick", start) < SICK_A_DAY
        working = np.array([is_working_day(day) for day in range(start, start + 7)])
        there = employed & ~away[:, None] & ~sick
        held = np.stack([licences.held_on(day) for day in range(start, start + 7)], axis=2)
        could = (held & (there & working)[:, None, :]).any(axis=2) & ~self._cause.blocked_on(start)[team]
        draw = streams.uniform(self._pull.shape, "use", start)
        base = self._log_odds(team, start, number)
        without = self._advance(self._without, base, could, draw)
        log_odds = base + shift[team][:, None]
        used = self._advance(self._actual, log_odds, could, draw)
        active, actions = self._days(start, used, log_odds, (held & there[:, None, :], working), team)
        self._game(start, (active, actions, without), held & (there & working)[:, None, :])
        return Week(
            number=number, start=start, active=active, actions=actions, used=np.any(active, axis=2), without=without,
            team=team, member=employed[:, 6], load=self._load.copy(), relief=relief,
            habit=self._actual.habit.copy(), held=np.any(held, axis=2),
        )  # fmt: skip

    def _moods(self, start: int) -> None:
        teams = len(self._shock)
        keep = SHOCK_LASTS
        fresh = np.sqrt(1 - keep**2)
        fresh_mood = self._org.streams.normal(teams, "mood", start)
        self._shock = keep * self._shock + self._steady * SHOCK * fresh * fresh_mood
        self._load = 0.7 * self._load + 0.7 * self._org.streams.normal(teams, "load", start)

    def _log_odds(self, team: Ints, start: int, number: int) -> Floats:
        """The log-odds of use in the week before habit and programmes, by person and tool."""
        cause, people = self._cause, self._org.people
        burden = cause.use - cause.load * np.maximum(self._load + 0.5, 0.0)
        shift = self._shock + DRIFT * number * self._steady + burden * cause.holds_on(start)
        leader = np.where(people.heads == TEAM_HEAD, (cause.leader_use * cause.holds_on(start))[team], 0.0)
        return self._pull + (shift[team] + leader)[:, None]

    def _advance(self, world: _World, log_odds: Floats, could: Flags, draw: Floats) -> Flags:
        """Who uses what in the week; moves the world's habits on."""
        team = self._org.people.team
        lift = HABIT_HOLDS * (2 * self._cause.habit[team][:, None] * world.habit - 1)
        going = sigmoid(log_odds + lift)
        beginning = sigmoid(log_odds + BEGINNING + self._cause.start[team][:, None])
        used = could & ~self._org.licences.idle & (draw < np.where(world.begun, going, beginning))
        world.begun |= used
        followed = world.habit + HABIT_RATE * (used - world.habit)
        world.habit = np.where(could, followed, world.habit)
        return used

    def _days(self, start: int, used: Flags, log_odds: Floats, open_days: tuple[Flags, Flags], team: Ints) -> tuple[Flags, Ints]:
        """On which days of the week people used what, and how many actions they took."""
        org = self._org
        possible, working = open_days
        draw = org.streams.uniform((*used.shape, 7), "day", start)
        pattern = np.array(WEEKDAY_PATTERN) * np.where(working | (np.arange(7) > 4), 1.0, 0.06)
        eager = 0.12 + 0.62 * sigmoid(log_odds + 0.8 * (2 * self._actual.habit - 1))
        active = possible & used[..., None] & (draw < eager[..., None] * pattern)
        best = np.where(possible & working, draw, 2.0).argmin(axis=2)
        missed = used & ~active.any(axis=2)
        active |= missed[..., None] & (np.arange(7) == best[..., None])
        depth = self._cause.depth[team]
        usual = np.array([family.actions for family in FAMILIES])[org.people.family] * depth[:, None]
        own = 0.45 * org.streams.normal(used.shape, "appetite")
        noise = 0.55 * org.streams.normal((*used.shape, 7), "actions", start)
        amount = usual[..., None] * np.exp((own + 0.9 * (eager - 0.45))[..., None] + noise)
        return active, np.where(active, np.maximum(np.rint(amount), 1), 0).astype(np.int64)

    def _game(self, start: int, shown_in: tuple[Flags, Ints, Flags], possible: Flags) -> None:
        """Writes the gamers' show into the week: bursts at month's end, loops and idle agents every day."""
        active, actions, without = shown_in
        from_day = [gamer for gamer in self._gamers if gamer.since <= start]
        draw = self._org.streams.uniform((len(self._org.people), 7), "show", start)
        month_end = np.array([month_of(day).end - day < 3 for day in range(start, start + 7)])
        for gamer in from_day:
            days = possible[gamer.person, gamer.tool] & (month_end if gamer.kind == "burst" else True)
            amount = (260 if gamer.kind == "burst" else 130) * (0.7 + 0.6 * draw[gamer.person])
            active[gamer.person, gamer.tool] |= days
            without[gamer.person, gamer.tool] |= days.any()
            shown = np.where(days, np.rint(amount).astype(np.int64), actions[gamer.person, gamer.tool])
            actions[gamer.person, gamer.tool] = shown


def _pull(organisation: Organisation) -> Floats:
    """The lasting log-odds of use in a week, by person and tool: family, level, team, person, and both together."""
    people, streams = organisation.people, organisation.streams
    shape = (len(people), len(TOOL_NAMES))
    family = np.array([one.pull for one in FAMILIES])[people.family]
    level = np.array(LEVEL_PULL)[people.level]
    team = TEAM_SPREAD * streams.normal(len(organisation.structure.teams), "team pull")[people.team]
    person = PERSON_SPREAD * streams.normal(len(people), "person pull")
    own = TOOL_SPREAD * streams.normal(shape, "tool pull")
    pull = family + (level + team + person)[:, None] + own
    islands = organisation.plants.islands
    camp = np.where(people.slot % 2 == 0, CAMP, -CAMP)
    in_island = np.isin(people.team, islands[:, 0])
    in_twin = np.isin(people.team, islands[:, 1])
    pull = np.where(in_island[:, None], camp[:, None], pull)
    return np.where(in_twin[:, None], 0.25 * person[:, None], pull)
