"""The programmes of the demo: one that is drawn here and acts in the simulation, and those that the simulation plants; each is
declared as an organisation would declare it, and read out by the main job like any other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from clearspan.jobs.plan_programmes import adopt, declare, programmes_of, start
from clearspan.programmes.assignment import Arm, Assignment, Candidate, Place, Wanted, draw
from clearspan.programmes.money import Money
from clearspan.programmes.programme import Design, Population, Programme
from clearspan.programmes.target import ANY_TASK, Target
from clearspan.programmes.templates import templates
from clearspan.simulator.arrays import NEVER
from clearspan.simulator.assignment import read_assignment
from clearspan.simulator.diaries import write_diaries
from clearspan.simulator.families import CURRENCY, FAMILIES
from clearspan.simulator.organisation import build_organisation
from clearspan.simulator.plan import Plan
from clearspan.simulator.programmes import NO_EFFECT, plan_programmes
from clearspan.vocabulary.period import day_number
from clearspan.vocabulary.tool import ANY_TOOL

SPRINT, BY, PRACTICE = "use-case-sprint", "Enablement", "role_practice"
SPRINT_WEEK = 10
"""Week of the story in which the sprint starts."""
MESSY_DAYS = 28
DIARIES, DIARY_DAYS = "diary", (44, 65, 86, 142)
"""Folder of the diaries among the exports, and the days after a programme's start on which people are asked for them."""
PICKED_WEEKS = 4
SHORTEST_WEEKS = 36
"""Weeks of data below which nothing could be read out by the end."""


@dataclass(frozen=True)
class Story:
    """One programme of the demo: its name and title, the planted programme behind it (empty: the sprint), why it started though
    it could not be shown what it would see, and what of it differs from the sprint."""

    name: str
    title: str
    planted: str
    signed: str
    design: Design = Design.WAITLIST
    cost: int = 0
    messy_days: int = 0
    picked_weeks: int = 0
    teams: int = 0

    def programme(self) -> Programme:
        """The programme as it is declared."""
        made = templates()["role_use_case_sprint"].programme(self.name, self.title, Population(), BY, "Operations")
        target = Target(ANY_TOOL, ANY_TASK, 1, 0.3, 60)
        cost = Money(Decimal(self.cost), CURRENCY) if self.cost else None
        other = {"design": self.design, "messy_days": self.messy_days, "picked_weeks": self.picked_weeks}
        return replace(made, target=target, cost=cost, **other)


STORIES = (
    Story(SPRINT, "Role use-case sprint", "", "It is read out as it was drawn.", cost=18000, messy_days=MESSY_DAYS),
    Story(
        "practice-in-waves",
        "Practice in three waves",
        "role_practice",
        "The waves were agreed before.",
        Design.STEPPED_WEDGE,
        messy_days=21,
    ),
    Story("course-for-all", "One course for everyone", "generic_course", "The course was paid for already.", cost=24000),
    Story(
        "push-for-the-lowest",
        "A push for the lowest teams",
        "lowest_push",
        "The board asked for it at once.",
        Design.MATCHED,
        picked_weeks=PICKED_WEEKS,
    ),
    Story(
        "redesign-in-two-teams",
        "Redesign pilot in two teams",
        "generic_course",
        "Two teams wanted to begin, and more were not to be had.",
        teams=2,
    ),
)
"""What an organisation would have done in the time of the demo."""


def plan_sprint(plan: Plan) -> Assignment | None:
    """The assignment of the sprint: teams without a known obstacle, half of them drawn to start; None in a small or short
    demo."""
    if plan.flat or plan.weeks < SHORTEST_WEEKS:
        return None
    organisation = build_organisation(plan)
    structure, plants = organisation.structure, organisation.plants
    planted, _ = plan_programmes(plan, structure, plants, organisation.streams)
    taken = np.any([programme.starts < NEVER for programme in planted], axis=0) | structure.leadership
    free = [team for team in range(len(taken)) if not (taken[team] or plants.cause[team] or team in plants.even)]
    families = [FAMILIES[structure.team_family[team]].title for team in free]
    chosen = [
        Candidate(structure.team_key(team), family if families.count(family) > 1 else "others", int(structure.team_size[team]))
        for team, family in zip(free, families, strict=True)
    ]
    return draw(SPRINT, chosen, Wanted(Design.WAITLIST, plan.seed, plan.story_day(SPRINT_WEEK), 90))


def write_sprint(sprint: Assignment, path: Path) -> Path:
    """The file by which the simulation takes the sprint: practice in the team's own tasks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sprint.csv().replace(f",{Arm.TREATMENT.value},", f",{PRACTICE},"), encoding="utf-8")
    return path


def write_programme_diaries(plan: Plan, assignments: Sequence[Path], exports: Path) -> None:
    """Nothing; writes diaries of people in and out of the programmes that some files assign, some weeks after the first start of
    each, and what an hour of work costs, among the exports."""
    organisation = build_organisation(plan)
    started: dict[int, int] = {}
    days: set[int] = set()
    for path in assignments:
        treated = [one for one in read_assignment(path, organisation.structure) if one.arm not in NO_EFFECT]
        started = {one.team: one.start for one in treated} | started
        first = min((one.start for one in treated), default=plan.until)
        days |= {first + after for after in DIARY_DAYS if first + after <= plan.until}
    write_diaries(organisation, started, exports / DIARIES, tuple(sorted(days)))


def register_programmes(directory: Path, plan: Plan, sprint: Assignment, truth: Path) -> None:
    """Nothing; declares the demo's programmes, each with its assignment, and starts them; nothing where there are some."""
    if programmes_of(directory):
        return
    planted = {programme["name"]: programme for programme in orjson.loads(truth.read_bytes())["programmes"]}
    busy = {one["team"] for programme in planted.values() for one in programme["treated"]} | set(sprint.side(Arm.TREATMENT))
    for story in STORIES:
        places = sprint.places if story.planted == "" else _places(planted[story.planted], busy, story.teams)
        if not any(place.arm is Arm.TREATMENT for place in places):
            continue
        declare(directory, story.programme(), BY)
        adopt(directory, story.name, places, plan.seed, BY)
        start(directory, story.name, BY, story.signed)


def _places(programme: dict[str, Any], busy: set[str], teams: int) -> tuple[Place, ...]:
    """The places of a planted programme, its control without the teams that are in another one; or only so many of its control on
    either side, where `teams` are wanted."""
    control = sorted(set(programme["control"]) - busy)
    started = [(one["team"], day_number(date.fromisoformat(one["start"]))) for one in programme["treated"]]
    if teams and started:
        started = [(team, started[0][1]) for team in control[:teams]]
        control = control[teams : 2 * teams]
    treated = [Place(team, Arm.TREATMENT, day, "all") for team, day in started]
    return tuple(sorted([*treated, *(Place(team, Arm.CONTROL, None, "all") for team in control)]))
