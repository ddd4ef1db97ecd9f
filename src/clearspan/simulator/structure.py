"""The tree of the organisation: divisions, departments and teams, and which teams work together."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.families import FAMILIES, GROUPS, LEADERSHIP_FAMILY
from clearspan.simulator.plan import Plan
from clearspan.simulator.streams import Streams
from clearspan.vocabulary.grid import PATH_SEPARATOR

DIVISIONS = (
    "Harbour", "Meridian", "Uplands", "Estuary", "Viaduct", "Lowland", "Causeway", "Isthmus",
    "Tidewater", "Foreland", "Plateau", "Crossing", "Moorland", "Channel", "Headland", "Junction",
    "Peninsula", "Terrace", "Watershed", "Coastline", "Heath", "Delta", "Ridgeway", "Marsh",
)  # fmt: skip
TEAMS = (
    "Alder", "Ash", "Aspen", "Beech", "Birch", "Cedar", "Cherry", "Cypress", "Elder", "Elm", "Fir", "Hawthorn",
    "Hazel", "Holly", "Hornbeam", "Juniper", "Larch", "Laurel", "Linden", "Maple", "Mulberry", "Myrtle", "Oak",
    "Olive", "Pine", "Plane", "Poplar", "Rowan", "Sequoia", "Spruce", "Sycamore", "Walnut", "Willow", "Yew",
)  # fmt: skip
LEADERSHIP_DEPARTMENT = "Management"
LEADERSHIP_TEAM = "Leadership"
TEAMS_A_DEPARTMENT = 8
DEPARTMENTS_A_DIVISION = 10
PEOPLE_A_DIVISION = 400


@dataclass(frozen=True)
class Structure:
    """The tree. Arrays are by team (`team_*`) or department; ties are rows of (team, tied team)."""

    divisions: tuple[str, ...]
    departments: tuple[str, ...]
    department_division: Ints
    teams: tuple[str, ...]
    team_department: Ints
    team_family: Ints
    team_size: Ints
    leadership: Flags
    ties: Ints

    @property
    def team_division(self) -> Ints:
        """The division of each team, by team."""
        return self.department_division[self.team_department]

    def department_key(self, department: int) -> str:
        """The names of a department's division and its own."""
        division = self.divisions[self.department_division[department]]
        return PATH_SEPARATOR.join((division, self.departments[department]))

    def team_key(self, team: int) -> str:
        """The names of a team's parents and its own: its key everywhere outside the simulator."""
        return PATH_SEPARATOR.join((self.department_key(int(self.team_department[team])), self.teams[team]))


def build_structure(plan: Plan, streams: Streams) -> Structure:
    """The tree for a plan. Team sizes add up to the plan's people."""
    low, high = (5, 9) if plan.flat else (6, 20) if plan.other else (8, 14)
    divisions = 1 if plan.flat else min(max(round(plan.people / PEOPLE_A_DIVISION), 2), len(DIVISIONS))
    count = max(1, round((plan.people - divisions * low) / ((low + high) / 2)))
    families = _families_of(count)
    team_division = np.arange(count) % divisions
    departments, team_department = _departments(plan, divisions, families, team_division)
    leaders = [max(low, 1 + sum(1 for at, _ in departments if at == division)) for division in range(divisions)]
    sizes = _sizes(count, plan.people - sum(leaders), (low, high), streams)
    of_leaders = np.arange(divisions) + len(departments)
    all_departments = [*departments, *((division, LEADERSHIP_DEPARTMENT) for division in range(divisions))]
    teams = [*_team_names(team_department), *([LEADERSHIP_TEAM] * divisions)]
    department = np.concatenate([team_department, of_leaders])
    return Structure(
        divisions=DIVISIONS[:divisions],
        departments=tuple(name for _, name in all_departments),
        department_division=np.array([at for at, _ in all_departments]),
        teams=tuple(teams),
        team_department=department,
        team_family=np.concatenate([families, np.full(divisions, LEADERSHIP_FAMILY)]),
        team_size=np.concatenate([sizes, np.array(leaders)]),
        leadership=np.arange(len(teams)) >= count,
        ties=_ties(department, np.concatenate([team_division, np.arange(divisions)])),
    )


