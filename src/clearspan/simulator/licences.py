"""Who holds a licence for which tool, from when to when, and who never begins."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import NEVER, Flags, Ints
from clearspan.simulator.families import CHATGPT, FAMILIES, TOOL_NAMES
from clearspan.simulator.felt import Felt
from clearspan.simulator.people import People
from clearspan.simulator.plan import Plan
from clearspan.simulator.streams import Streams

PENDING = 0.03
"""Share of people who never accept the invitation to ChatGPT."""
BEFORE_WINDOW = 0.45
"""Share of licences granted before the window; the rest come in waves, so that licences rise."""
WAVES = (2, 8, 14, 20, 26, 32)
"""Weeks of the story in which licences are granted."""
NEVER_BEGIN = 0.1
TAKEN_BACK = 0.25
TAKEN_BACK_WEEK = 30
"""A share of the licences that nobody ever used is taken back in this week of the story."""


@dataclass(frozen=True)
class Licences:
    """By person and tool: first and last day of the licence (NEVER where none, or while it lasts), and whether the
    person never begins. `pending` people were invited to ChatGPT and never accepted."""

    since: Ints
    until: Ints
    idle: Flags
    pending: Flags

    def held_on(self, day: int) -> Flags:
        """Whether each person holds a licence for each tool on a day."""
        return (self.since <= day) & (day <= self.until)


def build_licences(plan: Plan, people: People, felt: Sequence[Felt], islands: Ints, streams: Streams) -> Licences:
    """The licences of everyone. `felt` is by team; teams in `islands` hold their main tool and nothing else."""
    shape = (len(people), len(TOOL_NAMES))
    share = np.array([family.licensed for family in FAMILIES])[people.family]
    coverage = np.array([one.cause.coverage for one in felt])[people.team]
    granted = streams.uniform(shape, "licence") < share * coverage[:, None]
    day = _grant_days(plan, shape, streams)
    even = np.isin(people.team, islands)
    main = np.arange(shape[1])[None, :] == np.argmax(share, axis=1)[:, None]
    granted = np.where(even[:, None], main, granted)
    day = np.where(even[:, None], plan.first - 120, day)
    settle = 7 + np.floor(streams.uniform(len(people), "licence settle") * 15).astype(np.int64)
    since = np.maximum(day, (people.hired + settle)[:, None])
    since = np.where(granted & (since <= people.left[:, None]), since, NEVER)
    idle = (streams.uniform(shape, "idle") < NEVER_BEGIN) & ~even[:, None]
    pending = streams.uniform(len(people), "pending") < PENDING
    idle[:, CHATGPT] |= pending
    taken = idle & (streams.uniform(shape, "taken back") < TAKEN_BACK)
    last = np.where(taken, plan.story_day(TAKEN_BACK_WEEK), NEVER)
    until = np.minimum(people.left[:, None], last)
    since = np.where(since <= until, since, NEVER)
    return Licences(since, until, idle, pending)


def _grant_days(plan: Plan, shape: tuple[int, int], streams: Streams) -> Ints:
    draws = streams.uniform((*shape, 3), "licence day")
    before = plan.first - 20 - np.floor(draws[..., 1] * 280).astype(np.int64)
    waves = np.array([plan.story_day(week) for week in WAVES])
    wave = waves[np.floor(draws[..., 1] * len(WAVES)).astype(np.int64)]
    return np.where(draws[..., 0] < BEFORE_WINDOW, before, wave + np.floor(draws[..., 2] * 5).astype(np.int64))
