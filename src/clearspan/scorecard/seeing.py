"""What the analyses beside the diagnosis saw in a simulated organisation, laid beside what was planted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.diagnosis import islands, starvation
from clearspan.diagnosis.loading import places_of
from clearspan.diagnosis.reality_gap import find_gaps
from clearspan.jobs.quarter import Quarter
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import day_number

GAP_STATEMENT = "prepared"
"""The statement on which leaders and staff are planted apart."""

MANY_ACTIONS = 100
"""Actions from which a week of a person who bursts holds a burst."""


@dataclass(frozen=True)
class Group:
    """One group that was looked at: whether something was planted in it, how much it looks like it, and whether it was named."""

    planted: bool
    score: float
    named: bool


@dataclass(frozen=True)
class Seen:
    """One organisation: its teams as islands, its departments as starved, whether the intervals of its divisions' gaps hold
    the gap between what everyone thinks, and weeks of a person and a tool: gamed ones and those set aside of them,
    others and those set aside of them."""

    islands: tuple[Group, ...]
    starved: tuple[Group, ...]
    gaps_held: tuple[bool, ...]
    gamed: tuple[int, int]
    honest: tuple[int, int]


def seen(quarter: Quarter, truth: Mapping[str, Any], gamers: Mapping[tuple[int, str], Mapping[str, Any]]) -> Seen:
    """What was seen of a quarter. `gamers` are by person and tool."""
    planted = {row["team"] for row in truth["islands"]}
    teams = [each for each in islands.find_islands(quarter.panel, quarter.ties) if each.outcome is not islands.Outcome.TOO_FEW]
    absorbed = {row["department"] for row in truth["absorbed"]}
    work = quarter.learner_work
    departments = starvation.find_starvation(work, Dimension.DEPARTMENT) if work is not None else []
    looked_at = [each for each in departments if each.outcome is not starvation.Outcome.TOO_FEW]
    return Seen(
        tuple(Group(each.group in planted, each.score, each.outcome is islands.Outcome.ISLANDS) for each in teams),
        tuple(Group(each.group in absorbed, each.score, each.outcome is starvation.Outcome.STARVED) for each in looked_at),
        _gaps_held(quarter, truth),
        *_gaming(quarter, gamers),
    )


def _gaps_held(quarter: Quarter, truth: Mapping[str, Any]) -> tuple[bool, ...]:
    """Whether the interval of each division's gap holds the gap between what all leaders and all staff think."""
    waves = [wave["leaders_and_staff"] for wave in truth["everyone_would_answer"] if wave.get("leaders_and_staff")]
    if not waves:
        return ()
    actual = {division: float(np.mean([wave[division][0] - wave[division][1] for wave in waves])) for division in waves[-1]}
    found = [each for each in find_gaps(quarter.beliefs, Dimension.DIVISION, quarter.by.gap_alert_points) if each.high > each.low]
    return tuple(each.low <= actual[each.group] <= each.high for each in found if each.statement == GAP_STATEMENT)


def _gaming(quarter: Quarter, gamers: Mapping[tuple[int, str], Mapping[str, Any]]) -> tuple[tuple[int, int], tuple[int, int]]:
    """(gamed weeks, those set aside), (other weeks, those set aside)."""
    use, shown = quarter.use_weeks, quarter.use_weeks.shown
    inside = (use.week >= quarter.period.start) & (use.week <= quarter.period.end)
    gamed, anyhow = np.zeros(len(shown), dtype=np.bool_), np.zeros(len(shown), dtype=np.bool_)
    for (person, tool), row in gamers.items():
        place = int(places_of(quarter.panel.person, pa.chunked_array([[person]]))[0])
        if place < 0 or tool not in use.tools:
            continue
        mine = (use.person == place) & (use.tool == use.tools.index(tool))
        since = use.week >= day_number(date.fromisoformat(row["since"]))
        anyhow |= mine
        gamed |= mine & since & ((use.actions >= MANY_ACTIONS) | (row["kind"] != "burst"))
    wrong = inside & ~anyhow
    right = inside & gamed
    return (int(right.sum()), int((right & shown).sum())), (int(wrong.sum()), int((wrong & shown).sum()))
