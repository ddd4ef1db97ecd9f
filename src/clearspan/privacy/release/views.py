"""Rule 4 across tools and populations: figures of one group that count nearly the same people doing nearly the same thing.

A group's use of one tool and its use of all tools differ by those who hold another tool; a group and its licensed people
differ by those without a licence, a group and its people at work in a work system by those who work elsewhere. Where those are
1 to 4 people (fewer than the minimum for counts), the difference of the two figures is about them. So for each group the
*views* (a tool and a population) are taken in a fixed order, and a view is barred where it differs by so few from one taken
before: all tools of all employed people first, then each tool of all employed, then the licensed, then all tools of those at
work in a system. Only tools that the measure takes in count as another tool. Headcounts count no use and are not barred. No
value is looked at.

Tools without licence data are not compared: nobody can say who could have used them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Ints
from clearspan.privacy.release.plan import Plan
from clearspan.vocabulary.tool import ANY_TOOL

LICENSED = "licensed:"
AT_WORK = "at_work:"
EMPLOYED = "employed"


@dataclass(frozen=True)
class View:
    """Whose use of what."""

    tool: str
    population: str


def views(populations: Mapping[str, object]) -> list[View]:
    """Every view of the populations given, in the order in which they are taken."""
    licensed = [key.removeprefix(LICENSED) for key in sorted(populations) if key.startswith(LICENSED)]
    tools = sorted(licensed, key=lambda tool: (tool != ANY_TOOL, tool))
    whole = [View(ANY_TOOL, EMPLOYED), *(View(tool, EMPLOYED) for tool in tools if tool != ANY_TOOL)]
    at_work = [View(ANY_TOOL, key) for key in sorted(populations) if key.startswith(AT_WORK)]
    return [*(whole if EMPLOYED in populations else []), *(View(tool, LICENSED + tool) for tool in tools), *at_work]


def view_of(tool: str, population: str) -> View:
    """The view of a measure's figure for a tool; where a work system stands in its place, all tools' use is counted."""
    return View(ANY_TOOL if population.startswith(AT_WORK) else tool, population)


def barred(plans: Mapping[View, Plan], holders: Mapping[str, Bools], fewest: int) -> dict[View, Bools]:
    """For each view in its order, the sets (sets,) in which it is barred. `holders` are the people (people,) licensed for
    each tool, ANY_TOOL apart."""
    found: dict[View, Bools] = {}
    for view, plan in plans.items():
        bar = np.zeros_like(plan.shown)
        for other, before in plans.items():
            if other == view:
                break
            if ANY_TOOL in (view.tool, other.tool) or view.tool == other.tool:
                apart = _apart(plan, before, _elsewhere(view, other, holders, len(plan.present)))
                bar |= before.shown & ~found[other] & (apart > 0) & (apart < fewest)
        found[view] = plan.shown & bar
    return found


def _elsewhere(view: View, other: View, holders: Mapping[str, Bools], people: int) -> Bools:
    """People who could use a tool that only one of the two views counts."""
    found = np.zeros(people, dtype=np.bool_)
    if view.tool != other.tool:
        for tool, held in holders.items():
            if tool not in (view.tool, other.tool):
                found |= held
    return found


def _apart(one: Plan, other: Plan, elsewhere: Bools) -> Ints:
    """(sets,) people of either plan's set who can make a difference between the two."""
    differs = one.where != other.where
    mine, theirs = one.where[(one.where >= 0) & (differs | elsewhere)], other.where[(other.where >= 0) & differs]
    count = len(one.shown)
    return np.bincount(mine, minlength=count) + np.bincount(theirs, minlength=count)
