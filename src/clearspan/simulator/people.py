"""Who works where and when: posts, and the people who hold them one after another."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import NEVER, Flags, Ints
from clearspan.simulator.families import DIRECTOR, EXECUTIVE, FAMILIES, JUNIOR, LEAD, MANAGER, PROFESSIONAL, SENIOR
from clearspan.simulator.plan import Plan
from clearspan.simulator.streams import Streams
from clearspan.simulator.structure import Structure
from clearspan.vocabulary.period import month_of

LEAVE_A_YEAR = 0.17
MOVE_A_YEAR = 0.06
DAYS_A_YEAR = 365.25
GENERATIONS = 12
"""So many people at most hold one post, one after another."""

NOBODY, TEAM_HEAD, DEPARTMENT_HEAD, DIVISION_HEAD = range(4)
"""What a person heads: nothing, a team, a department, a division."""

LOCATIONS = ("London", "Rotterdam", "Kraków", "São Paulo", "Bengaluru")
OFFSETS = ("Z", "+02:00", "+01:00", "-03:00", "+05:30")
"""UTC offset that each location's work system writes."""


@dataclass(frozen=True)
class People:
    """Everyone who is ever employed, by number: those at the start first, then joiners in the order of joining.

    `team` and `level` are those before `moved`, `next_team` and `next_level` those from that day on (a first of a
    month); days are day numbers, NEVER where it does not happen; `left` is the last day employed. `heads` says what
    the person heads (NOBODY ... DIVISION_HEAD) and `headed` its number.
    """

    slot: Ints
    family: Ints
    team: Ints
    next_team: Ints
    level: Ints
    next_level: Ints
    moved: Ints
    hired: Ints
    left: Ints
    contractor: Flags
    location: Ints
    heads: Ints
    headed: Ints

    def __len__(self) -> int:
        return len(self.slot)

    def team_on(self, day: int) -> Ints:
        """The team of each person on a day, employed or not."""
        return np.where(self.moved <= day, self.next_team, self.team)

    def level_on(self, day: int) -> Ints:
        """The level of each person on a day."""
        return np.where(self.moved <= day, self.next_level, self.level)

    def employed_on(self, day: int) -> Flags:
        """Whether each person is employed on a day."""
        return (self.hired <= day) & (day <= self.left)

    def employed_at(self, days: Ints) -> Flags:
        """Whether each person is employed on a day of their own; `days` is by person."""
        return (self.hired <= days) & (days <= self.left)

    def managers_on(self, day: int, structure: Structure) -> Ints:
        """The number of each person's manager on a day, -1 for the head of everyone; a vacant post is skipped."""
        employed = self.employed_on(day)
        team = self.team_on(day)
        department = structure.team_department[team]
        division = structure.department_division[department]
        of_division = self._holders(DIVISION_HEAD, len(structure.divisions), employed)
        top = of_division[0] if len(of_division) else -1
        of_division = np.where(of_division < 0, top, of_division)[division]
        of_department = self._holders(DEPARTMENT_HEAD, len(structure.departments), employed)[department]
        of_department = np.where(of_department < 0, of_division, of_department)
        of_team = self._holders(TEAM_HEAD, len(structure.teams), employed)[team]
        of_team = np.where(of_team < 0, of_department, of_team)
        above = np.select(
            [self.heads == TEAM_HEAD, self.heads == DEPARTMENT_HEAD, self.heads == DIVISION_HEAD],
            [of_department, of_division, np.full(len(self), top)],
            of_team,
        )
        return np.where(above == np.arange(len(self)), -1, above)

    def _holders(self, kind: int, count: int, employed: Flags) -> Ints:
        holder = np.full(count, -1, dtype=np.int64)
        found = np.flatnonzero((self.heads == kind) & employed)
        holder[self.headed[found]] = found
        return holder


@dataclass(frozen=True)
class _Posts:
    """The posts of the organisation, by slot."""

    team: Ints
    family: Ints
    level: Ints
    heads: Ints
    headed: Ints


def build_people(plan: Plan, structure: Structure, streams: Streams) -> People:
    """Everyone who holds a post on a day of the plan."""
    posts = _posts(structure, streams)
    slot, hired, left = _holders_of(plan, streams)
    first = np.arange(len(slot)) < plan.people
    level = posts.level[slot]
    level = np.where(~first & (level == SENIOR), PROFESSIONAL, level)
    heads = posts.heads[slot]
    draws = streams.uniform((len(slot), 6), "person")
    contractor = (draws[:, 0] < 0.07) & (heads == NOBODY)
    moved = np.where(heads == NOBODY, _move_days(np.maximum(hired, plan.first), draws[:, 1]), NEVER)
    moved = np.where((moved < left) & (moved <= plan.until), moved, NEVER)
    next_team = _next_teams(structure, posts.family[slot], posts.team[slot], draws[:, 2])
    moved = np.where(next_team == posts.team[slot], NEVER, moved)
    promoted = (draws[:, 3] < 0.3) & (level < SENIOR)
    home = structure.team_department[posts.team[slot]] * 3 + structure.team_division[posts.team[slot]]
    location = np.where(draws[:, 4] < 0.7, home, np.floor(draws[:, 5] * 97).astype(np.int64)) % len(LOCATIONS)
    return People(
        slot=slot,
        family=posts.family[slot],
        team=posts.team[slot],
        next_team=np.where(moved < NEVER, next_team, posts.team[slot]),
        level=level,
        next_level=level + (promoted & (moved < NEVER)),
        moved=moved,
        hired=hired,
        left=left,
        contractor=contractor,
        location=location,
        heads=heads,
        headed=posts.headed[slot],
    )


