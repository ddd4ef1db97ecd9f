"""Small sibling teams taken together, so that their people's answers count where ten of them are reached."""

from itertools import groupby

import numpy as np

from clearspan.diagnosis.panel import NO_GROUP, Groups, Ints, Panel
from clearspan.vocabulary.grid import Dimension

JOINED = " + "
"""Joins the names of teams that are taken together, as in the figures of small organisations."""


def with_siblings(panel: Panel, fewest: int) -> Groups:
    """The teams, those in which fewer than `fewest` people answered put together with others of their department: by name, until
    so many are reached; the rest goes to the last of them. Small teams that do not reach it together are in no group.

    Which teams go together depends on how many answered, not on what they answered.
    """
    teams = panel.groups[Dimension.TEAM]
    count = len(teams.names)
    inside = teams.of_person != NO_GROUP
    answered = np.bincount(teams.of_person[inside & panel.answered], minlength=count)
    small = sorted((_department(panel, team), teams.names[team], team) for team in np.flatnonzero(answered < fewest).tolist())
    sets = [[team] for team in range(count) if answered[team] >= fewest]
    for _, members in groupby(small, key=lambda each: each[0]):
        sets += _together([team for _, _, team in members], answered, fewest)
    number = np.full(count + 1, NO_GROUP, dtype=np.int64)
    for place, members_of in enumerate(sets):
        number[members_of] = place
    names = tuple(JOINED.join(sorted(teams.names[team] for team in each)) for each in sets)
    return Groups(names, number[teams.of_person])


def _together(teams: list[int], answered: Ints, fewest: int) -> list[list[int]]:
    """Sets of teams, each with enough answers; none where all of them together have too few."""
    sets: list[list[int]] = []
    waiting: list[int] = []
    for team in teams:
        waiting.append(team)
        if answered[waiting].sum() >= fewest:
            sets.append(waiting)
            waiting = []
    if sets:
        sets[-1] += waiting
    return sets


def _department(panel: Panel, team: int) -> int:
    """The department of most of a team's people; -1 where none is known."""
    departments = panel.groups.get(Dimension.DEPARTMENT)
    if departments is None:
        return NO_GROUP
    mine = departments.of_person[panel.groups[Dimension.TEAM].of_person == team]
    known = mine[mine != NO_GROUP]
    return int(np.bincount(known).argmax()) if len(known) else NO_GROUP
