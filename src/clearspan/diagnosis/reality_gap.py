"""The reality gap: how far leaders' belief lies from that of staff, and both from what is measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clearspan.diagnosis.banding import band
from clearspan.diagnosis.beliefs import STATEMENTS, Beliefs
from clearspan.diagnosis.panel import Bools, Floats
from clearspan.diagnosis.pooling import pool_means
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension

VERSION = 2
"""Version of the rules by which gaps are found."""

WIDEST = 40.0
"""An interval of a gap that is wider, in points, tells nothing."""

STEP = 5.0
"""Points are told in steps of so many."""

HIGH = 75.0
"""Points from which an answer says that much is gained."""

Z = 1.959964


class Outcome(StrEnum):
    """What can be said of a gap."""

    ALERT = "alert"
    """As many points apart as the alert, or more."""
    APART = "apart"
    TOGETHER = "together"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few leaders"


@dataclass(frozen=True)
class Gap:
    """What is said of one statement in one group: bounds in points of 100. `middle`, `low` and `high` are the gap (leaders above
    staff) and its 95% interval as they are: for the scorecard alone, never released."""

    dimension: Dimension
    group: str
    statement: str
    outcome: Outcome
    leaders: tuple[float, float] = (0.0, 0.0)
    staff: tuple[float, float] = (0.0, 0.0)
    measured: tuple[float, float] | None = None
    gap: tuple[float, float] = (0.0, 0.0)
    ratio: tuple[float, float] | None = None
    middle: float = 0.0
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class _Side:
    """The answers of one side: of how many people they are, and the variance of one person's answers (NaN: not known)."""

    points: Floats
    of: int = 0
    noise: float = float("nan")

    @property
    def mean(self) -> float:
        return float(self.points.mean())

    @property
    def error(self) -> float:
        """What is not known: how those would have answered who did not (less, the fewer they are), and how far anybody's answer
        of the day lies from what they think."""
        return float(np.sqrt(sum(self.squares)))

    @property
    def squares(self) -> tuple[float, float]:
        """The square of the error in two parts: what rests on the spread of these answers, and what is known beside them."""
        count, variance = len(self.points), float(self.points.var(ddof=1))
        if np.isnan(self.noise) or self.of < count:
            return variance / count, 0.0
        noise, answered = min(self.noise, variance), count / self.of
        return variance * (1 - answered) / count, noise * answered / count

    def left_out(self) -> Floats:
        """The mean without each one."""
        return (self.points.sum() - self.points) / (len(self.points) - 1)

    def bounds(self) -> tuple[float, float]:
        """The 95% interval of the mean, whoever is left out, in steps."""
        half = _wide(len(self.points)) * self.error
        means = np.append(self.left_out(), self.mean)
        low, high = band(np.array([means.min() - half, means.max() + half]), STEP)
        return max(low, 0.0), min(high, 100.0)

    def gains(self) -> tuple[Floats, float]:
        """The share who gain much (with everyone, and with each left out), smoothed by half a person; and its variance as a
        logarithm."""
        count, hits = len(self.points), float((self.points >= HIGH).sum())
        shares = (np.append(hits - (self.points >= HIGH), hits) + 0.5) / (np.append(np.full(count, count - 1), count) + 1.0)
        return shares, 1 / (hits + 0.5) - 1 / (count + 1.0)


def find_gaps(beliefs: Beliefs, dimension: Dimension, alert_points: float) -> list[Gap]:
    """The gap of every group of a dimension and every statement. Groups are pooled towards each other where there are three.
    With fewer leaders, or staff, who answered than the minimum for sentiment, nothing is said."""
    names, fewest = beliefs.groups[dimension].names, beliefs.panel.minimums.sensitive
    found = []
    for statement in STATEMENTS:
        sides = [_sides(beliefs, dimension, at, statement) for at in range(len(names))]
        enough = np.array([min(len(one.points), len(other.points)) >= fewest for one, other in sides], dtype=np.bool_)
        middle, low, high = _intervals(sides, enough)
        for at, name in enumerate(names):
            if not enough[at]:
                found.append(Gap(dimension, name, statement, Outcome.TOO_FEW))
                continue
            bounds = (float(middle[at]), float(low[at]), float(high[at]))
            measured = _measured(beliefs, dimension, at, statement)
            found.append(_gap((dimension, name, statement), sides[at], bounds, measured, alert_points))
    return found


