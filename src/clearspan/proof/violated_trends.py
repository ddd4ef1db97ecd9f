"""What an effect would be if trends had been apart: intervals that hold for every such violation up to a given size.

Rambachan and Roth, A more credible approach to parallel trends, Review of Economic Studies 90 (2023).

Relative magnitudes: nothing after the start moves the treated apart from one period to the next by more than `size` times the
most before it. The interval is the conditional least-favourable hybrid of Andrews, Roth and Pakes, Inference for linear
conditional moment inequalities (2023); the linear program is solved by listing the vertices of its dual, which no data change.
Smoothness: the slope changes by `size` at most from one period to the next; the interval is the shortest of fixed length.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import optimize, special

from clearspan.proof.arrays import Bools, Floats

POINTS = 1000
REACH = 20.0
"""Standard errors to either side that are searched, in so many points."""
LEAST_FAVOURABLE = 0.1
"""Share of alpha spent on the least favourable case."""
MOST_DRAWS, DRAWN_NUMBERS = 20_000, 600_000
"""Draws of the least favourable case, fewer where there are many vertices."""
SOLVABLE = 1e-10


@dataclass(frozen=True)
class Path:
    """Effects by period: `before` of them before the start, oldest first, without the one that all are compared with; then those
    after. `covariance` of all; `target`, the weights of the effects after the start in what is asked for."""

    effects: Floats
    covariance: Floats
    before: int
    target: Floats

    @property
    def after(self) -> int:
        """How many periods there are after the start."""
        return len(self.effects) - self.before

    @property
    def wanted(self) -> float:
        """The effect asked for, if trends had not been apart."""
        return float(self.target @ self.effects[self.before :])

    @property
    def error(self) -> float:
        """Its standard error."""
        block = self.covariance[self.before :, self.before :]
        return float(np.sqrt(self.target @ block @ self.target))


def relative_magnitudes(path: Path, size: float, alpha: float = 0.05, points: int = POINTS) -> tuple[float, float]:
    """The interval of the effect where nothing after the start is more than `size` times the worst before it.

    NaN where no effect is compatible, infinite where the search came to no end. Raises ValueError with fewer
    than one period before the one compared with.
    """
    if path.before < 1:
        raise ValueError("no period before the one that all are compared with")
    grid = np.linspace(-REACH, REACH, points) * path.error
    kept = np.zeros(points, dtype=bool)
    for moments in _moments(path, size):
        kept |= _accepted(path, moments, grid, alpha)
    if not kept.any():
        return math.nan, math.nan
    return -math.inf if kept[0] else float(grid[kept].min()), math.inf if kept[-1] else float(grid[kept].max())


def excludes(path: Path, effect: float, size: float, alpha: float = 0.05) -> bool:
    """Whether the interval of relative magnitudes leaves out this effect."""
    return not any(_accepted(path, moments, np.array([effect]), alpha)[0] for moments in _moments(path, size))


def _moments(path: Path, size: float) -> Iterator[Floats]:
    """For every step before the start, up and down: rows A with A(effects - true effects) <= 0 where it is the worst."""
    periods = path.before + path.after
    steps = np.zeros((periods, periods + 1))
    steps[np.arange(periods), np.arange(periods)] = -1
    steps[np.arange(periods), np.arange(periods) + 1] = 1
    most = np.concatenate([np.ones(path.before), np.full(path.after, size)])[:, None]
    for worst in range(path.before):
        for sign in (1.0, -1.0):
            limit = most * (sign * steps[worst])
            rows = np.vstack([steps - limit, -steps - limit])
            rows = rows[(rows**2).sum(axis=1) > SOLVABLE]
            yield np.delete(rows, path.before, axis=1)


def _accepted(path: Path, rows: Floats, grid: Floats, alpha: float) -> Bools:
    """Which effects of the grid the moments do not rule out."""
    if path.after > 1:
        rows = rows[(np.abs(rows[:, path.before :]) > SOLVABLE).any(axis=1)]
    turned = rows[:, path.before :] @ np.linalg.inv(_basis(path.target))
    covariance = rows @ path.covariance @ rows.T
    deviation = np.sqrt(np.maximum(np.diag(covariance), 0))
    vertices = _vertices(deviation, turned[:, 1:])
    if not len(vertices):
        return np.ones(len(grid), dtype=bool)
    spread = vertices @ covariance @ vertices.T
    kappa = alpha * LEAST_FAVOURABLE
    limit = _least_favourable(vertices @ rows, path.covariance, kappa)
    values = vertices @ (rows @ path.effects)[:, None] - (vertices @ turned[:, :1]) * grid
    best = values.argmax(axis=0)
    reached = values[best, np.arange(len(grid))]
    low, high = _truncation(values, spread, best, reached)
    return ~_rejected(reached, np.sqrt(np.diag(spread)[best]), low, np.minimum(high, limit), limit, (alpha - kappa) / (1 - kappa))


def _basis(target: Floats) -> Floats:
    """A matrix with `target` as its first row, and unit rows below it that make it invertible."""
    first = int(np.argmax(np.abs(target)))
    others = np.delete(np.eye(len(target)), first, axis=0)
    return np.vstack([target, others])


def _vertices(deviation: Floats, nuisance: Floats) -> Floats:
    """The vertices (vertices, rows) of {g >= 0: g'deviation = 1, g'nuisance = 0}."""
    held = np.column_stack([deviation, nuisance])
    rows, columns = held.shape
    chosen = np.array(list(combinations(range(rows), columns)))
    square = held[chosen].transpose(0, 2, 1)
    scale = np.abs(square).max(axis=(1, 2)) ** columns
    solvable = np.abs(np.linalg.det(square)) > SOLVABLE * scale
    chosen, square = chosen[solvable], square[solvable]
    if not len(chosen):
        return np.zeros((0, rows))
    right = np.zeros((len(chosen), columns, 1))
    right[:, 0] = 1
    weight = np.linalg.solve(square, right)[:, :, 0]
    sound = (weight >= -SOLVABLE * np.abs(weight).max(axis=1, keepdims=True)).all(axis=1)
    found = np.zeros((int(sound.sum()), rows))
    np.put_along_axis(found, chosen[sound], np.maximum(weight[sound], 0), axis=1)
    return np.unique(found.round(12), axis=0)


def _least_favourable(lines: Floats, covariance: Floats, kappa: float) -> float:
    """What the largest of the vertices' values passes with probability kappa where all moments are at their limit."""
    values, vectors = np.linalg.eigh(covariance)
    drawn = np.random.default_rng(0).standard_normal((min(MOST_DRAWS, DRAWN_NUMBERS // len(lines)), len(values)))
    return float(np.quantile((drawn * np.sqrt(np.maximum(values, 0)) @ (lines @ vectors).T).max(axis=1), 1 - kappa))


def _truncation(values: Floats, spread: Floats, best: np.ndarray, reached: Floats) -> tuple[Floats, Floats]:
    """Between which values the vertex that is best at each point of the grid would have stayed the best."""
    own = np.diag(spread)[best]
    share = spread[:, best] / np.where(own > 0, own, np.nan)
    rest = values - share * reached
    with np.errstate(divide="ignore", invalid="ignore"):
        at = rest / (1 - share)
    low = np.where(share < 1 - SOLVABLE, at, -np.inf).max(axis=0)
    high = np.where(share > 1 + SOLVABLE, at, np.inf).min(axis=0)
    return low, high


def _rejected(reached: Floats, deviation: Floats, low: Floats, high: Floats, limit: float, alpha: float) -> Bools:
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = np.maximum(0.0, truncated_quantile(1 - alpha, low / deviation, high / deviation))
        passed = reached / deviation > bound
    passed = np.where(deviation > SOLVABLE, passed, reached > 0)
    return (reached > limit) | passed


def truncated_quantile(share: float, low: Floats, high: Floats) -> Floats:
    """The quantile of a standard normal variable that is known to lie between two values; exact far out in either tail."""
    upper = low > 0
    first, last = special.ndtr(np.where(upper, -low, low)), special.ndtr(np.where(upper, -high, high))
    found = special.ndtri(first + share * (last - first))
    return np.clip(np.where(upper, -found, found), low, high)


def smoothness(path: Path, size: float, alpha: float = 0.05) -> tuple[float, float]:
    """The interval of the effect where the slope of the trend changes by `size` at most from one period to the next.

    It is centred on the effect less a blend of the steps before the start that takes out any straight trend. Raises ValueError
    with fewer than one period before the one compared with.
    """
    if path.before < 1:
        raise ValueError("no period before the one that all are compared with")
    after = np.arange(1, path.after + 1)
    bends = np.array([path.target[at:] @ (after[at:] - at) for at in range(path.after)])
    fixed, straight = float(np.abs(bends).sum()), float(path.target @ after)
    steps = np.zeros((path.before, path.before))
    steps[np.arange(path.before), np.arange(path.before)] = -1
    steps[np.arange(path.before - 1), np.arange(1, path.before)] = 1

    def line(weight: Floats) -> Floats:
        return np.concatenate([-weight @ steps, path.target])

    def half(values: Floats) -> float:
        weight, bent = values[: path.before], values[path.before :]
        error = math.sqrt(max(float(line(weight) @ path.covariance @ line(weight)), 1e-300))
        return error * folded_quantile(1 - alpha, size * (fixed + float(bent.sum())) / error)

    weight = _shortest(half, path.before, straight)
    middle, reach = float(line(weight[: path.before]) @ path.effects), half(weight)
    return middle - reach, middle + reach


def _shortest(half: Callable[[Floats], float], before: int, straight: float) -> Floats:
    """Weights of the steps before the start (before,), and bounds of their running sums, of the shortest interval."""
    sums = np.tril(np.ones((before, before)))[:-1]
    below = np.hstack([np.vstack([sums, -sums]), -np.vstack([np.eye(before - 1)] * 2)])
    rules = [optimize.LinearConstraint(np.concatenate([np.ones(before), np.zeros(before - 1)]), straight, straight)]
    if before > 1:
        rules.append(optimize.LinearConstraint(below, -np.inf, 0.0))
    found = []
    for first in (np.full(before, straight / before), np.eye(before)[-1] * straight):
        begin = np.concatenate([first, np.abs(sums @ first)])
        options = {"maxiter": 500, "ftol": 1e-14}
        found.append(optimize.minimize(half, begin, method="SLSQP", constraints=rules, options=options))
    return np.asarray(min(found, key=lambda each: each.fun).x)


def folded_quantile(share: float, shift: float) -> float:
    """The quantile of the size of a normal variable with this mean and variance 1."""
    low, high = 0.0, abs(shift) + 10.0
    for _ in range(60):
        middle = (low + high) / 2
        inside = special.ndtr(middle - shift) - special.ndtr(-middle - shift)
        low, high = (middle, high) if inside < share else (low, middle)
    return (low + high) / 2
