"""The panel of a programme: the teams as they were at the start, and their outcome period by period; for the estimators."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import gcd

import numpy as np
import numpy.typing as npt

from clearspan.programmes.assignment import Arm, Place
from clearspan.proof.calendar import Clock
from clearspan.proof.panel import NEVER, Columns, Panel

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

WEEK = 7
LONGEST_STEP = 4
"""Weeks of a period of the panel at most."""
BEFORE_PERIODS = 3
"""Periods before the start for which two arms are adjusted, and from which it is told beforehand what a test could see: what
teams were like longer ago says less of them, and what was tried since would be taken for the programme's."""
FEWEST_TEAMS = 2
"""Teams on either side without which there is no comparison."""
NOTHING = 1e-9
"""A weight that is no more than this is none."""


@dataclass(frozen=True)
class People:
    """Who was in the teams of a programme when it started, and stays counted there whatever they do later: `person` (rising),
    `team` (a place among the programme's places). `there` (people, weeks) is 1 in the weeks in which they are employed."""

    person: Ints
    team: Ints
    there: Bools


@dataclass(frozen=True)
class Outcome:
    """What each person adds to the outcome by week: `value` and `weight` (people, weeks), weight 0 where nothing is known;
    `weeks` are Mondays, rising, without a gap. The outcome of a team is its values over its weights."""

    weeks: Ints
    value: Floats
    weight: Floats

    def until(self, day: int) -> "Outcome":
        """The outcome of the weeks that ended by a day."""
        kept = self.weeks + WEEK - 1 <= day
        return Outcome(self.weeks[kept], self.value[:, kept], self.weight[:, kept])


