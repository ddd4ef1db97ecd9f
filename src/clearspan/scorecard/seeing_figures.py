"""The scorecard's figures of the analyses beside the diagnosis."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from clearspan.scorecard.figures import Scorefigure, share
from clearspan.scorecard.seeing import Group, Seen

COVERING = (0.93, 0.97)
"""Between which shares 95% intervals are to hold what they are about."""

FALSE_ALARMS = 0.05
"""The share of sound groups that may be taken for planted where recall is read off."""


def seen_figures(found: Sequence[Seen]) -> dict[str, Scorefigure]:
    """The figures of these analyses, by name."""
    teams = [group for each in found for group in each.islands]
    departments = [group for each in found for group in each.starved]
    held = [one for each in found for one in each.gaps_held]
    gamed = [sum(each.gamed[at] for each in found) for at in (0, 1)]
    honest = [sum(each.honest[at] for each in found) for at in (0, 1)]
    return {
        "islands_recall": _recall("Islands found at 5% false alarms", teams),
        "islands_named": _named("Islands that are named", teams, planted=True),
        "islands_false": _named("Other teams that are named islands", teams, planted=False),
        "starvation_recall": _recall("Starved departments found at 5% false alarms", departments),
        "starvation_named": _named("Starved departments that are named", departments, planted=True),
        "starvation_false": _named("Other departments that are named starved", departments, planted=False),
        "gaming_caught": share("Gamed weeks that were set aside", gamed[1], gamed[0]),
        "gaming_false": share("Other weeks that were set aside", honest[1], honest[0]),
        "gaps_held": _covering("Gaps of leaders and staff within their 95% interval", sum(held), len(held)),
    }


def _covering(title: str, hits: int, of: int) -> Scorefigure:
    """A share that is to lie between the bounds of COVERING: intervals are neither too narrow nor too wide."""
    least, most = COVERING
    found = share(title, hits, of)
    return replace(found, goal=f"between {least:.0%} and {most:.0%}", met=least <= found.value <= most)


def _recall(title: str, groups: Sequence[Group]) -> Scorefigure:
    """The share of planted groups that score above all but FALSE_ALARMS of the others."""
    others = [group.score for group in groups if not group.planted]
    bar = float(np.quantile(others, 1 - FALSE_ALARMS)) if others else float("inf")
    planted = [group for group in groups if group.planted]
    return share(title, sum(group.score > bar for group in planted), len(planted))


def _named(title: str, groups: Sequence[Group], *, planted: bool) -> Scorefigure:
    mine = [group for group in groups if group.planted is planted]
    return share(title, sum(group.named for group in mine), len(mine))
