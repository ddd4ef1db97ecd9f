"""Who is on the staff lists of a day, as what and under whom: every roster system states the same."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clearspan.simulator.families import FAMILIES, LEVELS
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.people import LOCATIONS
from clearspan.simulator.plan import Plan
from clearspan.simulator.week import Week
from clearspan.vocabulary.period import day_of


@dataclass(frozen=True)
class Listed:
    """A person on a staff list, by number. `left` is the last day of somebody who has left, else None; `manager` is the
    number of the person's manager, -1 for the head of everyone."""

    person: int
    team: str
    department: str
    division: str
    family: str
    level: str
    location: str
    contractor: bool
    hired: int
    left: int | None
    manager: int


def list_days(plan: Plan, week: Week) -> list[int]:
    """The days of a week on which lists are exported: the first and the last of all, and each first of a month."""
    return [day for day in week.days if day in (plan.first, plan.until) or day_of(day).day == 1]


def staff_list(organisation: Organisation, day: int, before: int) -> Iterator[Listed]:
    """Everyone employed on a day, and those who have left since the list of the day `before`."""
    people, structure = organisation.people, organisation.structure
    team, level = people.team_on(day).tolist(), people.level_on(day).tolist()
    managers = people.managers_on(day, structure).tolist()
    gone = (people.left >= before) & (people.left < day)
    for person in np.flatnonzero(people.employed_on(day) | (gone & (people.hired <= day))).tolist():
        department = int(structure.team_department[team[person]])
        yield Listed(
            person=person,
            team=structure.teams[team[person]],
            department=structure.departments[department],
            division=structure.divisions[structure.department_division[department]],
            family=FAMILIES[people.family[person]].title,
            level=LEVELS[level[person]],
            location=LOCATIONS[people.location[person]],
            contractor=bool(people.contractor[person]),
            hired=int(people.hired[person]),
            left=int(people.left[person]) if gone[person] else None,
            manager=managers[person],
        )
