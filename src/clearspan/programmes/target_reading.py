"""Where a target stands: what is seen of it now, what is to be expected on its day, and when one cannot tell."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clearspan.programmes.share_bounds import FEWEST, left_out, outwards, share_bounds
from clearspan.programmes.target import Target, TargetStatus

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LOOK_BACK = 4
"""Weeks from which the forecast takes how people move."""
DRAWS = 2000
ON_COURSE = 0.8
"""Probability of reaching the target from which it is on course, and below which it is at risk."""
OUTSIDE = 0.05
"""Probability on either side of a forecast's interval."""


@dataclass(frozen=True)
class TargetReading:
    """Where a target stands. `share` is seen (bounds that hold whoever of the participants is left out), `forecast` is the 90%
    interval on the target's day while that lies ahead; both from 0 to 1, None where it cannot be told. `week` is the last week
    that was seen, from 1."""

    status: TargetStatus
    why: str = ""
    week: int = 0
    share: tuple[float, float] | None = None
    forecast: tuple[float, float] | None = None
    people: int = 0


def read(target: Target, uses: Floats, stated: bool, seed: int) -> TargetReading:
    """Where a target stands. `uses` (participants, weeks since each one's start) holds how often each used the tool for the task
    in the week by the evidence, NaN where the week is not settled; `stated` says whether any evidence of that task is known."""
    reached = np.where(np.isnan(uses), np.nan, uses >= target.times)
    seen = np.flatnonzero((~np.isnan(reached)).all(axis=0)) if len(reached) else np.zeros(0, dtype=np.int64)
    people, due = len(reached), max(target.day // 7, 1)
    if people < FEWEST:
        return _untold(f"fewer than {FEWEST} people take part")
    if not stated:
        return _untold("no record says for which task the tool is used: no work item, practice, feature or answer names it")
    weeks = [week for week in seen.tolist() if week < due]
    if not weeks:
        return _untold("no week since the start is settled for every participant")
    now = weeks[-1] + 1
    current = reached[:, now - 1] > 0
    bounds = share_bounds(int(current.sum()), people)
    if now >= due:
        return _decided(target, current, bounds, now)
    chances, interval = _forecast(reached[:, weeks] > 0, due - now, target.share, seed)
    on_course = (chances >= ON_COURSE).all()
    status = TargetStatus.ON_COURSE if on_course else TargetStatus.AT_RISK
    return TargetReading(status, "", now, bounds, interval, people)


def _untold(why: str) -> TargetReading:
    return TargetReading(TargetStatus.CANNOT_TELL, why)


def _decided(target: Target, current: Bools, bounds: tuple[float, float], week: int) -> TargetReading:
    """Met or missed on its day, where no single participant decides it."""
    met = [share >= target.share for share in left_out(int(current.sum()), len(current))]
    if all(met) or not any(met):
        return TargetReading(TargetStatus.MET if all(met) else TargetStatus.MISSED, "", week, bounds, None, len(current))
    return TargetReading(TargetStatus.CANNOT_TELL, "a single participant would decide it", week, bounds, None, len(current))


def _forecast(reached: Bools, ahead: int, share: float, seed: int) -> tuple[Floats, tuple[float, float]]:
    """The probabilities of reaching the share (with everyone, and without one who reached it now or did not), and the 90%
    interval of the share then.

    Each week some go on and some begin; how many is drawn from what the last weeks allow (a beta distribution each, flat before),
    and then who, so that both what is not known of the rates and chance itself are in the interval.
    """
    random = np.random.default_rng(seed)
    recent = reached[:, -LOOK_BACK - 1 :]
    before, after = recent[:, :-1], recent[:, 1:]
    stayed, left = int((before & after).sum()), int((before & ~after).sum())
    begun, idle = int((~before & after).sum()), int((~before & ~after).sum())
    going, beginning = random.beta(1 + stayed, 1 + left, DRAWS), random.beta(1 + begun, 1 + idle, DRAWS)
    people, hits = len(reached), int(reached[:, -1].sum())
    kinds = [(hits, people)] + [(hits - 1, people - 1)] * (hits > 0) + [(hits, people - 1)] * (hits < people)
    found = []
    for now, of in kinds:
        on = np.full(DRAWS, now)
        for _ in range(ahead):
            on = random.binomial(on, going) + random.binomial(of - on, beginning)
        found.append(on / of)
    low = min(float(np.quantile(each, OUTSIDE)) for each in found)
    high = max(float(np.quantile(each, 1 - OUTSIDE)) for each in found)
    return np.array([(each >= share).mean() for each in found]), outwards(low, high)
