"""What weighs on teams week by week: their reasons for being stuck, passing moods, and workload."""

import numpy as np

from clearspan.simulator.arrays import Flags, Floats
from clearspan.simulator.families import TOOL_NAMES
from clearspan.simulator.organisation import Organisation

SHOCK, SHOCK_LASTS = 0.5, 0.6
"""Standard deviation of a team's passing mood, and how much of it is left a week later."""
LOAD_LASTS = 0.7
SPIKE_LASTS = 2.0
"""After so many weeks, 1/e is left of the rise of use that a single event brings."""


class TeamCauses:
    """What the planted causes do to use, by team; 0, or 1 for a factor, where nothing is planted."""

    def __init__(self, organisation: Organisation) -> None:
        causes = [felt.cause for felt in organisation.plants.felt]
        plan = organisation.plan
        self.use = np.array([cause.use for cause in causes])
        self.load = np.array([cause.load for cause in causes])
        self.leader_use = np.array([cause.leader_use for cause in causes])
        self.habit = np.array([cause.habit for cause in causes])
        self.start = np.array([cause.start for cause in causes])
        self.depth = np.array([cause.depth for cause in causes])
        self._spike = np.array([cause.spike for cause in causes])
        self._event = np.array([plan.story_day(cause.spike_week) for cause in causes])
        self._blocked = np.array([[tool in cause.blocked for tool in range(len(TOOL_NAMES))] for cause in causes])
        self._since = np.array([plan.story_day(cause.from_week) for cause in causes])

    def holds_on(self, day: int) -> Flags:
        """Whether each team's cause has begun by a day."""
        return self._since <= day

    def blocked_on(self, day: int) -> Flags:
        """Which tools are blocked in which team on a day."""
        return self._blocked & self.holds_on(day)[:, None]

    def spike_on(self, day: int) -> Floats:
        """What is left on a day of the rise that a single event brought, by team."""
        weeks = np.maximum(day - self._event, 0) / 7
        return np.where(self._event <= day, self._spike * np.exp(-weeks / SPIKE_LASTS), 0.0)


class Moods:
    """The passing mood and the workload of each team; `mood` moves use, `load` is 0 as usual."""

    def __init__(self, organisation: Organisation) -> None:
        self._org = organisation
        teams = len(organisation.structure.teams)
        self.mood = np.zeros(teams)
        self.load = np.zeros(teams)
        self.steady = np.ones(teams)
        """0 for the teams whose mean use is set, else 1."""
        self.steady[list(organisation.plants.even)] = 0.0

    def step(self, start: int) -> None:
        """Moves on to the week that starts on a day."""
        teams = len(self.mood)
        keep = SHOCK_LASTS
        fresh = np.sqrt(1 - keep**2)
        fresh_mood = self._org.streams.normal(teams, "mood", start)
        self.mood = keep * self.mood + self.steady * SHOCK * fresh * fresh_mood
        self.load = LOAD_LASTS * self.load + 0.7 * self._org.streams.normal(teams, "load", start)