def _posts(structure: Structure, streams: Streams) -> _Posts:
    team = np.repeat(np.arange(len(structure.teams)), structure.team_size)
    draws = streams.uniform((len(team), 3), "post")
    family = structure.team_family[team].copy()
    other = np.floor(draws[:, 0] * 10 * len(FAMILIES)).astype(np.int64) % len(FAMILIES)
    family = np.where((draws[:, 0] < 0.1) & ~structure.leadership[team], other, family)
    level = np.select([draws[:, 1] < 0.27, draws[:, 1] < 0.7], [JUNIOR, PROFESSIONAL], SENIOR)
    place = np.arange(len(team)) - (np.cumsum(structure.team_size) - structure.team_size)[team]
    heads = np.where((place == 0) & ~structure.leadership[team], TEAM_HEAD, NOBODY)
    headed = np.where(heads == TEAM_HEAD, team, -1)
    level = np.where(heads == TEAM_HEAD, MANAGER, level)
    level = np.where((place == 1) & (structure.team_size[team] >= 7) & ~structure.leadership[team], LEAD, level)
    family = np.where(heads == TEAM_HEAD, structure.team_family[team], family)
    for leaders in np.flatnonzero(structure.leadership).tolist():
        division = int(structure.team_division[leaders])
        seats = np.flatnonzero(team == leaders)
        led = np.flatnonzero(structure.department_division == division)
        led = led[led != structure.team_department[leaders]]
        level[seats[0]], heads[seats[0]], headed[seats[0]] = EXECUTIVE, DIVISION_HEAD, division
        directors = seats[1 : 1 + len(led)]
        level[directors], heads[directors], headed[directors] = DIRECTOR, DEPARTMENT_HEAD, led
        level[seats[1 + len(led) :]] = SENIOR
    return _Posts(team, family, level, heads, headed)


def _holders_of(plan: Plan, streams: Streams) -> tuple[Ints, Ints, Ints]:
    """Slot, first day and last day of everyone who ever holds a post in the window; those at the start come first."""
    years = streams.at("hired").exponential(4.5, plan.people)
    hired = plan.first - 14 - np.floor(np.minimum(years, 25) * DAYS_A_YEAR).astype(np.int64)
    slots, starts, ends = [], [], []
    slot = np.arange(plan.people)
    for generation in range(GENERATIONS):
        stay = streams.at("stay", generation).exponential(DAYS_A_YEAR / LEAVE_A_YEAR, plan.people)
        gap = 7 + np.floor(streams.uniform(plan.people, "gap", generation) * 50).astype(np.int64)
        left = np.maximum(hired, plan.first) + 5 + np.floor(stay).astype(np.int64)
        held = hired[slot] <= plan.until
        slot = slot[held]
        slots.append(slot)
        starts.append(hired[slot])
        ends.append(left[slot])
        hired = left + gap
    everyone, start, end = np.concatenate(slots), np.concatenate(starts), np.concatenate(ends)
    joined = np.lexsort((everyone[plan.people :], start[plan.people :])) + plan.people
    order = np.concatenate([np.arange(plan.people), joined])
    end = np.where(end <= plan.until, end, NEVER)
    return everyone[order], start[order], end[order]


def _move_days(since: Ints, draws: Ints | np.ndarray) -> Ints:
    """The first of a month after a person's turn to move comes."""
    wait = -np.log(1.0 - draws) * DAYS_A_YEAR / MOVE_A_YEAR
    due = np.minimum(since + np.floor(wait).astype(np.int64), NEVER - 40)
    firsts = {day: month_of(day).end + 1 for day in np.unique(due).tolist() if day < NEVER - 40}
    return np.array([firsts.get(day, NEVER) for day in due.tolist()], dtype=np.int64)


def _next_teams(structure: Structure, family: Ints, team: Ints, draws: np.ndarray) -> Ints:
    """Another team of the same family for each person; the same team where there is none."""
    chosen = team.copy()
    for number in range(len(FAMILIES)):
        choices = np.flatnonzero((structure.team_family == number) & ~structure.leadership)
        if len(choices):
            members = family == number
            chosen[members] = choices[np.floor(draws[members] * len(choices)).astype(np.int64)]
    return chosen