def reality_gaps(beliefs: Beliefs, alert_points: float) -> Iterator[Finding]:
    """The findings on the reality gap: of the organisation and of each division, one a statement."""
    for dimension in (Dimension.ORGANISATION, Dimension.DIVISION):
        for each in find_gaps(beliefs, dimension, alert_points):
            period = beliefs.panel.period
            details = {
                "statement": each.statement,
                "leaders": each.leaders,
                "staff": each.staff,
                "measured": each.measured,
                "gap": each.gap,
                "ratio": each.ratio,
                "alert_points": alert_points,
                "sensitive": True,
            }
            outcome = each.outcome.value
            yield Finding(FindingKind.REALITY_GAP, dimension, each.group, period.name, period.start, outcome, VERSION, details)


def _sides(beliefs: Beliefs, dimension: Dimension, at: int, statement: str) -> tuple[_Side, _Side]:
    points = beliefs.answered[statement]
    there: Bools = beliefs.groups[dimension].of_person == at
    noise = beliefs.noise.get(statement, float("nan"))
    sides = (there & beliefs.leads, there & ~beliefs.leads)
    leaders, staff = (_Side(points[side & ~np.isnan(points)], int(side.sum()), noise) for side in sides)
    return leaders, staff


def _intervals(sides: list[tuple[_Side, _Side]], enough: Bools) -> tuple[Floats, Floats, Floats]:
    """The gap of each group and its interval: drawn towards those of the others where three are known."""
    gap, error, wide = (np.full(len(sides), np.nan) for _ in range(3))
    for at in np.flatnonzero(enough):
        one, other = sides[at]
        gap[at], error[at] = one.mean - other.mean, np.hypot(one.error, other.error)
        wide[at] = _wide(_freedom(one, other) + 1)
    if enough.sum() >= 3:
        pooled = pool_means(gap, error * wide / Z)
        return pooled.middle, pooled.low, pooled.high
    return gap, gap - wide * error, gap + wide * error


def _gap(
    what: tuple[Dimension, str, str],
    sides: tuple[_Side, _Side],
    bounds: tuple[float, float, float],
    measured: tuple[float, float] | None,
    alert_points: float,
) -> Gap:
    leaders, staff = sides
    middle, low, high = bounds
    apart = np.concatenate([leaders.left_out() - leaders.mean, staff.mean - staff.left_out(), [0.0]])
    outcome = _outcome(middle, (low + float(apart.min()), high + float(apart.max())), alert_points)
    told = band(np.array([low + apart.min(), high + apart.max()]), STEP)
    ratio = _ratio(leaders, staff) if what[2] == "helped" else None
    return Gap(*what, outcome, leaders.bounds(), staff.bounds(), measured, told, ratio, middle, low, high)


def _outcome(middle: float, bounds: tuple[float, float], alert_points: float) -> Outcome:
    """What is said of a gap whose bounds hold whoever is left out; leaders may lie above staff, or below."""
    low, high = bounds if middle >= 0 else (-bounds[1], -bounds[0])
    if high - low > WIDEST:
        return Outcome.CANNOT_TELL
    if low > 0:
        return Outcome.ALERT if abs(middle) >= alert_points else Outcome.APART
    return Outcome.TOGETHER if high < alert_points else Outcome.CANNOT_TELL


def _ratio(leaders: _Side, staff: _Side) -> tuple[float, float]:
    """How many times as likely leaders are to say that they gain much, as bounds in steps of a half: 95%, whoever is left out."""
    (one, one_variance), (other, other_variance) = leaders.gains(), staff.gains()
    half = np.exp(Z * np.sqrt(one_variance + other_variance))
    ratios = np.append(one / other[-1], one[-1] / other)
    return band(np.array([ratios.min() / half, ratios.max() * half]), 0.5)


def _measured(beliefs: Beliefs, dimension: Dimension, at: int, statement: str) -> tuple[float, float] | None:
    """What is measured of the staff of a group, as bounds that hold whoever is left out; everyone is counted, so that there is no
    interval."""
    if statement not in beliefs.measured:
        return None
    points = beliefs.measured[statement]
    inside = (beliefs.groups[dimension].of_person == at) & ~np.isnan(points) & ~beliefs.leads
    if inside.sum() < beliefs.panel.minimums.sensitive:
        return None
    side = _Side(points[inside])
    return band(np.append(side.left_out(), side.mean), STEP)


def _freedom(*sides: _Side) -> float:
    """How many degrees of freedom the error of a difference has (Welch 1947): those of the spreads that are not known."""
    whole = sum(sum(side.squares) for side in sides)
    uncertain = sum(side.squares[0] ** 2 / (len(side.points) - 1) for side in sides)
    return whole**2 / uncertain if uncertain > 0 else np.inf


def _wide(count: float) -> float:
    """The 97.5% quantile of Student's t for so many people, nearly (Cornish and Fisher)."""
    return Z + (Z**3 + Z) / (4 * (count - 1))
