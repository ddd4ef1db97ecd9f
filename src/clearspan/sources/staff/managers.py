"""Who reports to whom in the staff lists: managers found by any identifier, cycles cut, and who is a manager."""

from dataclasses import dataclass

import numpy as np

from clearspan.arrow import pc
from clearspan.privacy.identities import Identities
from clearspan.sources.staff.people_now import people_now
from clearspan.sources.staff.roster_files import NOBODY, Flags, Ints
from clearspan.sources.staff.spell_times import Times
from clearspan.sources.staff.staff import Staff


@dataclass(frozen=True)
class Managers:
    """The manager of each row as a person, NOBODY where none is stated or known; `outside` marks the rows whose
    manager is stated and is on no list."""

    person: Ints
    outside: Flags


def managers(staff: Staff, on_roster: Ints, identities: Identities) -> Managers:
    """The manager of each statement, by the register; only people who are on a list themselves count as found."""
    stated = staff.rows["manager_identity"]
    person = people_now(stated.fill_null(NOBODY).to_numpy().astype(np.int64), identities)
    found = np.isin(person, on_roster[on_roster != NOBODY])
    return Managers(np.where(found, person, NOBODY), np.asarray(pc.is_valid(stated)) & ~found)


def spells_in_cycles(times: Times, manager: Ints) -> Flags:
    """Which spells stand in a circle of people each of whom reports to the next on one and the same day."""
    in_cycle = np.zeros(len(manager), dtype=np.bool_)
    edges = np.flatnonzero(_ever_in_cycle(times.person, manager))
    if len(edges):
        for day in np.unique(times.start[edges]).tolist():
            valid = edges[(times.start[edges] <= day) & (times.last[edges] >= day)]
            in_cycle[valid[_on_cycle(times.person[valid], manager[valid])]] = True
    return in_cycle


def has_reports(times: Times, manager: Ints) -> Flags:
    """Which spells are of somebody to whom somebody reports on a day of the spell."""
    stated = np.flatnonzero(manager != NOBODY)
    order = stated[np.lexsort((times.start[stated], manager[stated]))]
    result = np.zeros(len(manager), dtype=np.bool_)
    first = np.searchsorted(manager[order], times.person, side="left")
    after = np.searchsorted(manager[order], times.person, side="right")
    for place in np.flatnonzero(after > first).tolist():
        reports = order[first[place] : after[place]]
        overlap = (times.start[reports] <= times.last[place]) & (times.last[reports] >= times.start[place])
        result[place] = bool(overlap.any())
    return result


def _ever_in_cycle(person: Ints, manager: Ints) -> Flags:
    """Which edges remain when people who report to nobody left, or have no reports left, are taken away again and
    again: every circle is among them, whatever the day."""
    left = manager != NOBODY
    while True:
        inner = left & np.isin(manager, person[left]) & np.isin(person, manager[left])
        if inner.sum() == left.sum():
            return left
        left = inner


def _on_cycle(person: Ints, manager: Ints) -> Ints:
    """Places of the edges on a circle, where each person has one manager at most."""
    edge_of = dict(zip(person.tolist(), range(len(person)), strict=True))
    to = manager.tolist()
    state: dict[int, int] = {}
    found: list[int] = []
    for start in edge_of:
        at, path = start, []
        while at in edge_of and at not in state:
            state[at] = start
            path.append(at)
            at = to[edge_of[at]]
        if path and state.get(at) == start:
            found.extend(edge_of[each] for each in path[path.index(at) :])
    return np.array(found, np.int64)
