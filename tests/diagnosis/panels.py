"""Panels of made-up teams in which one thing is the matter with one team."""

from collections.abc import Mapping

import numpy as np

from clearspan.diagnosis.panel import Groups, Panel
from clearspan.diagnosis.signal import CAMPS, LEARNING_FUNCTION, SIGNALS, Kind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind

TEAMS, SIZE = 24, 12
QUARTER = Period(20635, 20726, PeriodKind.QUARTER)
STUCK = "team 00"
TEACHING_TEAMS = 3
"""So many teams, the last ones, make the training."""
WITHIN = {Kind.ANSWER: 18.0, Kind.USE: 22.0, Kind.WORK: 14.0, Kind.RECORD: 25.0}
"""How far people of one team differ, in points of 100."""


def panel(shifts: Mapping[str, float], seed: int = 1, size: int = SIZE, answering: float = 1.0) -> Panel:
    """A panel whose first team is shifted in some signals; `answering` is the share of people who answer."""
    draws = np.random.default_rng(seed)
    people = TEAMS * size
    team = np.repeat(np.arange(TEAMS), size)
    answered = draws.random(people) < answering if answering < 1 else np.ones(people, dtype=np.bool_)
    value, weight = {}, {}
    for name, signal in SIGNALS.items():
        known = answered if signal.kind is Kind.ANSWER else np.ones(people, dtype=np.bool_)
        figure = 55 + WITHIN[signal.kind] * draws.standard_normal(people) + np.where(team == 0, shifts.get(name, 0.0), 0.0)
        weight[name], value[name] = known.astype(float), np.where(known, figure, 0.0)
    if CAMPS in shifts:
        value["active_weeks"][team == 0] = np.where(np.arange(size) % 2, 95.0, 5.0)
    teaches = team >= TEAMS - TEACHING_TEAMS
    if shifts.get(LEARNING_FUNCTION, 0.0):
        value["habit"] = np.where(teaches, value["habit"] + shifts[LEARNING_FUNCTION], value["habit"])
    groups = {
        Dimension.TEAM: Groups(tuple(f"team {number:02}" for number in range(TEAMS)), team),
        Dimension.ROLE: Groups(("engineering",), np.zeros(people, dtype=np.int64)),
    }
    return Panel(QUARTER, groups, value, weight, answered, teaches=teaches)