def _families_of(count: int) -> Ints:
    """The family of each team, in the families' shares by largest remainder."""
    exact = np.array([family.share for family in FAMILIES]) * count
    whole = np.floor(exact).astype(np.int64)
    missing = count - int(whole.sum())
    whole[np.argsort(-(exact - whole), kind="stable")[:missing]] += 1
    return np.repeat(np.arange(len(FAMILIES)), whole)


def _departments(plan: Plan, divisions: int, families: Ints, team_division: Ints) -> tuple[list[tuple[int, str]], Ints]:
    """The departments as (division, name), and the department of each team."""
    departments: list[tuple[int, str]] = []
    team_department = np.zeros(len(families), dtype=np.int64)
    groups = np.array([GROUPS.index(FAMILIES[family].group) for family in families])
    if plan.flat:
        groups = np.minimum(groups, 1)
    names = ("Technology", "Business") if plan.flat else GROUPS
    most = max(TEAMS_A_DEPARTMENT, len(families) // (divisions * DEPARTMENTS_A_DIVISION))
    for division in range(divisions):
        for group, name in enumerate(names):
            members = np.flatnonzero((team_division == division) & (groups == group))
            parts = -(-len(members) // most)
            for part in range(parts):
                team_department[members[part::parts]] = len(departments)
                departments.append((division, name if parts == 1 else f"{name} {part + 1}"))
    return departments, team_department


def _sizes(count: int, people: int, bounds: tuple[int, int], streams: Streams) -> Ints:
    """Team sizes within the bounds that add up to `people`, spread evenly where the bounds do not allow it."""
    low, high = bounds
    sizes = low + np.floor(streams.uniform(count, "team size") * (high - low + 1)).astype(np.int64)
    order = np.argsort(streams.uniform(count, "team size order"))
    step = 1 if sizes.sum() < people else -1
    at, missing = 0, abs(people - int(sizes.sum()))
    while missing:
        team = order[at % count]
        if low <= sizes[team] + step <= high or at >= count * (high - low):
            sizes[team] += step
            missing -= 1
        at += 1
    return sizes


def _team_names(team_department: Ints) -> list[str]:
    """A name for each team, its own within its department; neighbouring divisions repeat names."""
    seen: dict[int, int] = {}
    names: list[str] = []
    for department in team_department.tolist():
        at = seen.get(department, 0)
        seen[department] = at + 1
        names.append(TEAMS[(department * 5 + at * 3) % len(TEAMS)])
    return names


def _ties(department: Ints, division: Ints) -> Ints:
    """Rows of (team, tied team): the next two teams of its department, or of its division where it has no other."""
    pairs = _ring(department, np.arange(len(department)))
    lonely = np.setdiff1d(np.arange(len(department)), np.array([team for team, _ in pairs], dtype=np.int64))
    pairs |= _ring(division, lonely)
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _ring(group_of: Ints, teams: Ints) -> set[tuple[int, int]]:
    """Pairs of each of `teams` and the next two of its group."""
    pairs: set[tuple[int, int]] = set()
    wanted = set(teams.tolist())
    for group in np.unique(group_of[teams]).tolist():
        members = np.flatnonzero(group_of == group).tolist()
        for at, team in enumerate(members):
            if team in wanted:
                pairs |= {(team, members[(at + step) % len(members)]) for step in (1, 2)}
    return {pair for pair in pairs if pair[0] != pair[1]}


def mean_over_ties(structure: Structure, values: Floats) -> Floats:
    """For each team, the mean of `values` (by team) over the teams that it is tied to; 0 where there are none."""
    teams = len(structure.teams)
    total = np.bincount(structure.ties[:, 0], weights=values[structure.ties[:, 1]], minlength=teams)
    count = np.bincount(structure.ties[:, 0], minlength=teams)
    return total / np.maximum(count, 1)
