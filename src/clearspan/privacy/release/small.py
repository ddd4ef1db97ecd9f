"""Rule 7: a small organisation is shown as one partition of merged sibling teams, by quarter.

With fewer than SMALL_BELOW people, or where fewer than half of the teams could be shown, the usual grid would be mostly
hatched, and what it did show could be subtracted. Instead each team is merged with its smallest sibling until ten people
stand together: within its department, then its division, then the organisation. One partition and its total leave
nothing to cross. Once published, a merged group keeps its teams; only teams not seen before are merged anew.
"""

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearspan.privacy.release.columns import ArrowTable, pa
from clearspan.privacy.release.shares import JOINER
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind

SMALL_BELOW = 150
"""An organisation with fewer people is small."""

LARGE_FROM = 188
"""A small organisation is treated as large again from here: a quarter more, so that it does not change back and forth."""

TOGETHER = 10
"""People that a newly merged group has at least."""

NO_TEAM = "no team stated"
"""Stands for people without a team, who are merged like a team."""


@dataclass(frozen=True)
class Team:
    """A team with its parents ('' where not stated) and its size."""

    key: str
    department: str
    division: str
    size: int


def merge(teams: list[Team], merged: dict[str, str]) -> dict[str, str]:
    """The merged group of each team, keeping those in `merged`; keys are the teams' keys joined by ' + '."""
    kept: dict[str, list[Team]] = {}
    for team in teams:
        if team.key in merged:
            kept.setdefault(merged[team.key], []).append(team)
    groups: list[list[Team]] = [[team] for team in teams if team.key not in merged]
    for level in ("department", "division", "organisation"):
        groups = _within(groups, level)
    result = {team.key: group for group, members in kept.items() for team in members}
    lone = [group for group in groups if _size(group) < TOGETHER]
    for group in groups:
        if group not in lone:
            result.update({team.key: _key(group) for team in group})
    for group in lone:
        home = _nearest(group, kept)
        joined = [*kept[home], *group] if home else group
        result.update({team.key: _key(joined) for team in joined})
    return result


def teams_of(members: ArrowTable, period: Period) -> list[Team]:
    """The teams of a period with their sizes, in order of their keys."""
    rows: list[dict[str, Any]] = _rows_of(members, period)
    sizes = Counter(row["team"] or NO_TEAM for row in rows)
    parents = {row["team"] or NO_TEAM: (row["department"] or "", row["division"] or "") for row in rows if row["team"]}
    return [Team(key, *parents.get(key, ("", "")), size) for key, size in sorted(sizes.items())]


def merged_members(members: ArrowTable, groups: dict[str, str]) -> ArrowTable:
    """The members by quarter, in merged groups and in no other dimension. A team that is in no group stays by itself."""
    quarters = members.filter(pa.compute.equal(members.column("kind").cast(pa.string()), PeriodKind.QUARTER.value))
    teams: list[str | None] = quarters.column("team").to_pylist()
    named = [groups.get(team or NO_TEAM, team) for team in teams]
    columns: dict[str, Any] = {name: quarters.column(name) for name in ("person", "kind", "start", "organisation")}
    nothing = pa.nulls(len(teams), type=pa.string())
    for dimension in Dimension:
        if dimension is Dimension.TEAM:
            columns["team"] = pa.array(named, type=pa.string())
        elif dimension is not Dimension.ORGANISATION:
            columns[dimension.value] = nothing
    return pa.table(columns)


def _rows_of(members: ArrowTable, period: Period) -> list[dict[str, Any]]:
    kinds = pa.compute.equal(members.column("kind").cast(pa.string()), period.kind.value)
    starts = pa.compute.equal(members.column("start"), period.start)
    chosen: Any = members.filter(pa.compute.and_(kinds, starts))
    return chosen.select(["team", "department", "division"]).to_pylist()


def _within(groups: list[list[Team]], level: str) -> list[list[Team]]:
    """The groups, merged within each department, division, or the organisation until each has enough people."""
    rooms: dict[str, list[list[Team]]] = {}
    for group in groups:
        rooms.setdefault("" if level == "organisation" else getattr(group[0], level), []).append(group)
    found: list[list[Team]] = []
    for room, inside in sorted(rooms.items()):
        found.extend(_merged(inside) if room or level == "organisation" else inside)
    return found


def _merged(groups: list[list[Team]]) -> list[list[Team]]:
    heap = [(_size(group), _key(group), group) for group in groups]
    heapq.heapify(heap)
    while len(heap) > 1 and heap[0][0] < TOGETHER:
        _, _, one = heapq.heappop(heap)
        _, _, other = heapq.heappop(heap)
        both = [*one, *other]
        heapq.heappush(heap, (_size(both), _key(both), both))
    return [group for _, _, group in heap]


def _nearest(group: list[Team], kept: dict[str, list[Team]]) -> str:
    """The published group to which a few new people are added: a sibling if there is one, else the smallest."""

    def distance(key: str) -> tuple[bool, bool, int, str]:
        teams, own = kept[key], group[0]
        return (
            not any(team.department and team.department == own.department for team in teams),
            not any(team.division and team.division == own.division for team in teams),
            _size(teams),
            key,
        )

    return min(kept, key=distance, default="")


def _size(group: list[Team]) -> int:
    return int(np.sum([team.size for team in group]))


def _key(group: list[Team]) -> str:
    return JOINER.join(sorted(team.key for team in group))