@dataclass(frozen=True)
class Trial:
    """A programme with what is known of it: its places, people and outcome. The weeks by which teams were picked are left out of
    what is before, because what was picked for being low rises by itself. The messy first days after a start are left out of what
    is after."""

    places: tuple[Place, ...]
    people: People
    outcome: Outcome
    picked_weeks: int = 0
    messy_days: int = 0
    by_wave: bool = False
    at_least: int = 0
    """Weeks that a period has at least: an outcome that is known by month alone needs eight."""

    @cached_property
    def starts(self) -> Ints:
        """By team, the Monday of the week in which it starts; NEVER where it does not."""
        return np.array([NEVER if p.start_day is None else _monday(p.start_day) for p in self.places], dtype=np.int64)

    @cached_property
    def treated(self) -> Bools:
        """By team, whether it is in the arm that starts."""
        return np.array([place.arm is Arm.TREATMENT for place in self.places])

    @property
    def first(self) -> int:
        """The Monday of the first start."""
        return int(self.starts[self.treated].min())

    @cached_property
    def step(self) -> int:
        """Weeks of a period: four, or where it is read wave by wave those between waves, four at most."""
        waves = np.unique(self.starts[self.treated])
        if self.two_arms or len(waves) == 1 or self.at_least:
            return max(LONGEST_STEP, self.at_least)
        apart = gcd(*(int(each) for each in np.diff(waves) // WEEK))
        return apart if apart <= LONGEST_STEP else 1

    @property
    def last(self) -> int:
        """The Monday of the last start."""
        return int(self.starts[self.treated].max())

    @property
    def two_arms(self) -> bool:
        """Whether it is read as two arms, all of one of which start at once; else wave by wave."""
        return self.first == self.last and not self.by_wave

    @property
    def ahead(self) -> int:
        """Periods of the messy first time, which are neither before nor after."""
        return -(-self.messy_days // (WEEK * self.step))

    @cached_property
    def _periods(self) -> tuple[Ints, Ints]:
        """The first week of each period, and the period of each week (-1 where it is in none): counted from the first start, so
        that no period holds weeks before and after a start."""
        number = (self.outcome.weeks - self.first) // WEEK // self.step
        picked = (self.outcome.weeks < self.first) & (self.outcome.weeks >= self.first - WEEK * self.picked_weeks)
        whole = {each: int((number == each).sum()) == self.step for each in np.unique(number)}
        kept = np.array([whole[each] for each in number.tolist()], dtype=np.bool_) & ~picked
        kept &= ~np.isin(number, np.unique(number[picked]))
        if self.two_arms:
            before = np.unique(number[kept & (number < 0)])[-BEFORE_PERIODS:]
            kept &= (number >= self.ahead) | np.isin(number, before)
        present = np.unique(number[kept])
        place = np.full(len(number), -1)
        place[kept] = np.searchsorted(present, number[kept])
        return present, place

    def until(self, day: int) -> "Trial":
        """What was known of it by a day."""
        return replace(self, outcome=self.outcome.until(day), people=self._people_until(day))

    def _people_until(self, day: int) -> People:
        kept = self.outcome.weeks + WEEK - 1 <= day
        return replace(self.people, there=self.people.there[:, kept])

    @property
    def counted(self) -> bool:
        """Whether a whole period after the messy time is known."""
        present = self._periods[0]
        return bool(len(present)) and int(present[-1]) >= self.ahead

    @cached_property
    def sums(self) -> tuple[Floats, Floats]:
        """By team and period: the values and the weights of its people, summed (teams, periods)."""
        return self._summed(self.outcome.value), self._summed(self.outcome.weight)

    @cached_property
    def seen(self) -> Bools:
        """By team, whether something is known of it in every period; the others are left out of the panel."""
        return np.array((self.sums[1] > NOTHING).all(axis=1), dtype=np.bool_)

    @cached_property
    def of_people(self) -> tuple[Floats, Floats]:
        """By person and period: what they add to values and weights (people, periods)."""
        return self._over_periods(self.outcome.value), self._over_periods(self.outcome.weight)

    def without_each(self) -> Floats:
        """By person and period, by how much the outcome of the team changes when the person is left out (people, periods); NaN
        where nobody would be left."""
        team = self.people.team
        value, weight = (summed[team] for summed in self.sums)
        mine_value, mine_weight = self.of_people
        rest = weight - mine_weight
        left = np.divide(value - mine_value, rest, out=np.full_like(rest, np.nan), where=rest > NOTHING)
        return left - np.divide(value, weight, out=np.zeros_like(weight), where=weight > NOTHING)

    def share_since(self, days: Ints) -> Floats:
        """By row of the panel, the share of the team's people whose day (NEVER: none) had come by the end of the period."""
        ends = self.first + WEEK * self.step * (self._periods[0] + 1) - 1
        teams, team = len(self.places), self.people.team
        come = np.zeros((teams, len(ends)))
        np.add.at(come, team, days[:, None] <= ends)
        return (come / np.maximum(np.bincount(team, minlength=teams), 1)[:, None])[self.seen].ravel()

    def leaving_out(self, place: int) -> "Trial":
        """The trial without a person, by their place among its people."""
        who = self.people
        people = People(np.delete(who.person, place), np.delete(who.team, place), np.delete(who.there, place, axis=0))
        value, weight = (np.delete(each, place, axis=0) for each in (self.outcome.value, self.outcome.weight))
        return replace(self, people=people, outcome=replace(self.outcome, value=value, weight=weight))

    def panel(self, without: int = -1) -> Panel:
        """The panel: a unit is a team, a period is `step` weeks, the outcome of a team is its values over its weights. Teams of
        which nothing is known in some period are left out of it. `without` is the place of a person who is left out."""
        value, weight = self.sums
        seen = self.seen
        if without >= 0:
            team = self.people.team[without]
            value, weight = value.copy(), weight.copy()
            value[team] -= self.of_people[0][without]
            weight[team] -= self.of_people[1][without]
            seen = np.array((weight > NOTHING).all(axis=1), dtype=np.bool_)
        return self.panel_of(np.divide(value, weight, out=np.zeros_like(value), where=weight > NOTHING)[seen], seen)

    def panel_of(self, outcome: Floats, seen: Bools) -> Panel:
        """The panel of team outcomes (teams seen, periods)."""
        present = self._periods[0]
        units, periods = outcome.shape
        begun = self.ahead + (0 if self.two_arms else (self.starts - self.first) // WEEK // self.step)
        cohort = np.where(self.treated | ((self.starts != NEVER) & (not self.two_arms)), begun, NEVER)[seen]
        last = int(present[-1]) if periods else 0
        cohort = np.where(cohort > last, NEVER, cohort)
        return Panel(
            unit=np.repeat(np.arange(units), periods),
            time=np.tile(np.arange(periods), units),
            outcome=outcome.ravel(),
            cohort=cohort.astype(np.int64),
            cluster=np.arange(units),
            times=present.astype(np.int64),
            clock=Clock.NUMBER,
            columns=Columns("team", "period", "start", "outcome", "team"),
            stratum=self._strata(seen),
        )

    def _strata(self, seen: Bools) -> Ints:
        """By team, the stratum within which chance decided; a pair is one."""
        paired = all(sum(other.block == place.block for other in self.places) == 2 for place in self.places)
        names = [f"{place.stratum} {place.block}" if paired else place.stratum for place in self.places]
        return np.unique(np.array(names), return_inverse=True)[1][seen].astype(np.int64)

    def _summed(self, figures: Floats) -> Floats:
        by_week = np.zeros((len(self.places), figures.shape[1]))
        np.add.at(by_week, self.people.team, figures)
        return self._over_periods(by_week)

    def _over_periods(self, figures: Floats) -> Floats:
        present, place = self._periods
        kept = place >= 0
        summed = np.zeros((len(present), len(figures)))
        np.add.at(summed, place[kept], figures.T[kept])
        return summed.T

    def left(self) -> Mapping[bool, tuple[int, int]]:
        """By arm (treated or not): how many were there at the start, and how many of them are not there in the last week."""
        mine = self.treated[self.people.team]
        gone = ~self.people.there[:, -1] if self.people.there.shape[1] else np.zeros(len(mine), dtype=np.bool_)
        return {arm: (int((mine == arm).sum()), int((gone & (mine == arm)).sum())) for arm in (True, False)}


def _monday(day: int) -> int:
    return day - (day + 3) % WEEK
