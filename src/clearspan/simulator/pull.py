"""What draws people to tools for good: family, level, team, person, and both together."""

import numpy as np

from clearspan.simulator.arrays import Flags, Floats
from clearspan.simulator.families import FAMILIES, TOOL_NAMES
from clearspan.simulator.organisation import Organisation

TEAM_SPREAD, PERSON_SPREAD, TOOL_SPREAD = 0.45, 0.8, 0.5
CAMP = 2.6
"""How far the two camps of an island stand from the middle, in log-odds."""
LEVEL_PULL = (0.15, 0.0, 0.1, 0.1, -0.1, -0.2, -0.3)
FREEDOM = 3
"""Degrees of freedom of the t distribution of people, where tails are heavy."""


def lasting_pull(organisation: Organisation) -> Floats:
    """The lasting log-odds of use in a week, by person and tool."""
    people = organisation.people
    person = PERSON_SPREAD * organisation.streams.normal(len(people), "person pull")
    pull = _pull(organisation, person)
    camp = np.where(organisation.plants.fluent[people.slot], CAMP, -CAMP)
    pull = np.where(_in(organisation, 0)[:, None], camp[:, None], pull)
    return np.where(_in(organisation, 1)[:, None], 0.25 * person[:, None], pull)


def lasting_hazard(organisation: Organisation) -> Floats:
    """The lasting log of the daily hazard of use, by person and tool, before what was used lately; tails are heavy."""
    people, streams = organisation.people, organisation.streams
    chi = streams.at("frailty").chisquare(FREEDOM, len(people)) / FREEDOM
    person = 0.75 * PERSON_SPREAD * streams.normal(len(people), "person pull") / np.sqrt(chi)
    hazard = -2.55 + 0.75 * _pull(organisation, np.clip(person, -4, 4))
    camps = organisation.plants.camps
    fluent = organisation.plants.fluent[people.slot]
    island = np.where(fluent, camps[people.team, 0], camps[people.team, 1])
    hazard = np.where(_in(organisation, 0)[:, None], _log_hazard(island)[:, None], hazard)
    return np.where(_in(organisation, 1)[:, None], _log_hazard(_twin_share(organisation))[:, None], hazard)


def _pull(organisation: Organisation, person: Floats) -> Floats:
    people, streams = organisation.people, organisation.streams
    family = np.array([one.pull for one in FAMILIES])[people.family]
    level = np.array(LEVEL_PULL)[people.level]
    team = TEAM_SPREAD * streams.normal(len(organisation.structure.teams), "team pull")[people.team]
    own = TOOL_SPREAD * streams.normal((len(people), len(TOOL_NAMES)), "tool pull")
    return family + (level + team + person)[:, None] + own


def _twin_share(organisation: Organisation) -> Floats:
    """By person: how likely the holder of a post in an island's twin uses the tool in a week: the mean of the island's camps."""
    people, plants = organisation.people, organisation.plants
    teams = len(organisation.structure.teams)
    first = np.arange(len(people)) < organisation.plan.people
    fluent = np.bincount(people.team[first], weights=plants.fluent[people.slot][first], minlength=teams)
    share = fluent / np.maximum(np.bincount(people.team[first], minlength=teams), 1)
    mean = plants.camps[:, 0] * share + plants.camps[:, 1] * (1 - share)
    of = np.arange(teams)
    of[plants.islands[:, 1]] = plants.islands[:, 0]
    return mean[of[people.team]]


def _log_hazard(share: Floats) -> Floats:
    """The log of the daily hazard by which a share of people use a tool in a week of five days."""
    return np.log(-np.log1p(-np.clip(share, 1e-6, 1 - 1e-6)) / 5)


def _in(organisation: Organisation, place: int) -> Flags:
    """The people of islands (0) or of their twins (1)."""
    return np.isin(organisation.people.team, organisation.plants.islands[:, place])
