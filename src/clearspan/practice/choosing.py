"""What somebody practises next: chosen by chance, with more weight for what fits.

The chance is kept, so that the choice itself can be judged later.

A soft-max over a sum of plain reasons, with a floor under every chance (Horvitz and Thompson's estimate needs none at zero).
"""

import bisect
import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

FLOOR = 0.1
"""Share of the chance that is spread evenly over all candidates, so that what is seldom chosen can still be judged."""

SHARED = "judgment"
"""Folder of lessons that are for every job."""

AGAIN_DAYS = 21
"""Days for which something that was done is not offered again."""

CASE_MINUTES = 15
"""Minutes that trying a use case on one's own work is taken to cost."""

KINDS = ("lessons", "drills", "use_cases")

HELPS: Mapping[str, tuple[str, ...]] = {
    "no_use_cases": ("use_cases",),
    "role_ambiguity": ("use_cases",),
    "training_too_generic": ("use_cases", "lessons"),
    "training_outdated": ("lessons",),
    "training_too_rare": ("lessons",),
    "training_apart_from_work": ("use_cases",),
    "no_guardrails": ("drills", "lessons"),
    "fear_distrust": ("drills",),
    "workload": ("lessons",),
    "policy_block": ("use_cases",),
}
"""cause of being stuck -> kinds of content that answer to it."""


REASONS: Mapping[str, str] = {
    "any": "It is one of the things that everyone here practises.",
    "job": "It is from your own job.",
    "leads": "You lead people.",
    "cause": "It answers to what is in your team's way.",
    "short": "It serves what you have practised least so far.",
    "begun": "You began it, and did not finish.",
    "brief": "It takes five minutes.",
}
"""reason for an offer -> what the person is told."""


@dataclass(frozen=True)
class Candidate:
    """Something that may be offered: its link, its job family, the competencies it serves, and its minutes."""

    link: str
    family: str
    skills: tuple[str, ...]
    minutes: int

    @property
    def kind(self) -> str:
        """Its shelf: lessons, drills or use_cases."""
        return self.link.partition("/")[0]


@dataclass(frozen=True)
class Situation:
    """What is known of whom to offer something: job family of the library, the families that are for them because they lead
    people, causes that were found for the team, how far below
    what is expected each layer lies (in levels, 0 where it does not), the day on which each link was last done, and today."""

    family: str | None
    today: int
    leads: tuple[str, ...] = ()
    causes: frozenset[str] = frozenset()
    short: Mapping[str, float] = field(default_factory=dict[str, float])
    done: Mapping[str, int] = field(default_factory=dict[str, int])
    opened: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True)
class Choice:
    """What was chosen, with which chance (0 to 1) among how many, and why: one of REASONS."""

    link: str
    propensity: float
    among: int
    reason: str

    @property
    def because(self) -> str:
        """Why, in one sentence."""
        return REASONS[self.reason]


def choose(candidates: Sequence[Candidate], situation: Situation, key: str) -> Choice | None:
    """One of the candidates; None where nothing is left to offer. `key` (person and day) makes it the same all day."""
    mine = {situation.family, SHARED, *situation.leads} if situation.family else None
    open_ones = [each for each in candidates if not _recent(situation, each.link) and (mine is None or each.family in mine)]
    if not open_ones:
        return None
    chances = propensities([score(each, situation)[0] for each in open_ones])
    place = min(bisect.bisect_right(list(accumulate(chances)), _uniform(key)), len(open_ones) - 1)
    return Choice(open_ones[place].link, chances[place], len(open_ones), score(open_ones[place], situation)[1])


def propensities(scores: Sequence[float]) -> list[float]:
    """The chance of each score: soft-max, mixed with an even chance."""
    top = max(scores)
    weights = [math.exp(each - top) for each in scores]
    total = sum(weights)
    return [FLOOR / len(scores) + (1 - FLOOR) * weight / total for weight in weights]


def score(candidate: Candidate, situation: Situation) -> tuple[float, str]:
    """How well a candidate fits (in logits), and the strongest reason (of REASONS)."""
    reasons = [(0.0, "any")]
    if situation.family and candidate.family == situation.family:
        reasons.append((1.5, "job"))
    elif candidate.family in situation.leads:
        reasons.append((1.0, "leads"))
    if helping := sum(candidate.kind in HELPS.get(cause, ()) for cause in situation.causes):
        reasons.append((1.0 * helping, "cause"))
    layers = {skill.partition(".")[0] for skill in candidate.skills}
    if short := max((situation.short.get(layer, 0.0) for layer in layers), default=0.0):
        reasons.append((min(1.5, short), "short"))
    if candidate.link in situation.opened and candidate.link not in situation.done:
        reasons.append((0.8, "begun"))
    if "workload" in situation.causes and candidate.minutes <= 5:
        reasons.append((0.5, "brief"))
    return sum(points for points, _ in reasons), max(reasons)[1]


def _recent(situation: Situation, link: str) -> bool:
    return link in situation.done and situation.today - situation.done[link] < AGAIN_DAYS


def _uniform(key: str) -> float:
    """A number from 0 to below 1 that only the key decides."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:7], "big") / 2**56
