"""How a team feels the reason planted in it: as written, or (by the second generator) in a strength of its own, with symptoms
missing and with parts of other reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Floats
from clearspan.simulator.causes import CANNOT_TELL, CAUSES, Cause
from clearspan.simulator.plan import Plan
from clearspan.simulator.streams import Streams

WEAKEST, STRONGEST = 0.45, 1.8
SPREAD = 0.32
"""Standard deviation of the log of a team's strength."""
MISSING, MISSING_MAIN = 0.25, 0.06
"""How likely a symptom is missing, and the question that a reason marks most."""
SECOND = 0.35
"""Share of stuck teams that feel a part of another reason too."""
SECOND_LEAST, SECOND_MOST = 0.2, 0.5
EVENT_WEEKS = (15, 26)
"""Weeks of the story between which single events fall."""

_ADDED = ("start", "use", "leader_use", "load", "reopen", "quality", "spike")
_FACTORS = ("habit", "depth", "coverage", "help", "wait", "answering")
_DROPPED = ("start", "use", "habit", "depth", "leader_use", "load", "wait", "help", "reopen", "quality")
_NEUTRAL = Cause()
_DRAWS = 32


@dataclass(frozen=True)
class Felt:
    """What one team feels: the planted reason's name (empty where none is), what it does to the team, how strongly, which
    symptoms do not show (fields of Cause, questions, and `training` for training records), and the share of other reasons."""

    name: str = ""
    cause: Cause = field(default_factory=Cause)
    strength: float = 1.0
    missing: tuple[str, ...] = ()
    others: tuple[tuple[str, float], ...] = ()

    @property
    def training_shows(self) -> bool:
        """Whether the reason shows in training records."""
        return bool(self.name) and "training" not in self.missing

    def truth(self) -> dict[str, Any]:
        """How the team feels its reason, as truth.json holds it."""
        return {
            "strength": round(self.strength, 4),
            "missing": list(self.missing),
            "others": {name: round(share, 4) for name, share in self.others},
        }


def feel(plan: Plan, names: Sequence[str], streams: Streams) -> tuple[Felt, ...]:
    """What each team feels, by team; `names` are the planted reasons, empty where none is planted."""
    if not plan.other:
        return tuple(Felt(name, CAUSES[name]) if name else Felt() for name in names)
    uniform = streams.uniform((len(names), _DRAWS), "felt")
    bell = streams.normal((len(names), 2), "felt strength")
    marks = streams.uniform((len(names), _DRAWS, 2), "felt marks")
    pool = [name for name in sorted(set(names)) if name not in ("", CANNOT_TELL)]
    return tuple(_felt(name, pool, (uniform[at], bell[at], marks[at])) if name else Felt() for at, name in enumerate(names))


def _felt(name: str, pool: Sequence[str], draws: tuple[Floats, Floats, Floats]) -> Felt:
    uniform, bell, marks = draws
    act, talk = (float(np.clip(np.exp(SPREAD * one), WEAKEST, STRONGEST)) for one in bell)
    if name == CANNOT_TELL:
        return Felt(name, _scaled(CAUSES[name], act), act)
    cause, missing = _without_missing(CAUSES[name], uniform, marks[:, 0])
    jitter = 0.8 + 0.4 * marks[:, 1]
    pulse = {item: points * talk * float(jitter[at]) for at, (item, points) in enumerate(cause.pulse.items())}
    week = EVENT_WEEKS[0] + int(uniform[-1] * (EVENT_WEEKS[1] - EVENT_WEEKS[0] + 1))
    mine = replace(_scaled(cause, act), pulse=_rounded(pulse), spike_week=week if cause.spike else 0)
    if len(mine.blocked) > 1 and uniform[-2] < 0.5:
        mine = replace(mine, blocked=mine.blocked[:1] if uniform[-2] < 0.25 else mine.blocked[1:])
    others = [one for one in pool if one != name]
    if not others or uniform[-3] >= SECOND:
        return Felt(name, mine, act, missing)
    second = others[int(uniform[-4] * len(others))]
    share = SECOND_LEAST + (SECOND_MOST - SECOND_LEAST) * float(uniform[-5])
    return Felt(name, _added(mine, CAUSES[second], share), act, missing, ((second, share),))


def _without_missing(cause: Cause, uniform: Floats, marks: Floats) -> tuple[Cause, tuple[str, ...]]:
    """The reason without the symptoms that do not show, and the names of these."""
    shown = [name for name in _DROPPED if getattr(cause, name) != getattr(_NEUTRAL, name)]
    gone = [name for name in shown if uniform[_DROPPED.index(name)] < (MISSING_MAIN if name == "use" else MISSING)]
    main = min(cause.pulse, key=cause.pulse.__getitem__, default="")
    silent = [
        item for at, item in enumerate(cause.pulse) if marks[at] < (MISSING_MAIN if item == main else MISSING)
    ]  # fmt: skip
    records = ["training"] if uniform[len(_DROPPED)] < MISSING / 2 else []
    kept = {item: points for item, points in cause.pulse.items() if item not in silent}
    neutral = {name: getattr(_NEUTRAL, name) for name in gone}
    return replace(cause, pulse=kept, **neutral), (*gone, *silent, *records)


def _scaled(cause: Cause, strength: float) -> Cause:
    """The reason as it acts at a strength; the answers are left as they are."""
    added = {name: round(getattr(cause, name) * strength, 4) for name in _ADDED}
    factors = {name: round(max(1 + (getattr(cause, name) - 1) * strength, 0.0), 4) for name in _FACTORS}
    return replace(cause, **added, **factors)


def _added(cause: Cause, other: Cause, share: float) -> Cause:
    """The reason with a share of another one; what is blocked stays the reason's own."""
    part = _scaled(other, share)
    added = {name: round(getattr(cause, name) + getattr(part, name), 4) for name in _ADDED}
    factors = {name: round(getattr(cause, name) * getattr(part, name), 4) for name in _FACTORS}
    pulse = {item: cause.pulse.get(item, 0.0) + share * other.pulse.get(item, 0.0) for item in {**cause.pulse, **other.pulse}}
    week = cause.spike_week or other.spike_week
    return replace(cause, **added, **factors, pulse=_rounded(pulse), spike_week=week if added["spike"] else 0)


def _rounded(pulse: Mapping[str, float]) -> dict[str, float]:
    return {item: round(points, 2) for item, points in pulse.items()}
