"""Who works with whom: mostly within the team, some with the teams that it is tied to, a few anywhere."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Floats, Ints
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week

EVERY = 4
"""A week in so many is sampled."""
FEWEST, MOST = 3, 8
WITHIN, TIED = 0.72, 0.95
"""A tie is within the team below the first share, with a tied team below the second, else with anyone."""
ALONE = 0.35
"""How much less two people of one island, of different camps, work together."""


@dataclass(frozen=True)
class Ties:
    """The ties of a week: two people and how often they worked together; each pair once."""

    one: Ints
    other: Ints
    strength: Floats


def ties_of(organisation: Organisation, week: Week) -> Ties | None:
    """The ties of a sampled week, or None."""
    return None if (week.start // 7) % EVERY else ties_in(organisation, week)


def ties_in(organisation: Organisation, week: Week) -> Ties:
    """The ties of a week. A tie lasts: who is drawn for whom does not depend on the week."""
    people, streams = organisation.people, organisation.streams
    count = len(people)
    members = np.flatnonzero(week.member)
    by_team = members[np.argsort(week.team[members], kind="stable")]
    teams = len(organisation.structure.teams)
    size = np.bincount(week.team[members], minlength=teams)
    begin = np.cumsum(size) - size
    draws = streams.uniform((count, MOST, 3), "ties")
    number = FEWEST + np.floor(streams.uniform(count, "tie count") * (MOST - FEWEST + 1)).astype(np.int64)
    one, slot = np.nonzero((np.arange(MOST) < number[:, None]) & week.member[:, None])
    where, which, whom = draws[one, slot].T
    partner_team = np.where(where < WITHIN, week.team[one], _tied(organisation, week.team[one], which))
    anywhere = by_team[np.floor(whom * len(by_team)).astype(np.int64)]
    some = np.maximum(size[partner_team], 1)
    place = np.minimum(begin[partner_team] + np.floor(whom * some).astype(np.int64), len(by_team) - 1)
    other = np.where((where >= TIED) | (size[partner_team] == 0), anywhere, by_team[place])
    strength = np.exp(0.6 * streams.normal((count, MOST), "tie strength", week.start)[one, slot] + 0.8)
    split = np.isin(week.team[one], organisation.plants.islands[:, 0]) & (week.team[one] == week.team[other])
    fluent = organisation.plants.fluent[people.slot]
    split &= fluent[one] != fluent[other]
    strength = np.where(split, strength * ALONE, strength)
    return _once(count, one, other, strength)


def _tied(organisation: Organisation, team: Ints, which: Floats) -> Ints:
    """A team that each team is tied to; itself where there is none."""
    ties = organisation.structure.ties
    count = np.bincount(ties[:, 0], minlength=len(organisation.structure.teams))
    begin = np.cumsum(count) - count
    place = begin[team] + np.floor(which * np.maximum(count[team], 1)).astype(np.int64)
    return np.where(count[team] > 0, ties[np.minimum(place, len(ties) - 1), 1], team)


def _once(count: int, one: Ints, other: Ints, strength: Floats) -> Ties:
    """Each pair of two different people once, with the strength drawn first."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    _, first = np.unique(low * count + high, return_index=True)
    first = first[low[first] != high[first]]
    return Ties(low[first], high[first], strength[first])
